"""What other tracks of a song play already: the band hears it, and plays around it instead of
doubling it.

Letters: V voices, R roles (the voices, the drums), D drums, T steps.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.codecs.grid import Grid, encode_track
from generation.codecs.monophonic import REST, Line, transpose_line
from generation.datasets.groove import NINE
from generation.music.song import Note, Song, Track
from generation.techniques.gan.band.config import BEGINS, HELD, RESTS, BandConfig
from generation.techniques.gan.band.drafting import make_silence
from generation.techniques.gan.band.inference import Band
from generation.techniques.gan.genres.roles import ROLES, VOICES
from generation.techniques.gan.melody import PreparedMelody, pad_to_bars

LOW = 50  # D3: a single line below it on the whole is a bass
CHORDS = 1.3  # notes that begin together, on the whole: more are chords


class Kept(NamedTuple):
    """The roles that are there already, and what they play."""

    band: Band
    roles: NDArray[np.bool_]  # (R,)


def keep_nothing(config: BandConfig, steps: int) -> Kept:
    return Kept(make_silence(config.voices, config.drums, steps), np.zeros(config.roles, bool))


def read_kept(song: Song, melody: int, prepared: PreparedMelody, config: BandConfig) -> Kept:
    """All tracks but the melody; of several in one role the first is heard."""
    steps = len(pad_to_bars(prepared.inside, 0))
    kept = keep_nothing(config, steps)
    for number, track in enumerate(song.tracks):
        notes = [note for note in track.notes if is_on(note, prepared.grid)]
        if number != melody and notes:
            keep_track(kept, replace(track, notes=tuple(notes)), prepared)
    return kept


def is_on(note: Note, grid: Grid) -> bool:
    return bool(grid.ticks[0] <= note.onset < grid.ticks[-1])


def keep_track(kept: Kept, track: Track, prepared: PreparedMelody) -> None:
    """Writes a track into what is kept, unless its role is taken."""
    lines = {"drums": track.notes} if track.drums else cast_lines(track.notes)
    numbers = [ROLES.index(name) for name in lines]
    if kept.roles[numbers].any():
        return
    kept.roles[numbers] = True
    if track.drums:
        kept.band.drums[:, : prepared.grid.steps] = find_strokes(track.notes, prepared.grid)
        return
    for name, notes in lines.items():
        line = transpose_line(encode_track(notes, prepared.grid), prepared.shift)
        write_line(kept.band, VOICES.index(name), line)


def write_line(band: Band, voice: int, line: Line) -> None:
    state = pad_to_bars(line.state, REST)
    held = np.where(pad_to_bars(line.change, 0), BEGINS, HELD)
    band.state[voice] = state
    band.rhythm[voice] = np.where(state == REST, RESTS, held)


def cast_lines(notes: Sequence[Note]) -> dict[str, list[Note]]:
    """The notes of a pitched track by role: a low line is the bass, another one a counter-melody;
    chords are their lowest, inner and highest notes."""
    chords = [sorted(each, key=pitch_of) for _, each in groupby(notes, key=onset_of)]
    if len(notes) < CHORDS * len(chords):
        low = np.mean([note.pitch for note in notes]) < LOW
        return {"bass" if low else "counter": list(notes)}
    parts = {
        "comp low": [chord[0] for chord in chords if len(chord) > 1],
        "comp middle": [chord[1] for chord in chords if len(chord) > 2],
        "comp high": [chord[-1] for chord in chords],
    }
    return {name: part for name, part in parts.items() if part}


def pitch_of(note: Note) -> int:
    return note.pitch


def onset_of(note: Note) -> int:
    return note.onset


def find_strokes(notes: Sequence[Note], grid: Grid) -> NDArray[np.bool_]:
    """(D, T) strokes of a General MIDI drum track."""
    strokes = np.zeros((max(NINE.values()) + 1, grid.steps), bool)
    for note in notes:
        if note.pitch in NINE:
            strokes[NINE[note.pitch], min(grid.step_at(note.onset), grid.steps - 1)] = True
    return strokes
