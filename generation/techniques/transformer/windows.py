"""Windows of music as the Transformer is given them: what is known, what is to be played, and from
where."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.codecs.score import OF_SLOT, STEPS, Beats, Notes, Score
from generation.techniques.transformer.context import (
    AGES,
    FIELD_CONDITIONS,
    FIELD_SIZES,
    GIVEN,
    LENGTHS,
    NO_LEVEL,
    NO_PITCH,
    NO_PROGRAM,
    PLAYED,
    Place,
    Voice,
    classify_distances,
    classify_times,
    encode_conditions,
    encode_header,
    encode_inputs,
    locate_steps,
)
from generation.techniques.transformer.match_model import Match, Memory
from generation.techniques.transformer.tokens import (
    BEGIN,
    END,
    GO,
    PROGRAM,
    QUARTERS,
    REST,
    SLOT,
    Rows,
    header,
    note_rows,
    with_rests,
)

# Genres that may be asked for; ANY says nothing. The place in this tuple is what the network hears.
GENRES = (
    "any",
    "bach",
    "classical",
    "folk",
    "jazz",
    "pop",
    "rock",
    "symphony",
    "song",
    "funk",
    "latin",
)
ANY = 0
IGNORE = -1  # a target that is none
CONDITION_COUNTS = tuple(len(known) + 1 for known in FIELD_CONDITIONS)


class Window(NamedTuple):
    """N steps; see `collate.Steps`."""

    inputs: NDArray[np.int64]
    times: NDArray[np.float32]
    conditions: NDArray[np.int64]
    targets: NDArray[np.int64]


@dataclass(frozen=True)
class Task:
    """What is known, what is to be played, and where."""

    score: Score  # programs, meters and tempi; its notes are not looked at
    genre: int
    origin: int  # step from which times are counted
    given: Notes
    played: Notes
    start: int  # step from which the network plays
    stop: int | None  # step at which its part ends, if it is told
    finished: bool  # whether it is to say that its part has ended
    slots: tuple[int, ...] = ()  # tracks that are to play, besides those that are heard


class Section(NamedTuple):
    """Rows that follow one another, and their notes and rests."""

    rows: Rows
    notes: Notes

    @property
    def onsets(self) -> NDArray[np.integer]:
        return self.notes[:, 0]


def find_last_of_slot(notes: Notes) -> Voice:
    """For each note what its slot began last before it; `notes` are in time order."""
    order = np.argsort(notes[:, 1], kind="stable")
    before = np.full(len(notes), -1)
    same = notes[order][1:, 1] == notes[order][:-1, 1]
    before[order[1:]] = np.where(same, order[:-1], -1)
    return encode_voice(notes, notes[before], before >= 0)


def encode_voice(notes: Notes, last: Notes, known: NDArray[np.bool_]) -> Voice:
    """What is known of the slots of `notes` from the notes that they played last."""
    return Voice(
        np.where(known, last[:, 2], NO_PITCH).astype(np.int64),
        np.where(known, classify_times(notes[:, 0] - last[:, 0], AGES - 1), AGES - 1).astype(
            np.int64
        ),
        np.where(known, classify_times(last[:, 3], LENGTHS - 1), LENGTHS - 1).astype(np.int64),
        np.where(known, last[:, 4], NO_LEVEL).astype(np.int64),
    )


def encode_head(task: Task) -> Rows:
    """What stands before the music: genre, meter, tempo, and the programs of the tracks that play
    here.

    A track that rests all the time is not told of: so one that is told of is expected to play.
    """
    begin = np.array([(0, 0, BEGIN, 0, task.genre, 0, 0)], np.uint8)
    rows = header(task.score, task.origin)
    here = np.isin(
        rows[:, QUARTERS], [*task.given[:, OF_SLOT], *task.played[:, OF_SLOT], *task.slots]
    )
    return np.concatenate([begin, rows[(rows[:, SLOT] != PROGRAM) | here]])


def look_up_programs(score: Score, slots: NDArray[np.integer]) -> NDArray[np.int64]:
    table = np.full(REST + 8, NO_PROGRAM)
    table[: len(score.programs)] = score.programs
    return table[np.minimum(slots, REST)]


def encode_window(task: Task, memory: Memory | None = None) -> Window:
    """One sequence: the header, what is given, GO, and what is played. `memory`, an empty one,
    hears the rows along."""
    head, given, played = encode_head(task), encode_given(task), encode_played(task)
    go = Section(np.array([(0, 0, GO, 0, 0, 0, 0)], np.uint8), np.array([(task.start, 0, 0, 0, 0)]))
    inputs = [
        encode_header(head),
        encode_music(task, given, GIVEN),
        encode_music(task, go, PLAYED),
        encode_music(task, played, PLAYED),
    ]
    steps = [np.full(len(head), task.origin), given.onsets, go.onsets, played.onsets]
    times = ((np.concatenate(steps) - task.origin) / STEPS).astype(np.float32)
    targets = encode_targets(task, len(head), given, played, memory or Memory())
    return Window(np.concatenate(inputs), times, *targets)


def encode_given(task: Task) -> Section:
    beats = task.score.beats
    notes = with_rests(task.given, beats, task.origin)
    return Section(note_rows(notes, beats, task.origin), notes)


def encode_played(task: Task) -> Section:
    beats = task.score.beats
    notes = with_rests(task.played, beats, task.start)
    return Section(note_rows(notes, beats, task.start), notes)


def encode_music(task: Task, part: Section, kind: int) -> NDArray[np.int64]:
    """(N, I) the inputs of rows of music."""
    beats = task.score.beats
    place = locate_steps(beats, part.onsets)
    program = look_up_programs(task.score, part.rows[:, SLOT])
    return encode_inputs(part.rows, place, program, kind, encode_distance(beats, place, task.stop))


def encode_targets(
    task: Task, head: int, given: Section, played: Section, memory: Memory
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(N, K) conditions and (N, fields) targets of all steps: each step predicts the next one, so
    they are those of the sequence itself, shifted by one.

    What is given is predicted too, from what is given before it: it is music to learn from like any
    other. The header and GO are not.
    """
    given_match = memory.match_rows(given.rows)
    memory.pause()
    played_match = memory.match_rows(played.rows)
    end = np.array([(END, 0, 0, 0, 0, 0, 0)], np.uint8)
    rows = np.concatenate([played.rows, end]) if task.finished else played.rows
    last = find_last_before(given.notes, played.notes)
    parts = (
        ignore_steps(head),
        encode_steps(
            task.score, given.rows, given.notes, find_last_of_slot(given.notes), given_match
        ),
        ignore_steps(1),
        encode_steps(task.score, rows, played.notes, last, played_match),
        ignore_steps(0 if task.finished else 1),
    )
    conditions, targets = (np.concatenate(each)[1:] for each in zip(*parts, strict=True))
    return conditions, targets


