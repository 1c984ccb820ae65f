"""Figures of an accompaniment beside its melody, for the tables of the model cards and the training
log.

The formulas are those of `generation.music.metrics`, which score reports use too; here stand their
names in the tables. A figure that is not defined (no drums, no bars) is None.
"""

from collections.abc import Callable, Sequence

import numpy as np

from generation.music.metrics import harmony, pitches, rhythm, tonality
from generation.music.metrics.view import START, STOP, View
from generation.music.song import Song
from generation.music.theory import estimate_song_key

Figures = dict[str, float | None]
# The first three are what the original service showed after each epoch, as are the drums.
OF_ACCOMPANIMENT: dict[str, Callable[[View], float | None]] = {
    "empty bars": rhythm.track_empty_bar_rate,
    "pitches a bar": pitches.pitches_a_bar,
    "polyphonic": harmony.polyphonic_rate,
    "drums on eighths": rhythm.drums_on_eighths_rate,
    "notes a bar": rhythm.notes_a_bar,
    "drum strokes a bar": rhythm.drum_strokes_a_bar,
    "polyphony": harmony.polyphony,
    "pitch classes a bar": pitches.pitch_classes_a_bar,
    "eighths or longer": rhythm.eighth_note_rate,
    "repeated rhythm": rhythm.repeated_rhythm,
    "repeated drums": rhythm.repeated_drums,
    "on the beat": rhythm.on_beat_rate,
}


def measure_accompaniment(song: Song, melody: int, others: Sequence[int]) -> Figures:
    """Figures of the tracks `others` as an accompaniment of the track `melody`, over the melody's
    bars."""
    tune, band = view_beside(song, melody, others)
    key = estimate_song_key(song)
    return {
        **{name: formula(band) for name, formula in OF_ACCOMPANIMENT.items()},
        "in the song's scale": tonality.share_in_key(band.class_counts, key) if key else None,
        "consonance": harmony.consonance(tune, band),
    }


def view_beside(song: Song, melody: int, others: Sequence[int]) -> tuple[View, View]:
    """A melody and other tracks, over the bars in which the melody sounds."""
    tune = View.of(song, tracks=[melody])
    first = int(np.searchsorted(tune.bars, tune.notes[:, START].min(), "right")) - 1
    stop = int(np.searchsorted(tune.bars, tune.notes[:, STOP].max(), "left"))
    band = View.of(song, tracks=others)
    return tune.window(first, stop - first), band.window(first, stop - first)


def average_songs(rows: Sequence[Figures]) -> Figures:
    """Mean of each figure over the songs in which it is defined."""
    table: Figures = {}
    for name in rows[0]:
        values = [row[name] for row in rows if row[name] is not None]
        table[name] = float(np.mean(values)) if values else None
    return table
