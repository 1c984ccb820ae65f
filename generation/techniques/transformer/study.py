"""Continuations of openings by several makers beside one another: likeness, faults, copying."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import numpy as np

from generation.codecs.score import Notes
from generation.evaluation import likeness as likenesses
from generation.evaluation.accompaniment import Figures
from generation.evaluation.copying import Lines, encode_intervals
from generation.techniques.transformer.openings import Opening, measure_bar

REAL = "real music"  # the maker that the others are compared with


@dataclass(frozen=True)
class Study:
    """What continuations are compared with."""

    openings: Sequence[Opening]
    by_maker: dict[str, list[list[Notes]]]  # for each maker and opening its continuations

    def first(self, maker: str) -> list[tuple[Opening, Notes]]:
        """One continuation of each opening, where there is one."""
        pairs = zip(self.openings, self.by_maker[maker], strict=True)
        return [(opening, made[0]) for opening, made in pairs if made]


def join_parts(openings: Sequence[Opening], parts: Sequence[dict[str, list[list[Notes]]]]) -> Study:
    """`openings` in the order of `parts`, each a corpus' continuations by maker."""
    joined: dict[str, list[list[Notes]]] = {name: [] for name in parts[0]}
    for part in parts:
        for name, made in part.items():
            joined[name] += made
    return Study(openings, joined)


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
