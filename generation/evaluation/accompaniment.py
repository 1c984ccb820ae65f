"""Figures of an accompaniment beside its melody, for the tables of the model cards and the training
log.

All on the song's own grid of sixteenths. A figure that is not defined (no drums, no bars) is None.
The first five are those the original service showed after each epoch.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.codecs.grid import Grid, grid_over
from generation.music.song import Song, Track
from generation.music.theory import key_of

CONSONANT = (
    0,
    3,
    4,
    7,
    8,
    9,
)  # unison, thirds, fifth, sixths, as in the pitch consonance score of Yeh et al. 2021
Figures = dict[str, float | None]


class Rolls(NamedTuple):
    """What sounds and what begins, on T steps."""

    sounding: NDArray[np.bool_]  # (T, 128)
    onsets: NDArray[np.bool_]  # (T, 128)
    lengths: NDArray[np.int64]  # (notes,) steps


def rolls_of(tracks: Sequence[Track], grid: Grid) -> Rolls:
    sounding, onsets = np.zeros((grid.steps, 128), bool), np.zeros((grid.steps, 128), bool)
    lengths = []
    for note in (note for track in tracks for note in track.notes):
        start = min(grid.step_at(note.onset), grid.steps - 1)
        stop = max(start + 1, grid.step_at(note.end))
        sounding[start:stop, note.pitch] = True
        onsets[start, note.pitch] = True
        lengths.append(stop - start)
    return Rolls(sounding, onsets, np.array(lengths, np.int64))


def figures_of(song: Song, melody: int, others: Sequence[int]) -> Figures:
    """Figures of the tracks `others` as an accompaniment of the track `melody`, over the melody's
    bars."""
    tune = song.tracks[melody]
    grid = grid_over(song, tune.notes[0].onset, tune.end)
    pitched = [song.tracks[n] for n in others if not song.tracks[n].drums]
    drums = [song.tracks[n] for n in others if song.tracks[n].drums]
    band, strokes, solo = rolls_of(pitched, grid), rolls_of(drums, grid), rolls_of([tune], grid)
    key = key_of(song)
    bars = int(grid.bar[-1]) + 1
    return {
        "empty bars": empty_bars([rolls_of([track], grid) for track in (*pitched, *drums)], grid),
        "pitches a bar": float(
            np.mean([band.sounding[grid.bar == bar].any(0).sum() for bar in range(bars)])
        ),
        "in scale": share(band.sounding[:, sorted(scale_pitches(key.pitch_classes))], band.sounding)
        if key
        else None,
        "polyphonic": float((band.sounding.sum(1) > 2).mean()),
        "drum pattern": share(strokes.onsets[::2], strokes.onsets) if drums else None,
        "notes a bar": len(band.lengths) / bars,
        "drum strokes a bar": len(strokes.lengths) / bars if drums else None,
        "polyphony": mean(band.sounding.sum(1)[band.sounding.any(1)]),
        "pitch classes a bar": float(
            np.mean([len(classes(band.sounding[grid.bar == bar])) for bar in range(bars)])
        ),
        "consonance": consonance(band.sounding, solo.sounding, grid),
        "qualified notes": mean(band.lengths >= 2),
        "repeated rhythm": repeated_rhythm(band.onsets.any(1), grid),
        "repeated drums": repeated_rhythm(strokes.onsets, grid) if drums else None,
        "on the beat": share(band.onsets[grid.position % 4 == 0], band.onsets),
    }


def mean(values: NDArray) -> float | None:
    return float(values.mean()) if len(values) else None


def share(part: NDArray[np.bool_], whole: NDArray[np.bool_]) -> float | None:
    return float(part.sum() / whole.sum()) if whole.any() else None


def scale_pitches(pitch_classes: frozenset[int]) -> set[int]:
    return {pitch for pitch in range(128) if pitch % 12 in pitch_classes}


def classes(sounding: NDArray[np.bool_]) -> set[int]:
    return {int(pitch) % 12 for pitch in np.flatnonzero(sounding.any(0))}


def empty_bars(tracks: list[Rolls], grid: Grid) -> float | None:
    """Share of the bars of all tracks in which nothing sounds."""
    bars = range(int(grid.bar[-1]) + 1)
    return mean(
        np.array([not roll.sounding[grid.bar == bar].any() for roll in tracks for bar in bars])
    )


def consonance(band: NDArray[np.bool_], solo: NDArray[np.bool_], grid: Grid) -> float | None:
    """Share of the pairs (melody note, accompanying note) sounding on a beat that are consonant, by
    pitch class."""
    pairs = [
        abs(int(high) - int(low)) % 12
        for step in np.flatnonzero(grid.position % 4 == 0)
        for high in np.flatnonzero(solo[step])
        for low in np.flatnonzero(band[step])
    ]
    return mean(np.isin(pairs, CONSONANT)) if pairs else None


def repeated_rhythm(onsets: NDArray[np.bool_], grid: Grid) -> float | None:
    """How much of a bar's pattern of onsets is that of the bar before: intersection over union,
    bars of one length."""
    flat = onsets.reshape(len(onsets), -1)
    bars = [flat[grid.bar == bar] for bar in range(int(grid.bar[-1]) + 1)]
    pairs = [(a, b) for a, b in pairwise(bars) if a.shape == b.shape and (a | b).any()]
    return mean(np.array([(a & b).sum() / (a | b).sum() for a, b in pairs]))


def averaged(rows: Sequence[Figures]) -> Figures:
    """Mean of each figure over the songs in which it is defined."""
    table: Figures = {}
    for name in rows[0]:
        values = [row[name] for row in rows if row[name] is not None]
        table[name] = float(np.mean(values)) if values else None
    return table
