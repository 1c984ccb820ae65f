"""A song of many tracks on a grid of 24ths of a quarter: notes as numbers, meters, tempi.

Lossless on its grid: onsets, lengths and bar lines on 24ths of a quarter (so triplets, 32nds and
their mixtures are exact), velocities on 16 levels, tempi in whole quarters a minute up to 1,535,
lengths under 64 quarters, 16 tracks, no note twice at one moment on one track. What lies off the
grid is moved to it. Names, volumes and pans are not music here.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.music.song import TICKS_PER_QUARTER, Meter, Note, Song, Tempo, Track

STEPS = 24  # a quarter
STEP_TICKS = TICKS_PER_QUARTER // STEPS

SLOTS = 16
LONGEST = 64 * STEPS - 1  # steps of a note
LEVEL = 8  # of velocity
DRUM_KIT = 128  # in place of the program
DRUM_PITCH = 128  # pitches of drums stand after those of notes

FASTEST = LONGEST  # quarters a minute

# (N, 5), sorted, each of (onset step, slot, pitch, length in steps, velocity level)
Notes = NDArray[np.int32]
ONSET, OF_SLOT, OF_PITCH, LENGTH, LOUDNESS = range(5)


class Beats:
    """Where the beats of a piece are. The last meter goes on for ever."""

    def __init__(self, meters: Sequence[tuple[int, int]]) -> None:
        """`meters`: (first step, steps of a bar), the first at step 0."""
        self.starts = np.array([start for start, _ in meters])
        self.bars = np.array([bar for _, bar in meters])
        self.per_bar = -(-self.bars // STEPS)
        spans = np.diff(self.starts)
        whole, cut = spans // self.bars[:-1], spans % self.bars[:-1]
        self.first = np.concatenate([[0], np.cumsum(whole * self.per_bar[:-1] + -(-cut // STEPS))])

    def place(self, steps: NDArray[np.integer]) -> tuple[NDArray[np.int64], ...]:
        """(beat, 24th within it, beat within the bar, steps of the bar) of each step."""
        at = np.searchsorted(self.starts, steps, "right") - 1
        bar, within = np.divmod(steps - self.starts[at], self.bars[at])
        beat = within // STEPS
        return self.first[at] + bar * self.per_bar[at] + beat, within % STEPS, beat, self.bars[at]

    def step(
        self, beats: NDArray[np.integer], parts: NDArray[np.integer] | int = 0
    ) -> NDArray[np.int64]:
        """The step at `parts` 24ths of each beat."""
        at = np.searchsorted(self.first, beats, "right") - 1
        bar, within = np.divmod(beats - self.first[at], self.per_bar[at])
        return self.starts[at] + bar * self.bars[at] + within * STEPS + parts


class Score(NamedTuple):
    """A piece on the grid."""

    notes: Notes
    programs: tuple[int, ...]  # of each slot; `DRUM_KIT` for drums
    meters: tuple[tuple[int, int, int], ...]  # (first step, numerator, denominator)
    tempi: tuple[tuple[int, int], ...]  # (first step, quarters a minute)

    @property
    def beats(self) -> Beats:
        return Beats([(step, count_bar_steps(above, below)) for step, above, below in self.meters])

    @property
    def end(self) -> int:
        return int((self.notes[:, ONSET] + self.notes[:, LENGTH]).max(initial=0))


def count_bar_steps(numerator: int, denominator: int) -> int:
    return max(1, round(4 * STEPS * numerator / denominator))


def order_slots(song: Song) -> list[int]:
    """Tracks of `song` in the order of their slots: from the highest to the lowest on average, then
    the drums.

    Of more than 16 tracks those with the most notes.
    """
    playing = [number for number, track in enumerate(song.tracks) if track.notes]
    kept = sorted(playing, key=lambda number: -len(song.tracks[number].notes))[:SLOTS]

    def height(number: int) -> tuple[bool, float, int]:
        track = song.tracks[number]
        return track.drums, -sum(note.pitch for note in track.notes) / len(track.notes), number

    return sorted(kept, key=height)


def encode_note(note: Note, slot: int, *, drums: bool) -> tuple[int, ...]:
    """A note as a row of `Score.notes`."""
    pitch = note.pitch + DRUM_PITCH * drums
    return quantize_tick(note.onset), slot, pitch, encode_length(note), note.velocity // LEVEL


def encode_score(song: Song, slots: Sequence[int] | None = None) -> Score:
    """`song` on the grid; `slots` are the tracks to read, `order_slots(song)` if not given."""
    chosen = [song.tracks[number] for number in (order_slots(song) if slots is None else slots)]
    rows: list[tuple[int, ...]] = []
    for slot, track in enumerate(chosen):
        rows += [encode_note(note, slot, drums=track.drums) for note in track.notes]
    programs = tuple(DRUM_KIT if track.drums else track.program for track in chosen)
    meters = {
        quantize_tick(meter.tick): (meter.numerator, meter.denominator) for meter in song.meters
    }
    tempi = {
        quantize_tick(tempo.tick): min(max(1, round(tempo.qpm)), FASTEST) for tempo in song.tempi
    }
    return Score(
        sort_notes(np.array(rows, np.int32).reshape(-1, 5)),
        programs,
        tuple((step, *meter) for step, meter in sorted(meters.items())),
        tuple(sorted(tempi.items())),
    )


def quantize_tick(tick: int) -> int:
    return (tick + STEP_TICKS // 2) // STEP_TICKS


def encode_length(note: Note) -> int:
    return min(max(1, quantize_tick(note.end) - quantize_tick(note.onset)), LONGEST)


def sort_notes(notes: Notes) -> Notes:
    """In time, slot and pitch; of the same note twice the longest stays."""
    order = np.lexsort((-notes[:, LENGTH], notes[:, OF_PITCH], notes[:, OF_SLOT], notes[:, ONSET]))
    notes = notes[order]
    same = (notes[1:, :3] == notes[:-1, :3]).all(1)
    return notes[np.concatenate([[True], ~same])] if len(notes) else notes


def decode_score(score: Score) -> Song:
    """The inverse of `encode_score`: one track a slot, silent ones too."""
    notes = [score.notes[score.notes[:, OF_SLOT] == slot] for slot in range(len(score.programs))]
    tracks = [
        Track(
            tuple(map(decode_note, notes[slot])),
            program=0 if program == DRUM_KIT else program,
            drums=program == DRUM_KIT,
        )
        for slot, program in enumerate(score.programs)
    ]
    tempi = tuple(Tempo(step * STEP_TICKS, round(60e6 / qpm)) for step, qpm in score.tempi)
    meters = tuple(Meter(step * STEP_TICKS, above, below) for step, above, below in score.meters)
    return Song(tuple(tracks), tempi, meters)


def decode_note(row: Sequence[int]) -> Note:
    onset, _, pitch, length, level = (int(value) for value in row)
    return Note(onset * STEP_TICKS, pitch % DRUM_PITCH, length * STEP_TICKS, decode_velocity(level))


def decode_velocity(level: int) -> int:
    return level * LEVEL + LEVEL // 2