def ignore_steps(count: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Conditions and targets of steps that nothing predicts."""
    conditions = np.zeros((count, sum(CONDITION_COUNTS)), np.int64)
    return conditions, np.full((count, len(FIELD_SIZES)), IGNORE)


def find_last_before(given: Notes, played: Notes) -> Voice:
    """For each played note what its slot began last before it, among all notes."""
    every = np.concatenate([given, played])
    order = np.lexsort((every[:, 2], every[:, 1], every[:, 0]))
    return find_last_of_slot(every[order]).at(np.argsort(order)[len(given) :])


def encode_distance(beats: Beats, place: Place, stop: int | None) -> NDArray[np.int64]:
    if stop is None:
        return np.zeros(1, np.int64)
    return classify_distances(beats.place(np.array([stop]))[0] - place.beat)


def encode_steps(
    score: Score, rows: Rows, notes: Notes, last: Voice, match: Match
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(conditions, targets) of rows: one for each note and rest, and perhaps the end."""
    place = locate_steps(score.beats, notes[:, 0])
    if len(rows) > len(notes):
        place = Place(*(np.append(each, 0) for each in place))
        last = Voice(*(np.append(each, 0) for each in last))
    match = Match(*(each[: len(rows)] for each in match))
    program = look_up_programs(score, rows[:, SLOT])
    conditions = encode_conditions(rows, place, program, last, match)
    targets = rows.astype(np.int64)
    targets[rows[:, SLOT] == REST, 3:] = IGNORE
    targets[rows[:, 0] == END, 1:] = IGNORE
    return conditions, targets


def bar_line(beats: Beats, step: int) -> int:
    """The first step of the bar in which `step` is."""
    beat, _, in_bar, _ = beats.place(np.array([max(0, step)]))
    return int(beats.step(beat - in_bar)[0])
