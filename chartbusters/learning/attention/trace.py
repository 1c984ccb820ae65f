"""The trace of a continuation: its notes, what each of them listened to, what was believed, and the
same in other manners. JSON, which the page fetches once."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chartbusters.learning.attention.continuing import (
    MEMORIES,
    PLAIN,
    SEED,
    SEEDS,
    TEMPERATURES,
    TOP_PS,
    Manner,
    carry_on,
    manners,
    passage_of,
)
from generation.catalogue import Card
from generation.codecs.score import OF_PITCH, Notes, decode_note
from generation.inference.layers import Array
from generation.inference.threads import one_thread
from generation.techniques.transformer.attention import Attended, attend_each
from generation.techniques.transformer.inference import Weights, load
from generation.techniques.transformer.tokens import PITCH
from generation.techniques.transformer.windows import Window, encode_window

LOUDEST = 12  # notes that are told of all heads together
LOUDEST_OF_HEAD = 3
SHARES = 1000  # shares of attention are told in thousandths
RUN = 4  # notes
CENTS = 100  # logits in hundredths of a nat
Note = list[int]  # onset, pitch, length in ticks, velocity


def make_trace(card: Card) -> dict[str, Any]:
    """A hundred and twenty continuations; a minute."""
    weights = load(card)
    config = weights.config
    notes = carry_on(weights)
    found: dict[str, Any] = {
        "model": card.name,
        "digest": card.digest,
        "seed": SEED,
        "layers": config.layers,
        "heads": config.heads,
        "memories": MEMORIES,
        "temperatures": TEMPERATURES,
        "shares": TOP_PS,
        "tune": as_rows(passage_of(PLAIN).task.played),
        "made": as_rows(notes),
        **listen(weights, notes),
        "themes": {name: count_themes(weights, bars) for name, bars in remembered()},
        "muted": {},
        "windows": {},
        "dice": {},
    }
    for kind, name, manner in manners(config.layers, config.heads):
        made = retell(weights, notes, kind, manner)
        if kind == "placeless":
            found[kind] = made
        else:
            found[kind][name] = made
    return found


def retell(weights: Weights, notes: Notes, kind: str, manner: Manner) -> Any:
    """The tune carried on in another manner; for muted heads also what the network, with them
    muted, would have thought of the pitches that came."""
    made = as_rows(carry_on(weights, manner))
    if kind != "muted":
        return made
    return {"made": made, "believed": believed_of(weights, notes, manner)}


def remembered() -> list[tuple[str, int | None]]:
    """How many bars, by the names of `windows`; None: all."""
    return [*((str(bars), bars) for bars in MEMORIES), ("all", None)]


def count_themes(weights: Weights, bars: int | None) -> list[int]:
    """Thousandths, for other throws of the dice: of the runs of four notes those that stand in the
    tune, at the same pitches and in the same rhythm."""
    manner = Manner(bars=bars)
    known = {*runs(passage_of(PLAIN).task.played)}
    shares = []
    for seed in SEEDS:
        found = runs(carry_on(weights, manner, seed))
        shares.append(round(SHARES * sum(run in known for run in found) / max(1, len(found))))
    return shares


def runs(notes: Notes) -> list[tuple[tuple[int, int], ...]]:
    """All of four notes: (pitch, steps since the first) of each."""
    rows = sorted((onset, pitch) for onset, _, pitch, *_ in notes.tolist())
    parts = (rows[at : at + RUN] for at in range(len(rows) - RUN + 1))
    return [*map(from_its_first, parts)]


def from_its_first(part: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    first, _ = part[0]
    return tuple((pitch, onset - first) for onset, pitch in part)


def listen(weights: Weights, notes: Notes) -> dict[str, Any]:
    """What each note listened to, and what was believed of its pitch."""
    window, first = window_of(notes)
    heard = look(weights, window, first, len(notes))
    low, high = pitch_range()
    music = first + 1 - len(passage_of(PLAIN).task.played)  # the step of the first note
    return {
        "attention": [name_loudest(one.attention, music) for one in heard],
        "lowest": low,
        # of each note: what the network thinks of each pitch from the lowest on, the likeliest 0
        "pitches": [in_cents(one.probabilities[PITCH][low : high + 1]) for one in heard],
    }


def name_loudest(attention: Array, music: int) -> dict[str, Any]:
    """Of all heads together, and of each; `attention` (layers, heads, steps)."""
    heads = attention.reshape(-1, attention.shape[-1])
    return {
        "all": loudest(heads.mean(0), music, LOUDEST),
        "heads": [loudest(row, music, LOUDEST_OF_HEAD) for row in heads],
    }


def look(
    weights: Weights,
    window: Window,
    first: int,
    count: int,
    muted: NDArray[np.bool_] | None = None,
) -> list[Attended]:
    with one_thread():
        return attend_each(weights, window, range(first, first + count), muted)


def window_of(notes: Notes) -> tuple[Window, int]:
    """The tune and what followed, as the network reads them, and the step that predicts the first
    note of the latter."""
    task = passage_of(PLAIN).task
    window = encode_window(replace(task, played=np.concatenate([task.played, notes])))
    return window, len(window.times) - len(notes) - 1


def believed_of(weights: Weights, notes: Notes, manner: Manner) -> list[int]:
    """Thousandths: the probability of each note's pitch."""
    muted = np.zeros((weights.config.layers, weights.config.heads), bool)
    for layer, head in manner.muted:
        muted[layer, head] = True
    heard = look(weights, *window_of(notes), len(notes), muted)
    pairs = zip(heard, notes[:, OF_PITCH], strict=True)
    return [round(SHARES * float(one.probabilities[PITCH][pitch])) for one, pitch in pairs]


def pitch_range() -> tuple[int, int]:
    bounds = passage_of(PLAIN).bounds
    (slot,) = passage_of(PLAIN).task.slots
    return int(bounds.lowest[slot]), int(bounds.highest[slot])


def in_cents(probabilities: Array) -> list[int]:
    logs = np.log(np.maximum(probabilities.astype(np.float64), 1e-12))
    return [round(CENTS * float(each)) for each in logs - logs.max()]


def loudest(shares: Array, music: int, count: int) -> list[int]:
    """What goes to all that stands before the music, then pairs (number of the note, share), the
    loudest first, in thousandths."""
    found = [round(SHARES * float(shares[:music].sum()))]
    of_notes = shares[music:]
    for note in np.argsort(-of_notes, kind="stable")[:count]:
        share = round(SHARES * float(of_notes[note]))
        if share:
            found += [int(note), share]
    return found


def as_rows(notes: Notes) -> list[Note]:
    return [*map(as_row, notes.tolist())]


def as_row(row: Sequence[int]) -> Note:
    note = decode_note(row)
    return [note.onset, note.pitch, note.length, note.velocity]
