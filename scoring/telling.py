"""What may be told of a report: one that was judged by a secret draw is told coarsely until the
draw is, so that nobody climbs it step by step."""

from collections.abc import Callable, Mapping
from copy import copy
from typing import Any

from scoring.models import ScoreReport

STEP = 5  # of scores, while the draw is secret
PLACES = 2  # significant digits of what depends on the windows that were drawn
# Rooms above that know draws: each says whether the seed may be told by now.
DRAWS_TOLD: list[Callable[[str], bool]] = []


def is_sealed(report: ScoreReport) -> bool:
    """Whether the draw by which it was judged is still secret; a seed that no room knows is."""
    return bool(report.seed) and not any(is_told(report.seed) for is_told in DRAWS_TOLD)


def told_of(report: ScoreReport) -> ScoreReport:
    """The report as everybody may know it now: itself, or a copy without its seed whose scores are
    rounded to 5. The copy is for showing, never for saving."""
    if not is_sealed(report):
        return report
    shown = copy(report)
    shown.seed = ""
    shown.score = rounded(report.score)
    shown.groups = {name: rounded(score) for name, score in report.groups.items()}
    shown.metrics = {name: _coarse(reading) for name, reading in report.metrics.items()}
    return shown


def rounded(score: float | None) -> float | None:
    """To the next multiple of 5."""
    return None if score is None else float(STEP * round(score / STEP))


def score_told(score: float | None, *, seed: str, over: bool) -> float | None:
    """A score as lists show it: rounded while the challenge whose secret draw it is runs."""
    return score if over or not seed else rounded(score)


def _coarse(reading: Mapping[str, Any]) -> dict[str, Any]:
    """A reading that tells nothing of which windows were drawn."""
    percentile, typical = reading["percentile"], reading["typical"]
    return {
        **reading,
        "score": rounded(reading["score"]),
        "percentile": None if percentile is None else round(20 * percentile) / 20,
        "typical": None if typical is None else float(f"{typical:.{PLACES}g}"),
        "verdict": reading["verdict"] if typical is None else "",
    }
