"""A score as compound events: rows of seven small numbers, one row a note.

A row is (beats, part, slot, pitch, quarters, remainder, velocity): how many beats after the row
before, at which 24th of that beat, which track, which pitch, how long (whole quarters and 24ths),
how loud. A beat is a quarter counted from the bar line; in a bar of 7/8 the last beat is half as
long. Rows whose slot is no track say other things.
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from generation.codecs.score import (
    DRUM_KIT,
    DRUM_PITCH,
    LENGTH,
    LEVEL,
    LONGEST,
    LOUDNESS,
    OF_PITCH,
    OF_SLOT,
    ONSET,
    SLOTS,
    STEPS,
    Beats,
    Notes,
    Score,
    count_bar_steps,
    sort_notes,
)

# Slots that are no track. REST: time passes. GO: from here on the network plays. The others stand
# before the music.
REST, BEGIN, METER, TEMPO, PROGRAM, GO = range(SLOTS, SLOTS + 6)
FURTHEST = 64  # beats from one row to the next; longer silences take several rows
END = FURTHEST + 1  # in place of the beats: nothing comes any more


COLUMNS = BEATS, PART, SLOT, PITCH, QUARTERS, REMAINDER, VELOCITY = range(7)
SIZES = (END + 1, STEPS, GO + 1, 2 * 128, LONGEST // STEPS + 1, STEPS, 128 // LEVEL)


Rows = NDArray[np.uint8]  # (N, 7)


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
    rests: list[tuple[int, ...]] = []
    for here in np.flatnonzero(np.diff(beat) > FURTHEST):
        middles = range(int(beat[here]) + FURTHEST, int(beat[here + 1]), FURTHEST)
        rests += [(int(beats.step(np.array(middle))), REST, 0, 0, 0) for middle in middles]
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
            beats = Beats([(at, count_bar_steps(above, below)) for at, above, below in meters])
            beat = int(beats.place(np.array(step))[0])
        elif slot == TEMPO:
            tempi.append((step, quarters * STEPS + remainder))
        elif slot == PROGRAM:
            programs[quarters] = pitch
        elif slot < SLOTS:
            notes.append((step, slot, pitch, quarters * STEPS + remainder, level))
    check(meters, tempi, programs, notes)
    in_order = sort_notes(np.array(notes, np.int32).reshape(-1, 5))
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
