"""Numbers about songs, as the literature names them. Add one: write it in its family's file, list
it there."""

from generation.music.song import Song
from scoring.metrics import harmony, pitches, rhythm, tonality
from scoring.metrics.metric import Metric
from scoring.metrics.view import View

METRICS: tuple[Metric, ...] = (
    *tonality.METRICS,
    *pitches.METRICS,
    *rhythm.METRICS,
    *harmony.METRICS,
)
GROUPS: tuple[str, ...] = tuple(dict.fromkeys(metric.group for metric in METRICS))

__all__ = ["GROUPS", "METRICS", "Metric", "View", "measure"]


def measure(song: Song | View) -> dict[str, float | None]:
    """Every metric of a song by name; None where one is not defined."""
    view = song if isinstance(song, View) else View.of(song)
    if not view.note_count:
        return {metric.name: None for metric in METRICS}
    return {metric.name: metric.of(view) for metric in METRICS}
