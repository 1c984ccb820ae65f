"""The table of `manage.py evaluate gaps`: bars filled beside copies, added tracks beside themselves
two bars off."""

from collections.abc import Mapping, Sequence

from generation.catalogue import Card
from generation.codecs.score import Notes
from generation.evaluation.accompaniment import Figures
from generation.evaluation.added_tracks import measure_added
from generation.evaluation.bands.comparison import average_rows
from generation.evaluation.continuations import average_known, stack_column
from generation.evaluation.fills import (
    choose_nearer,
    copy_after,
    copy_bars,
    copy_before,
    measure_fill,
)
from generation.evaluation.intervals import compare_pairs
from generation.evaluation.sections import Cell, as_text, make_section
from generation.evaluation.sections import add_split as figures
from generation.evaluation.tables import Asked, Result, Say
from generation.techniques.transformer.asked import (
    BASSES,
    Excerpt,
    Part,
    ask_fill,
    ask_track,
    borrow_part,
    double_highest,
    draw_notes,
    find_fills,
    find_parts,
    shift_part,
)
from generation.techniques.transformer.corpora import CORPORA

__all__ = ["as_text", "compute", "figures"]
REAL, DIFFERENCE = "real", "ours - real"
WITHOUT = ("groove_drums",)  # drums alone have no harmony
PROTOCOL = (
    "Works of the {split} split, default settings, one take each. Fills: {fills} excerpts of 12 "
    "bars, bars 5 to 8 written anew; copies of the 4 bars before or after, and the nearer of the "
    "two. Added tracks: the lowest part of {parts} excerpts of 16 bars ({corpora}, four a work at "
    "most) taken away and asked for; shifted: the real part two bars late; shuffled: another "
    "work's real part in the right key; copy: the highest track two octaves lower. Agreement: "
    "beats on which another track has the part's pitch class; lead: over the same part two bars "
    "earlier and later. Intervals of "
    "95 % over works, paired differences with standard errors"
)


def compare_fills(card: Card, excerpts: Sequence[Excerpt], say: Say) -> Result:
    rows: dict[str, list[Figures]] = {}
    for seed, excerpt in enumerate(excerpts):
        for name, notes in fill_gap(card, excerpt, seed).items():
            found = measure_fill(notes, excerpt.gone, *excerpt.gap, excerpt.bar)
            copied = copy_bars(notes, excerpt.score.notes, *excerpt.gap, excerpt.bar)
            rows.setdefault(name, []).append({**found, "bars copied": copied})
        say(f"Fills: {seed + 1} of {len(excerpts)}")
    return make_section("fills", average_makers(rows), "bars copied is no merit")


def fill_gap(card: Card, excerpt: Excerpt, seed: int) -> dict[str, Notes]:
    """What each maker writes into the gap."""
    notes = excerpt.score.notes
    before, after = copy_before(notes, *excerpt.gap), copy_after(notes, *excerpt.gap)
    return {
        card.name: ask_fill(card, excerpt, seed),
        REAL: excerpt.gone,
        "copy of before": before,
        "copy of after": after,
        "nearer copy": choose_nearer([before, after], excerpt.gone),
        "random": draw_notes(excerpt.gone, seed),
    }


def compare_added(card: Card, parts: Sequence[Part], say: Say) -> Result:
    rows: dict[str, list[Figures]] = {}
    for number, part in enumerate(parts):
        for name, notes in add_part(card, parts, number).items():
            found = measure_added(notes, part.others, part.real, part.excerpt.bar)
            rows.setdefault(name, []).append(found)
        say(f"Added tracks: {number + 1} of {len(parts)}")
    works = [part.excerpt.work for part in parts]
    by_work = {name: average_works(found, works) for name, found in rows.items()}
    table = average_makers(by_work)
    if rows:
        table[DIFFERENCE] = subtract(by_work[card.name], by_work[REAL])
    return make_section("added tracks", table, "who doubles agrees; who listens leads")


def add_part(card: Card, parts: Sequence[Part], number: int) -> dict[str, Notes]:
    """The part that each maker adds."""
    part = parts[number]
    return {
        REAL: part.real,
        card.name: ask_track(card, part, number),
        "shifted": shift_part(part),
        "shuffled": borrow_part(parts, number),
        "copy": double_highest(part),
        "random": draw_notes(part.real, number),
    }


def average_works(rows: Sequence[Figures], works: Sequence[str]) -> list[Figures]:
    """The means of each work: excerpts of one are alike, and would pass for more than they are."""
    by_work: dict[str, list[Figures]] = {}
    for row, work in zip(rows, works, strict=True):
        by_work.setdefault(work, []).append(row)
    return [*map(average_known, by_work.values())]


def average_makers(rows: Mapping[str, Sequence[Figures]]) -> dict[str, Mapping[str, Cell]]:
    return {name: average_rows(found) for name, found in rows.items()}


def subtract(ours: Sequence[Figures], real: Sequence[Figures]) -> dict[str, Cell]:
    """Pair by pair."""
    return {
        name: compare_pairs(stack_column(ours, name), stack_column(real, name)) for name in real[0]
    }


def compute(card: Card, asked: Asked, say: Say) -> Result:
    """`{"table", "split", "protocol", "sections"}`; `openings` says how many excerpts of each."""
    corpora = [name for name in CORPORA if name not in WITHOUT]
    count = asked.pieces or asked.openings
    fills = find_fills(asked.folder, corpora, asked.split, count)
    parts = find_parts(asked.folder, asked.split, count)
    told = {"fills": len(fills), "parts": len(parts), "corpora": ", ".join(BASSES)}
    return {
        "table": "gaps",
        "split": asked.split,
        "protocol": PROTOCOL.format(split=asked.split, **told),
        "sections": [compare_fills(card, fills, say), compare_added(card, parts, say)],
    }
