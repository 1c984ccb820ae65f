"""What a verdict says to a musician: sentences, each with the bars that it is about."""

import numpy as np

from scoring.order.events import Read
from scoring.order.heard import Heard
from scoring.order.model import Model
from scoring.order.surprise import BLOCK, read_bits
from scoring.order.verdict import Stretch, Verdict

STEP = 5  # per cent: told no finer, so that nobody climbs by sentences
NOTABLE = 0.25  # standing below which a group is spoken of
# Viewpoints whose oddest bars show where a group falls short.
SHOWN_BY = {"notes": ("melody", "within"), "timing": ("rhythm", "lengths"), "together": ("fit",)}
SENTENCES = {
    "order": "Bars {first} to {last} could stand in another order: {share} {title} leads on "
    "more clearly.",
    "unity": "From bar {first} on it is like another piece: {share} {title} keeps its keys, "
    "tones and rhythm closer together.",
    "notes": "Bars {first} to {last} hold the oddest notes: {share} {title} has none as odd.",
    "timing": "In bars {first} to {last} notes begin or end at odd places: {share} {title} "
    "keeps steadier time.",
    "together": "In bars {first} to {last} the tracks fit each other least: {share} {title} "
    "fits better.",
    "bass": "In bars {first} to {last} the lowest notes seldom lead the chords: {share} {title} "
    "has a clearer bass.",
    "variety": "Bars {first} to {last} are close to a loop, a formula or chance: {share} "
    "{title} has more of its own.",
    "typical": "All figures of bars {first} to {last} together are unusual: {share} {title} is "
    "closer to the rest.",
}
Told = tuple[str, str, int, int]  # group, sentence, first bar, bars


def tell_verdict(
    verdict: Verdict, heard: Heard, model: Model, title: str, silent: int
) -> list[Told]:
    """Worst group first. `silent` bars were cut off in front of what is heard; bars are told from
    1, as one counts them, and kept from 0."""
    low = sorted((standing, group) for group, standing in verdict.groups.items())
    told: list[Told] = []
    for standing, group in low:
        if standing >= NOTABLE:
            continue
        worst = min(verdict.stretches, key=lambda each: each.groups.get(group, 1.0))
        first, bars = _place(group, worst, heard, model)
        first += silent
        share = _write_share(1 - standing)
        words = {"first": first + 1, "last": first + bars, "share": share, "title": title}
        told.append((group, SENTENCES[group].format(**words), first, bars))
    return told


def _write_share(better: float) -> str:
    """How much of real music is better, no finer than `STEP`."""
    percent = STEP * round(100 / STEP * better)
    return "nearly all" if percent >= 100 else f"{percent} % of"


def _place(group: str, stretch: Stretch, heard: Heard, model: Model) -> tuple[int, int]:
    if group == "unity":
        half = stretch.bars // 2
        return stretch.first_bar + half, stretch.bars - half
    if group not in SHOWN_BY:
        return stretch.first_bar, stretch.bars
    window = heard.window(stretch.first_bar, stretch.bars)
    bits = read_bits(Read.of(window), model.tables, SHOWN_BY[group])
    blocks = -(-stretch.bars // BLOCK)
    odd = np.zeros(blocks)
    for events, row in bits.values():
        counts = np.bincount(events.bar // BLOCK, minlength=blocks)
        odd += np.bincount(events.bar // BLOCK, row, blocks) / np.maximum(counts, 1)
    block = int(odd.argmax())
    first = block * BLOCK
    return stretch.first_bar + first, min(BLOCK, stretch.bars - first)
