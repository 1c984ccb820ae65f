"""Continuations of openings by several makers beside one another: likeness, faults, copying."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import numpy as np

from generation.codecs.score import DRUM_PITCH, OF_PITCH, ONSET, Notes
from generation.evaluation import likeness as likenesses
from generation.evaluation.accompaniment import Figures
from generation.evaluation.bands.comparison import average_rows
from generation.evaluation.continuations import (
    Passage,
    average_known,
    measure_continuation,
    name_signature,
    stack_column,
)
from generation.evaluation.copying import Lines, encode_intervals
from generation.evaluation.intervals import compare_pairs
from generation.evaluation.sections import make_section
from generation.evaluation.tables import Result
from generation.techniques.transformer.openings import Opening, measure_bar

REAL = "real music"  # the maker that the others are compared with
SHUFFLED = "shuffled"
NOTHING: Notes = np.zeros((0, 5), np.int32)


@dataclass(frozen=True)
class Study:
    """What continuations are compared with."""

    openings: Sequence[Opening]
    by_maker: dict[str, list[list[Notes]]]  # for each maker and opening its continuations

    def first(self, maker: str) -> list[tuple[Opening, Notes]]:
        """One continuation of each opening, where there is one."""
        pairs = zip(self.openings, self.by_maker[maker], strict=True)
        return [(opening, made[0]) for opening, made in pairs if made]


def shuffle_continuations(study: Study) -> Study:
    """With another row: the real continuation of another opening of the corpus in the same meter,
    in the right key."""
    found = [borrow_continuation(study.openings, number) for number in range(len(study.openings))]
    return Study(study.openings, {**study.by_maker, SHUFFLED: found})


def borrow_continuation(openings: Sequence[Opening], number: int) -> list[Notes]:
    """That of the next opening that fits, round and round; none where no other does."""
    own = openings[number]
    later = [*openings[number + 1 :], *openings[:number]]
    fits = (each for each in later if each.corpus == own.corpus and same_meter(each, own))
    other = next(fits, None)
    return [] if other is None else [borrow_notes(own, other)]


def same_meter(one: Opening, other: Opening) -> bool:
    return measure_bar(one) == measure_bar(other)


def borrow_notes(own: Opening, other: Opening) -> Notes:
    """What follows `other`, moved to where `own` ends and into its key; drums stay as they are."""
    keys = [hear_opening(each).key for each in (own, other)]
    tonics = [name_signature(key) if key else 0 for key in keys]
    gap = (tonics[0] - tonics[1] + 6) % 12 - 6
    notes = other.real + np.array([own.start - other.start, 0, 0, 0, 0])
    tones = notes[:, OF_PITCH] < DRUM_PITCH
    notes[tones, OF_PITCH] = np.clip(notes[tones, OF_PITCH] + gap, 0, DRUM_PITCH - 1)
    return notes[notes[:, ONSET] < own.stop].astype(np.int32)


def hear_opening(opening: Opening) -> Passage:
    return Passage(opening.known.notes, 0, opening.start, measure_bar(opening))


def compare_kept(study: Study, ours: str) -> Result:
    """What continuations keep of their openings, and how ours differ from the real ones, pair by
    pair."""
    rows = {maker: keep_opening(study, maker) for maker in study.by_maker}
    table = {maker: average_rows(found) for maker, found in rows.items()}
    table["ours - real"] = {
        name: compare_pairs(stack_column(rows[ours], name), stack_column(rows[REAL], name))
        for name in rows[ours][0]
    }
    note = "bars copied is no merit: it stands beside what copies do well in"
    return make_section("kept of the opening", table, note)


def keep_opening(study: Study, maker: str) -> list[Figures]:
    """Figures of each opening, the mean of its continuations; undefined where the maker has
    none."""
    pairs = zip(study.openings, study.by_maker[maker], strict=True)
    return [average_samples(opening, made or [NOTHING]) for opening, made in pairs]


def average_samples(opening: Opening, made: Sequence[Notes]) -> Figures:
    return average_known([measure_kept(opening, notes) for notes in made])


def measure_kept(opening: Opening, notes: Notes) -> Figures:
    passage = Passage(notes, opening.start, opening.stop, measure_bar(opening))
    return measure_continuation(hear_opening(opening), passage)


def measure_figures(opening: Opening, notes: Notes) -> Figures:
    return likenesses.measure_passage(notes, opening.start, opening.stop, measure_bar(opening))


def measure_likeness(study: Study) -> list[dict[str, Any]]:
    """Overlap of each figure with real continuations, and what is kept of the openings."""
    real = [measure_figures(opening, notes) for opening, notes in study.first(REAL)]
    rows = []
    for maker in study.by_maker:
        pairs = [(opening, notes) for opening, notes in study.first(maker) if len(notes)]
        if not pairs:
            continue
        made = [measure_figures(opening, notes) for opening, notes in pairs]
        overlaps = likenesses.measure_overlaps(made, real)
        kept = [
            likenesses.measure_kept(
                opening.known.notes, notes, opening.start, opening.stop, measure_bar(opening)
            )
            for opening, notes in pairs
        ]
        means = average_figures(kept)
        found = {"overlap": float(np.mean(list(overlaps.values()))), **means, **overlaps}
        rows.append({"model": maker, "openings": len(pairs), "figures": round_figures(found)})
    return rows


def average_figures(rows: Sequence[dict[str, float]]) -> dict[str, float]:
    return {name: float(np.mean(list(map(itemgetter(name), rows)))) for name in rows[0]}


def count_faults(study: Study) -> list[dict[str, Any]]:
    """How many samples of each maker nobody would want to hear."""
    rows = []
    for maker, every in study.by_maker.items():
        faults: Counter[str | None] = Counter()
        for opening, made in zip(study.openings, every, strict=True):
            faults.update(name_fault(opening, notes) for notes in made)
        counts = {kind: float(faults[kind]) for kind in ("silence", "one note", "repetition")}
        rows.append({"model": maker, "samples": sum(faults.values()), "figures": counts})
    return rows


def name_fault(opening: Opening, notes: Notes) -> str | None:
    return likenesses.find_fault(notes, opening.start, opening.stop, measure_bar(opening))


def measure_copying(study: Study, library: Lines) -> list[dict[str, Any]]:
    """The longest passage of each continuation that stands in the training music too."""
    rows = []
    for maker in study.by_maker:
        found = [
            library.longest(encode_intervals(notes))
            for _, notes in study.first(maker)
            if len(notes)
        ]
        quantiles = {"median": 50, "95 %": 95, "most": 100}
        shares = (
            {name: float(np.percentile(found, at)) for name, at in quantiles.items()}
            if found
            else {}
        )
        rows.append({"model": maker, "samples": len(found), "figures": shares})
    return rows


def round_figures(found: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 3) for name, value in found.items()}
