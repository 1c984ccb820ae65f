"""In which order the band network draws a band: each role's rhythm in turn, then its pitches, then
repairs of whole phrases.

Letters: V voices, R roles (the voices, the drums), T steps.
"""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.catalogue import Card
from generation.techniques.gan.band.bands import choose_parts
from generation.techniques.gan.band.config import PHRASE
from generation.techniques.gan.band.drafting import Draft, Turn, split_bars, split_beats
from generation.techniques.gan.band.luck import BandLuck
from generation.techniques.gan.genres.roles import ROLES, VOICES, list_rows

# Who finds a rhythm after whom, and pitches: the outer voices of a chord before the inner one.
RHYTHM_TURNS: tuple[tuple[str, ...], ...] = (
    ("drums",),
    ("bass",),
    ("comp low", "comp middle", "comp high"),
    ("pad",),
    ("counter",),
)
PITCH_TURNS: tuple[tuple[str, ...], ...] = (
    ("bass",),
    ("comp low", "comp high"),
    ("comp middle",),
    ("pad",),
    ("counter",),
)
REPAIRED = 0.3  # share of the phrases of each role that a repair draws anew


class Pass(NamedTuple):
    """What one pass draws."""

    title: str
    rhythm: NDArray[np.bool_] | None  # (R, T)
    pitch: NDArray[np.bool_] | None  # (V, T)
    taken_back: Turn | None = None  # before it


def take_pass(draft: Draft, each: Pass) -> None:
    if each.taken_back is not None:
        draft.hide(each.taken_back)
    if each.rhythm is not None:
        draft.draw_rhythm(each.rhythm)
    if each.pitch is not None:
        draft.draw_pitches(each.pitch)


def plan_draft(here: NDArray[np.bool_], position: NDArray[np.integer]) -> Iterator[Pass]:
    """Rhythm role by role, every other bar first; then pitches role by role, strong beats first.
    `here` (R, T): where each role may play."""
    for names in RHYTHM_TURNS:
        rows = select_roles(names, here)
        if rows.any():
            for part in split_bars(here.shape[1]):
                yield Pass("Finding the rhythm", rows & part, None)
    for names in PITCH_TURNS:
        rows = select_roles(names, here)[:-1]
        if rows.any():
            for part in split_beats(position):
                yield Pass("Finding the notes", None, rows & part)


def plan_repairs(
    here: NDArray[np.bool_], position: NDArray[np.integer], repairs: int, luck: BandLuck
) -> Iterator[Pass]:
    """Pitches of some phrases anew, all roles together but for what stays; strong beats first."""
    phrases = -(-here.shape[1] // PHRASE)
    for _ in range(repairs):
        doubted = luck.random.random((len(VOICES), phrases)) < REPAIRED
        cells = doubted.repeat(PHRASE, 1)[:, : here.shape[1]] & here[:-1]
        taken = Turn(np.zeros(here.shape, bool), cells)
        for number, part in enumerate(split_beats(position)):
            yield Pass("Repairing", None, cells & part, None if number else taken)


def select_roles(names: tuple[str, ...], here: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """(R, T) where those roles may play."""
    chosen = np.array([role in names for role in ROLES])
    return here & chosen[:, None]


def count_passes(card: Card, wishes: Mapping[str, Any]) -> int:
    """How often the network is asked for a wish."""
    rows = chain.from_iterable(map(list_rows, choose_parts(card, wishes)))
    here = np.isin(np.arange(len(ROLES)), list(rows))[:, None]
    playing = [select_roles(names, here).any() for names in (*RHYTHM_TURNS, *PITCH_TURNS)]
    return 2 * (sum(playing) + int(wishes["refine"]))
