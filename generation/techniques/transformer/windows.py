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
IGNORE = -1  # a truth that is not asked for
CONDITION_COUNTS = tuple(len(hints) + 1 for hints in FIELD_CONDITIONS)


class Window(NamedTuple):
    """N steps; see `sequences.Steps`."""

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


def find_last_of_slot(notes: Notes) -> Voice:
    """For each note what its slot began last before it; `notes` are in time order."""
    order = np.argsort(notes[:, 1], kind="stable")
    before = np.full(len(notes), -1)
    same = notes[order][1:, 1] == notes[order][:-1, 1]
    before[order[1:]] = np.where(same, order[:-1], -1)
    return encode_voice(notes, notes[before], before >= 0)


def encode_voice(notes: Notes, last: Notes, known: NDArray[np.bool_]) -> Voice:
    """The hints of `notes` from the notes that their slots played last."""
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
    """`memory`, an empty one, hears the rows along."""
    memory = memory or Memory()
    beats, score = task.score.beats, task.score
    head = encode_head(task)
    given, played = (
        with_rests(task.given, beats, task.origin),
        with_rests(task.played, beats, task.start),
    )
    go = np.array([(0, 0, GO, 0, 0, 0, 0)], np.uint8)
    given_rows, played_rows = (
        note_rows(given, beats, task.origin),
        note_rows(played, beats, task.start),
    )
    end = np.array([(END, 0, 0, 0, 0, 0, 0)], np.uint8)
    to_say = np.concatenate([played_rows, end]) if task.finished else played_rows

    def music(rows: Rows, steps: NDArray[np.integer], kind: int) -> NDArray[np.int64]:
        place = locate_steps(beats, steps)
        return encode_inputs(
            rows,
            place,
            look_up_programs(score, rows[:, 2]),
            kind,
            encode_distance(beats, place, task.stop),
        )

    inputs = np.concatenate(
        [
            encode_header(head),
            music(given_rows, given[:, 0], GIVEN),
            music(go, np.array([task.start]), PLAYED),
            music(played_rows, played[:, 0], PLAYED),
        ]
    )
    moments = np.concatenate(
        [np.full(len(head), task.origin), given[:, 0], [task.start], played[:, 0]]
    )
    conditions, targets = (
        np.zeros((len(inputs), sum(CONDITION_COUNTS)), np.int64),
        np.full((len(inputs), len(FIELD_SIZES)), IGNORE),
    )
    first = len(head) + len(given_rows)  # the step that asks for the first row to be played
    every = np.concatenate([given, played])
    order = np.lexsort((every[:, 2], every[:, 1], every[:, 0]))
    last = find_last_of_slot(every[order]).at(np.argsort(order)[len(given) :])
    known_echo = memory.match_rows(given_rows)
    memory.pause()
    match = memory.match_rows(played_rows)
    asked = slice(first, first + len(to_say))
    conditions[asked], targets[asked] = encode_steps(score, beats, to_say, played, last, match)
    # What is known is asked for too, from what is known before it: it is music to learn from like
    # any other.
    known = encode_steps(score, beats, given_rows, given, find_last_of_slot(given), known_echo)
    before = slice(len(head) - 1, len(head) - 1 + len(given))
    conditions[before], targets[before] = known
    return Window(inputs, ((moments - task.origin) / STEPS).astype(np.float32), conditions, targets)


def encode_distance(beats: Beats, place: Place, stop: int | None) -> NDArray[np.int64]:
    if stop is None:
        return np.zeros(1, np.int64)
    return classify_distances(beats.place(np.array([stop]))[0] - place.beat)


def encode_steps(
    score: Score, beats: Beats, rows: Rows, notes: Notes, last: Voice, match: Match
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(told, truth) of rows: one for each note and rest, and perhaps the end."""
    place = locate_steps(beats, notes[:, 0])
    if len(rows) > len(notes):
        place, last = (
            Place(*(np.append(each, 0) for each in place)),
            Voice(*(np.append(each, 0) for each in last)),
        )
    conditions = encode_conditions(
        rows,
        place,
        look_up_programs(score, rows[:, 2]),
        last,
        Match(*(each[: len(rows)] for each in match)),
    )
    targets = rows.astype(np.int64)
    targets[rows[:, 2] == REST, 3:] = IGNORE
    targets[rows[:, 0] == END, 1:] = IGNORE
    return conditions, targets


def bar_line(beats: Beats, step: int) -> int:
    """The first step of the bar in which `step` is."""
    beat, _, in_bar, _ = beats.place(np.array([max(0, step)]))
    return int(beats.step(beat - in_bar)[0])
