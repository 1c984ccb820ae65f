"""Computes a final board from plain values: pure, and the same to the last digit each time."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chartbusters.jury.marks import Agreed, agreed, table_of
from chartbusters.leaderboard.final_inputs import PARTS, Decided, FinalInputs
from chartbusters.leaderboard.final_weighing import Z95, additive, percentiles

Floats = NDArray[np.float64]
DRAWS = 2000
DIGITS = 9  # figures nearer than that are equal: rounding noise must not decide a place


@dataclass(frozen=True)
class Part:
    """What one part says of all entries (entries,), nan of those of which it says nothing; and why
    it says nothing at all."""

    value: Floats
    low: Floats
    high: Floats
    missing: str = ""


def decided(inputs: FinalInputs, *, seed: int) -> Decided:
    """The rows of the board and what they have in common. A part that says nothing at all gives its
    weight to the others."""
    judged = jury_of(inputs)
    parts = {"public": _public(inputs), "jury": judged.part, "metrics": _metrics(inputs)}
    figures = _figures(inputs, parts, judged)
    if not inputs.entries or not any(figures["used"].values()):
        return Decided([], {**figures, "ranked": 0})
    weighed = _weighed(parts, figures["used"], seed)
    rows = [_row(inputs, index, parts, weighed, judged) for index in range(len(inputs.entries))]
    placed = _placed(rows, inputs)
    return Decided(placed, {**figures, "ranked": len(placed)})


@dataclass(frozen=True)
class Judged:
    """What the jury says: the part of the board, its jurors, how far they agree."""

    part: Part
    jurors: list[dict[str, Any]]
    marks: Floats  # (jurors, entries)
    agreement: Agreed | None


def jury_of(inputs: FinalInputs) -> Judged:
    numbers, marks = table_of(inputs.said, [entrant.key for entrant in inputs.entries])
    if not numbers:
        nothing = np.full(len(inputs.entries), np.nan)
        said = "No juror submitted a sheet, so the other parts share this weight."
        return Judged(Part(nothing, nothing, nothing, said), [], marks, None)
    fit = additive(marks)
    jurors = [
        {"number": number, "severity": float(severity), "sheets": int(count)}
        for number, severity, count in zip(
            numbers, fit.severity, (~np.isnan(marks)).sum(axis=1), strict=True
        )
    ]
    return Judged(Part(fit.score, fit.low, fit.high), jurors, marks, agreed(marks))


def _public(inputs: FinalInputs) -> Part:
    rows = [inputs.rated.get(entrant.key) for entrant in inputs.entries]
    nothing = np.full(len(rows), np.nan)
    if not inputs.votes or inputs.votes < inputs.needed:
        said = (
            f"There are {inputs.votes} of the {inputs.needed} votes below which ranks would be "
            "chance, so the other parts share this weight."
        )
        return Part(nothing, nothing, nothing, said)
    columns = np.array(
        [(one.rating, one.low, one.high) if one else (np.nan,) * 3 for one in rows]
    ).reshape(-1, 3)
    return Part(*columns.T)


def _metrics(inputs: FinalInputs) -> Part:
    scores = np.array([inputs.scores.get(one.key, np.nan) for one in inputs.entries], float)
    said = "No entry has a score, so the other parts share this weight."
    return Part(scores, scores, scores, said if np.isnan(scores).all() else "")


def _figures(inputs: FinalInputs, parts: dict[str, Part], judged: Judged) -> dict[str, Any]:
    weights = inputs.weights._asdict()
    missing = {name: part.missing for name, part in parts.items() if part.missing and weights[name]}
    left = sum(weights[name] for name in PARTS if name not in missing)
    used = {
        name: 100 * weights[name] / left if left and name not in missing else 0.0 for name in PARTS
    }
    return {
        "entries": len(inputs.entries),
        "weights": weights,
        "used": used,
        "missing": missing,
        "jurors": judged.jurors,
        "agreement": judged.agreement,
        "draws": DRAWS,
    }


@dataclass(frozen=True)
class Weighed:
    shares: dict[str, Floats | None]
    final: Floats
    low: Floats
    high: Floats


def _weighed(parts: dict[str, Part], used: dict[str, float], seed: int) -> Weighed:
    draw = np.random.default_rng(seed)
    shares = {
        name: None if part.missing else percentiles(part.value) for name, part in parts.items()
    }
    final = sum(used[name] / 100 * share for name, share in shares.items() if share is not None)
    drawn = np.zeros((DRAWS, len(final)))
    for name, part in parts.items():
        if used[name]:
            spread = np.nan_to_num((part.high - part.low) / (2 * Z95))
            values = part.value + spread * draw.standard_normal(drawn.shape)
            ranks = np.array([percentiles(one) for one in values])
            unknown = np.isnan(part.value)
            ranks[:, unknown] = draw.random((DRAWS, unknown.sum()))
            drawn += used[name] / 100 * ranks
    low, high = np.quantile(drawn, [0.025, 0.975], axis=0)
    return Weighed(shares, final, np.minimum(low, final), np.maximum(high, final))


def _row(
    inputs: FinalInputs, index: int, parts: dict[str, Part], weighed: Weighed, judged: Judged
) -> dict[str, Any]:
    key = inputs.entries[index].key
    shares = {
        name: None if share is None else float(share[index])
        for name, share in weighed.shares.items()
    }
    rated = inputs.rated.get(key)
    return {
        "entry_id": key,
        "final": float(weighed.final[index]),
        "low": float(weighed.low[index]),
        "high": float(weighed.high[index]),
        **shares,
        "figures": {
            "public": rated._asdict() if rated else None,
            "jury": _said(index, parts["jury"], judged),
            "metrics": {"score": inputs.scores[key]} if key in inputs.scores else None,
        },
    }


def _said(index: int, part: Part, judged: Judged) -> dict[str, Any] | None:
    """What jurors gave an entry, as given and corrected."""
    marks = judged.marks[:, index]
    given = [
        [juror["number"], float(mark)]
        for juror, mark in zip(judged.jurors, marks, strict=True)
        if not np.isnan(mark)
    ]
    if not given:
        return None
    return {
        "given": given,
        "mean": float(np.nanmean(marks)),
        "corrected": float(part.value[index]),
        "low": float(part.low[index]),
        "high": float(part.high[index]),
    }


def _placed(rows: list[dict[str, Any]], inputs: FinalInputs) -> list[dict[str, Any]]:
    order = {entrant.key: entrant for entrant in inputs.entries}

    def tie(row: dict[str, Any]) -> tuple[Any, ...]:
        public, jury = row["figures"]["public"], row["figures"]["jury"]
        low = public["low"] if public else -np.inf
        mean = jury["corrected"] if jury else -np.inf
        entrant = order[row["entry_id"]]
        return (-round(row["final"], DIGITS), -low, -mean, entrant.submitted_at, entrant.key)

    lows = np.array([row["low"] for row in rows])
    highs = np.array([row["high"] for row in rows])
    for row in rows:
        row["rank_low"] = 1 + int((lows > row["high"]).sum())
        row["rank_high"] = len(rows) - int((highs < row["low"]).sum())
    return [{**row, "position": n} for n, row in enumerate(sorted(rows, key=tie), start=1)]
