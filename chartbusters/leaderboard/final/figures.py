"""Computes a final board from plain values: pure, and the same to the last digit each time."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chartbusters.jury.marks import agreed, marks_of
from chartbusters.leaderboard.final.inputs import PARTS, Decided, FinalInputs, Rated
from chartbusters.ranking.final import Component, FinalRow, final_board, of_jury
from chartbusters.ranking.jury import JuryMarks, Verdict, judged

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Judged:
    """What the jury says: its jurors by number, their marks, and what follows from them."""

    numbers: list[int]
    marks: JuryMarks
    verdict: Verdict


def decided(inputs: FinalInputs, *, seed: int) -> Decided:
    """The rows of the board and what they have in common. What says nothing, of all entries or of
    one, leaves its weight to the others."""
    numbers, marks = marks_of(inputs.said, [entrant.key for entrant in inputs.entries])
    jury = Judged(numbers, marks, judged(marks))
    weights = inputs.weights
    parts = [_public(inputs), of_jury(jury.verdict, weights.jury), _metrics(inputs)]
    keys = [(entrant.submitted_at, entrant.key) for entrant in inputs.entries]
    counts = np.array([entrant.key not in inputs.compared for entrant in inputs.entries], bool)
    final = final_board(parts, keys, seed=seed, counts=counts)
    figures = _common(inputs, final.missing, jury) | {"draws": final.draws}
    if all(np.isnan(row.final) for row in final.rows):
        return Decided([], {**figures, "ranked": 0})
    rows = [_row(inputs, row, jury) for row in final.rows]
    return Decided(rows, {**figures, "ranked": len(rows), "among": int(counts.sum())})


def _public(inputs: FinalInputs) -> Component:
    """The ratings; nothing while there are so few votes that ranks would be chance."""
    known = inputs.rated if inputs.votes and inputs.votes >= inputs.needed else {}
    nothing = Rated(np.nan, np.nan, np.nan, 0)
    rows = [known.get(entrant.key, nothing) for entrant in inputs.entries]
    columns = np.array(rows, np.float64).reshape(-1, len(nothing)).T
    return Component("public", inputs.weights.public, *columns[:3])


def _metrics(inputs: FinalInputs) -> Component:
    scores = [inputs.scores.get(entrant.key, np.nan) for entrant in inputs.entries]
    value = np.array(scores, np.float64)
    return Component("metrics", inputs.weights.metrics, value, value, value)


def _common(inputs: FinalInputs, missing: list[str], jury: Judged) -> dict[str, Any]:
    weights = inputs.weights._asdict()
    left = sum(weight for name, weight in weights.items() if name not in missing)
    used = {
        name: 100 * weight / left if left and name not in missing else 0.0
        for name, weight in weights.items()
    }
    said = {
        "public": f"There are {inputs.votes} of the {max(inputs.needed, 1)} votes below which "
        "ranks would be chance.",
        "jury": "No juror submitted a sheet.",
        "metrics": "No entry has a score.",
    }
    return {
        "entries": len(inputs.entries),
        "weights": weights,
        "used": used,
        "missing": {name: said[name] for name in missing},
        "jurors": _jurors(jury),
        "agreement": agreed(jury.verdict.agreement),
        "parts_of_jury": jury.verdict.parts,
    }


def _jurors(jury: Judged) -> list[dict[str, Any]]:
    sheets = np.bincount(jury.marks.juror, minlength=len(jury.numbers))
    return [
        {"number": number, "severity": float(severity), "sheets": int(count)}
        for number, severity, count in zip(jury.numbers, jury.verdict.severity, sheets, strict=True)
    ]


def _row(inputs: FinalInputs, row: FinalRow, jury: Judged) -> dict[str, Any]:
    """As columns of `FinalStanding`; what is not known is none."""
    key = inputs.entries[row.entry].key
    rated = inputs.rated.get(key)
    return {
        "entry_id": key,
        "position": row.position,
        "final": _known(row.final),
        "low": _known(row.low),
        "high": _known(row.high),
        "rank_low": row.rank_low,
        "rank_high": row.rank_high,
        **{part: _known(row.percentiles.get(part, np.nan)) for part in PARTS},
        "figures": {
            "weights": row.weights,
            "public": rated._asdict() if rated else None,
            "jury": _said(row.entry, jury),
            "metrics": {"score": inputs.scores[key]} if key in inputs.scores else None,
        },
    }


def _said(entry: int, jury: Judged) -> dict[str, Any] | None:
    """What jurors gave an entry, as given and corrected."""
    here = jury.marks.entry == entry
    if not here.any():
        return None
    marks = jury.marks.mark[here]
    numbers = [jury.numbers[juror] for juror in jury.marks.juror[here]]
    verdict = jury.verdict
    return {
        "given": [[number, float(mark)] for number, mark in zip(numbers, marks, strict=True)],
        "mean": float(marks.mean()),
        "corrected": float(verdict.score[entry]),
        "low": float(verdict.low[entry]),
        "high": float(verdict.high[entry]),
        "few": bool(verdict.few[entry]),
    }


def _known(value: float) -> float | None:
    return value if np.isfinite(value) else None
