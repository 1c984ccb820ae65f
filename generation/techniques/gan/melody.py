"""A melody as the GAN takes it: on a grid of sixteenths, in the network's key and register, and
where its bars are."""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.codecs.chart import Chart, lay_chart
from generation.codecs.grid import Grid, build_grid, encode_track
from generation.codecs.meter import encode_meter
from generation.codecs.monophonic import LOWEST, REST, Line, transpose_line
from generation.codecs.swing import lay_swing, measure_swing
from generation.harmony.keys import find_key_shift, find_profile_shift
from generation.music.song import Note, Song
from generation.techniques.gan.inference import BAR, Melody
from generation.techniques.gan.luck import Places

# the training melodies' mean pitch lies here; others are heard an octave or more away
MIDDLE = (
    61,
    80,
)


class PreparedMelody(NamedTuple):
    """The melody as the network takes it."""

    grid: Grid  # swings as the melody does
    line: Line  # normalised: near middle C, in C major or A minor
    shift: int  # semitones from the song's key to the network's
    inside: NDArray[np.bool_]  # (T,) where there may be accompaniment
    chart: Chart  # the chords that are written over it, in the network's key


def prepare_melody(song: Song, notes: tuple[Note, ...], choir: bool) -> PreparedMelody:
    """Lays the grid over the melody's bars and brings the melody to the network's key and
    register. A choir ends with the melody; and its key is that of the profile that brought its
    chorales there, with which it fits better."""
    end = max(note.end for note in notes)
    plain = build_grid(song, notes[0].onset, end)
    grid = lay_swing(plain, measure_swing(notes, plain))
    line = encode_track(notes, grid)
    shift = find_profile_shift(line) if choir else find_key_shift(line)
    line = transpose_line(line, shift)
    sounding = line.state[line.state != REST].astype(float) - 1 + LOWEST
    octaves = math.ceil((MIDDLE[0] - sounding.mean()) / 12) if sounding.mean() < MIDDLE[0] else 0
    octaves = octaves or -math.ceil((sounding.mean() - MIDDLE[1]) / 12) * (
        sounding.mean() > MIDDLE[1]
    )
    steps = np.arange(grid.steps)
    last = grid.step_at(end) if choir else grid.steps
    first = grid.step_at(notes[0].onset)
    return PreparedMelody(
        grid,
        transpose_octaves(line, int(octaves)),
        shift,
        (steps >= first) & (steps < max(last, first + 1)),
        lay_chart(song.chords, grid).move(shift),
    )


def transpose_octaves(line: Line, octaves: int) -> Line:
    for _ in range(abs(octaves)):
        line = transpose_line(line, 12 if octaves > 0 else -12)
    return line


def pad_to_bars(values: NDArray, fill: float) -> NDArray:
    """(T,) -> (T',) a multiple of 16 steps."""
    return np.concatenate([values, np.full(-len(values) % BAR, fill, values.dtype)])


def encode_melody(prepared: PreparedMelody, bars_known: bool) -> Melody:
    position = prepared.grid.position if bars_known else np.full(prepared.grid.steps, -1, np.int16)
    meter = encode_meter(
        pad_to_bars(position, -1),
        pad_to_bars(prepared.grid.length, 16),
        pad_to_bars(prepared.inside | (prepared.line.state != REST), 0),
    )
    return Melody(
        pad_to_bars(prepared.line.state, REST), pad_to_bars(prepared.line.change, 0), meter
    )


def count_places(prepared: PreparedMelody) -> Places:
    """Bars count from the first that the melody fills: one that begins in the second half of a bar
    begins with an upbeat."""
    grid, first = prepared.grid, int(np.argmax(prepared.inside))
    upbeat = 2 * grid.position[first] >= grid.length[first]
    return Places(pad_to_bars(grid.bar - upbeat, 0), pad_to_bars(grid.position, 0))
