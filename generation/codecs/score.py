"""A song of many tracks as compound events: rows of seven small numbers, one row a note.

Lossless on its grid: onsets, lengths and bar lines on 24ths of a quarter (so triplets, 32nds and
their mixtures are exact), velocities on 16 levels, tempi in whole quarters a minute up to 1,535,
lengths under 64 quarters, 16 tracks, no note twice at one moment on one track. What lies off the
grid is moved to it. Names, volumes and pans are not music here.

A row is (beats, part, slot, pitch, quarters, remainder, velocity): how many beats after the row
before, at which 24th of that beat, which track, which pitch, how long (whole quarters and 24ths),
how loud. A beat is a quarter counted from the bar line; in a bar of 7/8 the last beat is half as
long. Rows whose slot is no track say other things.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.music.song import TICKS_PER_QUARTER, Meter, Note, Song, Tempo, Track

STEPS = 24  # a quarter
STEP_TICKS = TICKS_PER_QUARTER // STEPS

SLOTS = 16
# Slots that are no track. REST: time passes. GO: from here on the network plays. The others stand
# before the music.
REST, BEGIN, METER, TEMPO, PROGRAM, GO = range(SLOTS, SLOTS + 6)
FURTHEST = 64  # beats from one row to the next; longer silences take several rows
END = FURTHEST + 1  # in place of the beats: nothing comes any more
LONGEST = 64 * STEPS - 1  # steps of a note
LEVEL = 8  # of velocity
DRUM_KIT = 128  # in place of the program
DRUM_PITCH = 128  # pitches of drums stand after those of notes

COLUMNS = BEATS, PART, SLOT, PITCH, QUARTERS, REMAINDER, VELOCITY = range(7)
SIZES = (END + 1, STEPS, GO + 1, 2 * 128, LONGEST // STEPS + 1, STEPS, 128 // LEVEL)
FASTEST = SIZES[QUARTERS] * STEPS - 1  # quarters a minute

Rows = NDArray[np.uint8]  # (N, 7)
Notes = NDArray[
    np.int32
]  # (N, 5), sorted, each of (onset step, slot, pitch, length in steps, velocity level)
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
        return Beats([(step, bar_steps(above, below)) for step, above, below in self.meters])

    @property
    def end(self) -> int:
        return int((self.notes[:, ONSET] + self.notes[:, LENGTH]).max(initial=0))


def bar_steps(numerator: int, denominator: int) -> int:
    return max(1, round(4 * STEPS * numerator / denominator))


def slots_of(song: Song) -> list[int]:
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


def score_of(song: Song, slots: Sequence[int] | None = None) -> Score:
    """`song` on the grid; `slots` are the tracks to read, `slots_of(song)` if not given."""
    chosen = [song.tracks[number] for number in (slots_of(song) if slots is None else slots)]
    rows = [
        (
            nearest(note.onset),
            slot,
            note.pitch + DRUM_PITCH * track.drums,
            length_of(note),
            note.velocity // LEVEL,
        )
        for slot, track in enumerate(chosen)
        for note in track.notes
    ]
    programs = tuple(DRUM_KIT if track.drums else track.program for track in chosen)
    meters = {nearest(meter.tick): (meter.numerator, meter.denominator) for meter in song.meters}
    tempi = {nearest(tempo.tick): min(max(1, round(tempo.qpm)), FASTEST) for tempo in song.tempi}
    return Score(
        sorted_notes(np.array(rows, np.int32).reshape(-1, 5)),
        programs,
        tuple((step, *meter) for step, meter in sorted(meters.items())),
        tuple(sorted(tempi.items())),
    )


def nearest(tick: int) -> int:
    return (tick + STEP_TICKS // 2) // STEP_TICKS


def length_of(note: Note) -> int:
    return min(max(1, nearest(note.end) - nearest(note.onset)), LONGEST)


def sorted_notes(notes: Notes) -> Notes:
    """In time, slot and pitch; of the same note twice the longest stays."""
    order = np.lexsort((-notes[:, LENGTH], notes[:, OF_PITCH], notes[:, OF_SLOT], notes[:, ONSET]))
    notes = notes[order]
    same = (notes[1:, :3] == notes[:-1, :3]).all(1)
    return notes[np.concatenate([[True], ~same])] if len(notes) else notes


def song_of(score: Score) -> Song:
    """The inverse of `score_of`: one track a slot, silent ones too."""
    tracks = [
        Track(
            tuple(note_of(row) for row in score.notes[score.notes[:, OF_SLOT] == slot]),
            program=0 if program == DRUM_KIT else program,
            drums=program == DRUM_KIT,
        )
        for slot, program in enumerate(score.programs)
    ]
    tempi = tuple(Tempo(step * STEP_TICKS, round(60e6 / qpm)) for step, qpm in score.tempi)
    meters = tuple(Meter(step * STEP_TICKS, above, below) for step, above, below in score.meters)
    return Song(tuple(tracks), tempi, meters)


def note_of(row: Sequence[int]) -> Note:
    onset, _, pitch, length, level = (int(value) for value in row)
    return Note(onset * STEP_TICKS, pitch % DRUM_PITCH, length * STEP_TICKS, velocity_of(level))


def velocity_of(level: int) -> int:
    return level * LEVEL + LEVEL // 2


def header(score: Score, step: int = 0) -> Rows:
    """What holds at `step`: meter, tempo, and the program of each slot."""
    _, above, below = next(each for each in reversed(score.meters) if each[0] <= max(0, step))
    qpm = next(each[1] for each in reversed(score.tempi) if each[0] <= max(0, step))
    rows = [meter_row(above, below), tempo_row(qpm)]
    rows += [(0, 0, PROGRAM, program, slot, 0, 0) for slot, program in enumerate(score.programs)]
    return np.array(rows, np.uint8)


def meter_row(above: int, below: int) -> tuple[int, ...]:
    return 0, 0, METER, above, below.bit_length() - 1, 0, 0


def tempo_row(qpm: int) -> tuple[int, ...]:
    quarters, remainder = divmod(qpm, STEPS)
    return 0, 0, TEMPO, 0, quarters, remainder, 0


def note_rows(notes: Notes, beats: Beats, before: int = 0) -> Rows:
    """Notes as rows, and rests where there is a long silence; `before` is the step of the row that
    precedes them."""
    notes = with_rests(notes, beats, before)
    beat, part, _, _ = beats.place(notes[:, ONSET])
    quarters, remainder = np.divmod(notes[:, LENGTH], STEPS)
    ahead = np.diff(beat, prepend=beats.place(np.array([before]))[0])
    columns = [
        ahead,
        part,
        notes[:, OF_SLOT],
        notes[:, OF_PITCH],
        quarters,
        remainder,
        notes[:, LOUDNESS],
    ]
    return np.stack(columns, 1).astype(np.uint8)


def with_rests(notes: Notes, beats: Beats, before: int = 0) -> Notes:
    """Notes with rests among them, so that no two neighbours are further apart than `FURTHEST`
    beats."""
    at = np.concatenate([[before], notes[:, ONSET]])
    beat = beats.place(at)[0]
    rests = [
        (int(beats.step(np.array(middle))), REST, 0, 0, 0)
        for here in np.flatnonzero(np.diff(beat) > FURTHEST)
        for middle in range(int(beat[here]) + FURTHEST, int(beat[here + 1]), FURTHEST)
    ]
    if not rests:
        return notes
    together = np.concatenate([notes, np.array(rests, np.int32)])
    return together[np.argsort(together[:, ONSET], kind="stable")]


def encode(score: Score) -> Rows:
    """The whole piece as rows: what holds at the start, then notes and changes of meter and tempo
    in their order."""
    beats = score.beats
    changes = [(step, meter_row(above, below)) for step, above, below in score.meters[1:]]
    changes += [(step, tempo_row(qpm)) for step, qpm in score.tempi[1:]]
    parts, before, notes = [header(score)], 0, score.notes
    for step, row in sorted(changes):
        earlier = notes[:, ONSET] < step
        parts.append(note_rows(notes[earlier], beats, before))
        before = int(notes[earlier][-1, ONSET]) if earlier.any() else before
        # A new meter may cut a bar short: its own row is placed by the beats of the old one.
        so_far = [
            meter
            for meter in score.meters
            if meter[0] < step or (meter[0] == step and row[SLOT] == TEMPO)
        ]
        mark = note_rows(
            np.array([(step, 0, 0, 0, 0)], np.int32),
            score._replace(meters=tuple(so_far)).beats,
            before,
        )
        mark[-1, SLOT:] = row[SLOT:]
        parts.append(mark)
        notes, before = notes[~earlier], step
    return np.concatenate([*parts, note_rows(notes, beats, before)])


class Malformed(ValueError):
    """Rows that are no piece."""


def decode(rows: Rows) -> Score:
    """The inverse of `encode`. Raises `Malformed`."""
    if (
        rows.ndim != 2
        or rows.shape[1] != len(SIZES)
        or (rows >= np.array(SIZES)).any()
        or (rows < 0).any()
    ):
        raise Malformed(f"Rows of {len(SIZES)} numbers are expected, each below {SIZES}.")
    meters: list[tuple[int, int, int]] = []
    tempi: list[tuple[int, int]] = []
    programs: dict[int, int] = {}
    notes: list[tuple[int, ...]] = []
    beat, beats = 0, Beats([(0, 4 * STEPS)])
    for ahead, part, slot, pitch, quarters, remainder, level in rows.tolist():
        if ahead == END:
            break
        beat += ahead
        step = int(beats.step(np.array(beat), part))
        if slot == METER:
            meters.append((step, pitch, 2**quarters))
            beats = Beats([(at, bar_steps(above, below)) for at, above, below in meters])
            beat = int(beats.place(np.array(step))[0])
        elif slot == TEMPO:
            tempi.append((step, quarters * STEPS + remainder))
        elif slot == PROGRAM:
            programs[quarters] = pitch
        elif slot < SLOTS:
            notes.append((step, slot, pitch, quarters * STEPS + remainder, level))
    check(meters, tempi, programs, notes)
    in_order = sorted_notes(np.array(notes, np.int32).reshape(-1, 5))
    return Score(
        in_order, tuple(programs[slot] for slot in sorted(programs)), tuple(meters), tuple(tempi)
    )


def check(
    meters: list, tempi: list, programs: dict[int, int], notes: list[tuple[int, ...]]
) -> None:
    if not meters or not tempi or meters[0][0] or tempi[0][0]:
        raise Malformed("Meter and tempo are missing at the start.")
    if any(above == 0 or below > 64 for _, above, below in meters) or any(
        qpm == 0 for _, qpm in tempi
    ):
        raise Malformed("No such meter or tempo.")
    if any(b[0] <= a[0] for a, b in [*pairwise(meters), *pairwise(tempi)]):
        raise Malformed("Meters and tempi are out of order.")
    if (
        len(programs) > SLOTS
        or sorted(programs) != list(range(len(programs)))
        or any(program > DRUM_KIT for program in programs.values())
    ):
        raise Malformed("Programs are missing or unknown.")
    for _, slot, pitch, length, _ in notes:
        if (
            slot not in programs
            or length == 0
            or (pitch >= DRUM_PITCH) != (programs[slot] == DRUM_KIT)
        ):
            raise Malformed("A note without a track, without a length or of the wrong kind.")
