"""The door: what the metrics say of a song beside the real music of a genre, in figures and in
words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import NormalDist

import numpy as np

from generation.music.song import Song
from scoring.findings import Finding, Measured, find_outliers
from scoring.metrics import GROUPS, METRICS, Metric, View, measure
from scoring.reference import GENERAL, WINDOW_BARS, Distribution, Reference, reference_of

VERSION = "1"  # of the metrics, the references and the score: raise it when any report would change
FEWEST_BARS, FEWEST_NOTES = 8, 32  # below this a score would be chance
PLATEAU = 1.28  # standard deviations: the central 80 % of real music
FALL = 0.8  # standard deviations in which the score falls beyond the plateau
FLOOR = 5.0  # of a metric and of a group, so that one odd figure cannot zero a piece


@dataclass(frozen=True)
class Reading:
    """One metric of a song. `value` is of the whole song; `typical`, the median over windows of
    eight bars, is what is compared with `low` and `high`, which hold the central 80 % of such
    windows of real music."""

    name: str
    group: str
    label: str
    unit: str
    line: str
    counts: bool
    value: float | None
    typical: float | None
    low: float | None
    high: float | None
    percentile: float | None
    score: float | None
    verdict: str


@dataclass(frozen=True)
class Report:
    """All readings of a song in the order of the registry, a score for each group, and one for the
    whole, 0 to 100.

    `seed` is the secret draw of a challenge by which it was judged, empty for the public one.
    `findings` are sorted by weight, heaviest first; `left_out` counts notes that nobody hears, by
    reason.
    """

    genre: str
    reference: str
    version: str
    metrics: dict[str, Reading]
    groups: dict[str, float]
    score: float | None
    seed: str = ""
    findings: tuple[Finding, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)

    @property
    def values(self) -> dict[str, float | None]:
        return {name: reading.value for name, reading in self.metrics.items()}


def judge(song: Song, reference_genre: str = GENERAL, seed: str = "") -> Report:
    """Measures a song and sets it beside real music of a genre (all music together where the genre
    is unknown).

    A metric scores 100 inside the central 80 % of real music, then falls like a bell; a group is
    the geometric mean of its metrics, the whole that of the groups, so that nothing can be bought
    off. The score is None for less than 8 bars or 32 notes.
    """
    reference, view = reference_of(reference_genre), View.of(song)
    measured = measure_windows(view)
    whole, typical = measure(view), _typical([row for _, row in measured])
    readings = {m.name: _reading(m, whole[m.name], typical[m.name], reference) for m in METRICS}
    groups = {
        group: score for group in GROUPS if (score := _group_score(group, readings)) is not None
    }
    long_enough = view.bar_count >= FEWEST_BARS and view.note_count >= FEWEST_NOTES
    score = round(_geometric(list(groups.values())), 1) if groups and long_enough else None
    findings = find_outliers(readings, measured, reference.title, view.bar_count)
    judged = (reference_genre, reference.title, VERSION, readings, groups, score, seed, findings)
    return Report(*judged)


def windows(view: View) -> list[View]:
    """Windows of eight bars side by side; a shorter rest at the end only when it is all
    there is."""
    return [window for _, window in _cut_windows(view)]


def measure_windows(view: View) -> list[Measured]:
    """The first bar of each window in which something sounds, and its metrics."""
    return [(first, measure(window)) for first, window in _cut_windows(view)]


def _cut_windows(view: View) -> list[tuple[int, View]]:
    starts = range(0, max(1, view.bar_count - WINDOW_BARS + 1), WINDOW_BARS)
    cut = [(start, view.window(start, WINDOW_BARS)) for start in starts if view.bar_count]
    return [(start, window) for start, window in cut if window.note_count]


def _typical(measured: Sequence[Mapping[str, float | None]]) -> dict[str, float | None]:
    """The median of each metric over the windows in which it is defined."""
    return {metric.name: _median(metric.name, measured) for metric in METRICS}


def _median(name: str, measured: Sequence[Mapping[str, float | None]]) -> float | None:
    found = [row[name] for row in measured if row[name] is not None]
    return float(np.median(np.array(found, float))) if found else None


def _reading(
    metric: Metric, value: float | None, typical: float | None, reference: Reference
) -> Reading:
    about = (
        metric.name,
        metric.group,
        metric.label,
        metric.unit,
        metric.line,
        metric.counts,
        value,
        typical,
    )
    real = reference.metrics.get(metric.name)
    if value is None or typical is None:
        low, high = (real.low, real.high) if real else (None, None)
        return Reading(
            *about, low, high, None, None, f"{metric.label}: nothing to measure in this song."
        )
    if real is None:
        return Reading(
            *about,
            None,
            None,
            None,
            None,
            f"{metric.label} {_figure(value)}: no range to compare with.",
        )
    score = metric_score(typical, real) if metric.counts else None
    verdict = _verdict(metric, typical, real, reference.title)
    return Reading(*about, real.low, real.high, real.percentile(typical), score, verdict)


def metric_score(value: float, real: Distribution) -> float:
    """100 on the plateau, 100 exp(-((|z| - 1.28) / 0.8)^2 / 2) beyond it, 0 far outside all that
    was seen."""
    if real.low <= value <= real.high:
        return 100.0
    middle, lowest, highest = real.quantiles[[50, 0, -1]]
    if not middle - 1.5 * (middle - lowest) <= value <= middle + 1.5 * (highest - middle):
        return 0.0
    z = abs(NormalDist().inv_cdf(np.clip(real.percentile(value), 0.5 / real.n, 1 - 0.5 / real.n)))
    return float(100 * np.exp(-((max(0.0, z - PLATEAU) / FALL) ** 2) / 2))


def _group_score(group: str, readings: dict[str, Reading]) -> float | None:
    scores = [r.score for r in readings.values() if r.group == group and r.score is not None]
    return round(_geometric(scores), 1) if scores else None


def _geometric(scores: list[float]) -> float:
    return float(np.exp(np.mean(np.log(np.maximum(scores, FLOOR)))))


def _verdict(metric: Metric, value: float, real: Distribution, title: str) -> str:
    side = standing(value, real.low, real.high)
    span = f"{_figure(real.low)} to {_figure(real.high)}"
    return f"Your {_small(metric.label)} {_figure(value)} is {side} the range of {title}, {span}."


def standing(value: float, low: float, high: float) -> str:
    """Where a value stands beside a range: below, inside or above."""
    return "below" if value < low else "above" if value > high else "inside"


def _small(label: str) -> str:
    return label[0].lower() + label[1:]


def _figure(value: float) -> str:
    return f"{value:.0f}" if value == round(value) else f"{value:.2f}"
