"""Anybody's songs as the AR-CNN learns them: four voices on sixteenths at most.

Where more pitches sound, the highest, the lowest and two between them are kept; where fewer do,
the voices that move least sing."""

from collections.abc import Iterable, Sequence
from itertools import chain, combinations

import numpy as np
from numpy.typing import NDArray

from generation.codecs.chorale import (
    HIGHEST,
    LOWEST,
    RANGES,
    States,
    encode_pitches,
    pack_chorales,
)
from generation.codecs.grid import STEP_TICKS, Grid, build_grid
from generation.datasets.own import (
    ONLY_DRUMS,
    Unusable,
    cut_song,
    judge_by,
    read_usable,
    refuse_short,
)
from generation.datasets.song_folder import own_source
from generation.music.song import Note, Song
from generation.training.packs import Arrays, BadPack

VOICES = len(RANGES)
MIDDLES = tuple((low + high) / 2 for low, high in RANGES)
NEAR = STEP_TICKS // 8  # ticks beside a step that still are on it
STEADY = 0.75  # share of the onsets that must be on the grid
TOGETHER = 0.1  # share of the steps in which two voices sound at least
FREE = "played freely: its notes lie beside the sixteenths"
ALONE = "one voice alone, beside which no other sings"


def pack_songs(songs: Iterable[Song]) -> Arrays:
    """Those of the songs that can be learnt from, end to end. Raises `BadPack` where none can."""
    pieces = read_usable(read_states, songs)
    if not pieces:
        raise BadPack("None of these songs has two voices to learn from.")
    return pack_chorales(pieces)


def read_states(song: Song) -> States:
    """(4, T). Raises `Unusable`."""
    song = cut_song(song)
    notes = sorted(chain.from_iterable(track.notes for track in song.tracks if not track.drums))
    if not notes:
        raise Unusable(ONLY_DRUMS)
    refuse_short(song)
    grid = build_grid(song, notes[0].onset, max(note.end for note in notes))
    if measure_steadiness(notes, grid) < STEADY:
        raise Unusable(FREE)
    frames = seat_pitches(list_sounding(notes, grid))
    if np.mean((frames >= 0).sum(1) > 1) < TOGETHER:
        raise Unusable(ALONE)
    return encode_pitches(bring_home(frames))


def measure_steadiness(notes: Sequence[Note], grid: Grid) -> float:
    """Share of the notes that begin on a step."""
    onsets = np.array([note.onset for note in notes])
    after = np.clip(np.searchsorted(grid.ticks, onsets), 1, grid.steps)
    away = np.minimum(np.abs(onsets - grid.ticks[after - 1]), np.abs(onsets - grid.ticks[after]))
    return float(np.mean(away <= NEAR))


def list_sounding(notes: Sequence[Note], grid: Grid) -> list[list[int]]:
    """The pitches of each step from high to low, each once."""
    sounding = np.zeros((grid.steps, 128), bool)
    for note in notes:
        start = min(grid.step_at(note.onset), grid.steps - 1)
        sounding[start : max(start + 1, grid.step_at(note.end)), note.pitch] = True
    return [np.flatnonzero(row)[::-1].tolist() for row in sounding]


def seat_pitches(sounding: Sequence[Sequence[int]]) -> NDArray[np.int16]:
    """(T, 4) frames, -1 for a rest: higher pitches in higher voices, with the least movement."""
    frames = np.full((len(sounding), VOICES), -1, np.int16)
    last: list[float] = [*MIDDLES]
    for step, pitches in enumerate(sounding):
        kept = thin(pitches)
        for voice, pitch in zip(choose_voices(kept, last), kept, strict=True):
            frames[step, voice] = pitch
            last[voice] = pitch
    return frames


def thin(pitches: Sequence[int]) -> Sequence[int]:
    """Four at most: the outer two, and those between that are nearest to the thirds of the way."""
    if len(pitches) <= VOICES:
        return pitches
    places = np.linspace(0, len(pitches) - 1, VOICES).round().astype(int)
    return [pitches[place] for place in places]


def choose_voices(pitches: Sequence[int], last: Sequence[float]) -> tuple[int, ...]:
    if len(pitches) == VOICES:
        return tuple(range(VOICES))
    return min(
        combinations(range(VOICES), len(pitches)),
        key=lambda seats: sum(abs(last[v] - p) for v, p in zip(seats, pitches, strict=True)),
    )


def bring_home(frames: NDArray[np.int16]) -> NDArray[np.int16]:
    """Moved by octaves to where a choir sings; what is still outside comes back by octaves."""
    sung = frames >= 0
    middle = np.broadcast_to(np.array(MIDDLES), frames.shape)[sung].mean()
    octaves = round(float(middle - frames[sung].mean()) / 12)
    moved = frames.astype(int) + 12 * octaves
    moved += 12 * np.maximum(0, -(-(LOWEST - moved) // 12))
    moved -= 12 * np.maximum(0, -(-(moved - HIGHEST) // 12))
    return np.where(sung, moved, -1).astype(np.int16)


SOURCE = own_source(pack_songs)
judge = judge_by(read_states)
