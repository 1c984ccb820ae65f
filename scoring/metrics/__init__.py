"""The numbers of a score report: each is a formula of `generation.music.metrics` with its words."""

from generation.music.metrics.view import View
from generation.music.song import Song
from scoring.metrics.metric import Metric
from scoring.metrics.registry import GROUPS, METRICS

__all__ = ["GROUPS", "METRICS", "Metric", "View", "measure"]


def measure(song: Song | View) -> dict[str, float | None]:
    """Every metric of a song by name; None where one is not defined."""
    view = song if isinstance(song, View) else View.of(song)
    if not view.note_count:
        return {metric.name: None for metric in METRICS}
    return {metric.name: metric.of(view) for metric in METRICS}
