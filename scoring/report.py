"""The door: what metrics and judges say of a song beside the real music of a genre, in figures and
in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import NormalDist

import numpy as np

from generation.music.song import Song
from scoring.findings import Finding, Measured, find_outliers
from scoring.metrics import METRICS, Metric, View, measure
from scoring.order.heard import hear
from scoring.order.model import modelled, read_model
from scoring.order.telling import tell_verdict
from scoring.order.verdict import reach_verdict, score_of
from scoring.reference import GENERAL, WINDOW_BARS, Distribution, Reference, reference_of

VERSION = "2"  # of the metrics, the references and the score: raise it when any report would change
FEWEST_BARS, FEWEST_NOTES = 8, 32  # below this a score would be chance
PLATEAU = 1.28  # standard deviations: the central 80 % of real music
FALL = 0.8  # standard deviations in which the score falls beyond the plateau


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

    Scores are standings among real music that the judges had not heard, 75 in the middle: of the
    worst stretch of what is heard, in each group of questions and in all, by the draw of `seed`.
    They are None for less than 8 bars or 32 pitched notes.
    """
    reference, view = reference_of(reference_genre), View.of(song)
    measured = measure_windows(view)
    whole, typical = measure(view), _typical([row for _, row in measured])
    readings = {m.name: _reading(m, whole[m.name], typical[m.name], reference) for m in METRICS}
    groups, score, told, left_out = _judge_order(song, reference, seed)
    outliers = find_outliers(readings, measured, reference.title, view.bar_count)
    return Report(
        reference_genre,
        reference.title,
        VERSION,
        readings,
        groups,
        score,
        seed,
        (*told, *outliers),
        left_out,
    )


def _judge_order(
    song: Song, reference: Reference, seed: str
) -> tuple[dict[str, float], float | None, list[Finding], Mapping[str, int]]:
    """Scores of the groups and of the whole, what is to be told of them, and what nobody hears."""
    heard, left_out, silent = hear(song)
    if heard.bar_count < FEWEST_BARS or len(heard.start) < FEWEST_NOTES:
        return {}, None, [], left_out
    model = read_model(reference.genre if reference.genre in modelled() else GENERAL)
    verdict = reach_verdict(heard, model, seed)
    told = tell_verdict(verdict, heard, model, reference.title, silent)
    groups = {name: round(score_of(standing), 1) for name, standing in verdict.groups.items()}
    found = [Finding(*one) for one in told]
    return groups, round(score_of(verdict.standing), 1), found, left_out


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
