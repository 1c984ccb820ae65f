"""The registry: every metric with the words to show it, those of a report first.

The formulas stand in `generation.music.metrics`, one file a family.
"""

from scoring.metrics.building import BUILDING
from scoring.metrics.metric import Metric
from scoring.metrics.playing import PLAYING
from scoring.metrics.published import PUBLISHED
from scoring.metrics.reported import METRICS

REGISTRY: tuple[Metric, ...] = (*METRICS, *PUBLISHED, *BUILDING, *PLAYING)
GROUPS: tuple[str, ...] = tuple(dict.fromkeys(metric.group for metric in METRICS))
# What DeepComposer showed beside each song.
DEEPCOMPOSER = ("empty_bar_rate", "n_pitches_used", "in_scale_ratio_c")
# The fourteen of muspy 0.5, in the order of its documentation, by our names.
MUSPY = {
    "empty_beat_rate": "muspy_empty_beat_rate",
    "empty_measure_rate": "muspy_empty_measure_rate",
    "n_pitch_classes_used": "n_pitch_classes_used",
    "n_pitches_used": "n_pitches_used",
    "pitch_range": "pitch_range",
    "drum_in_pattern_rate": "drums_in_duple_rate",
    "drum_pattern_consistency": "drum_pattern_consistency",
    "groove_consistency": "muspy_groove_consistency",
    "pitch_class_entropy": "pitch_class_entropy",
    "pitch_entropy": "pitch_entropy",
    "pitch_in_scale_rate": "in_scale_ratio_c",
    "polyphony": "muspy_polyphony",
    "polyphony_rate": "muspy_polyphony_rate",
    "scale_consistency": "scale_consistency",
}
# Those of MuseGAN's table (Dong et al. 2018).
MUSEGAN = {
    "EB": "track_empty_bar_rate",
    "UPC": "pitch_classes_a_bar",
    "QN": "qualified_note_rate",
    "DP": "drum_in_pattern_rate",
    "TD": "tonal_distance",
}
