"""What is watched while a model learns: measures of each take, the same of real music.

The first three are what the original service drew after each epoch. The formulas are those of
`generation.music.metrics` and of `evaluation.bands`; here stand their names on charts. Drums are
left out: they come from elsewhere than the music. A measure that is not defined is None.
"""

from collections.abc import Callable, Sequence

from generation.evaluation.accompaniment import Figures, view_beside
from generation.evaluation.bands.fit import chord_tone, clash, consonant
from generation.evaluation.bands.windows import Band
from generation.music.metrics import harmony, pitches, rhythm, tonality
from generation.music.metrics.view import View
from generation.music.song import Song
from generation.music.theory import Key, estimate_key

OF_MUSIC: dict[str, Callable[[View], float | None]] = {
    "empty bars": rhythm.track_empty_bar_rate,
    "pitches a bar": pitches.pitches_a_bar,
    "pitch class entropy": pitches.pitch_class_entropy,
    "polyphony": harmony.polyphony,
    "notes a bar": rhythm.notes_a_bar,
    "note length": rhythm.mean_note_length,
    "on the beat": rhythm.on_beat_rate,
    "like the bar before": rhythm.groove_consistency,
}
BESIDE_MELODY: dict[str, Callable[[Band], float | None]] = {
    "chord tones of the melody": chord_tone,
    "consonance": consonant,
    "clash with the melody": clash,
}


def watch_accompaniment(song: Song, melody: int, others: Sequence[int]) -> Figures:
    """Of the tracks `others` under the track `melody`, over the melody's bars; in the melody's key,
    which no network has made."""
    pitched = [number for number in others if not song.tracks[number].drums]
    tune, band = view_beside(song, melody, pitched)
    together = Band(tune, {}, band)
    beside = {name: formula(together) for name, formula in BESIDE_MELODY.items()}
    return {**watch_music(band, estimate_key(tune.class_lengths)), **beside}


def watch_music(view: View, key: Key | None) -> Figures:
    """Of music in a key that is known from elsewhere."""
    found = {name: formula(view) for name, formula in OF_MUSIC.items()}
    return {**found, "in scale": tonality.share_in_key(view.class_counts, key) if key else None}
