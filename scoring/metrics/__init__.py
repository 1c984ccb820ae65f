"""The numbers about a song: each is a formula of `generation.music.metrics` with its words."""

from collections.abc import Sequence

from generation.music.metrics.view import View
from generation.music.song import Song
from scoring.metrics.metric import Direction, Metric
from scoring.metrics.registry import GROUPS, REGISTRY
from scoring.metrics.reported import METRICS

__all__ = ["GROUPS", "METRICS", "REGISTRY", "Direction", "Metric", "View", "measure"]


def measure(song: Song | View, metrics: Sequence[Metric] = METRICS) -> dict[str, float | None]:
    """Metrics of a song by name, those of a report if none are named; None where one is not
    defined."""
    view = song if isinstance(song, View) else View.of(song)
    if not view.note_count:
        return {metric.name: None for metric in metrics}
    return {metric.name: metric.of(view) for metric in metrics}
