"""What a passage is reminded of while it is played: music before the gap and after it, as if the
network had just heard the bars before."""

import numpy as np

from generation.codecs.score import OF_SLOT, ONSET, Notes
from generation.techniques.transformer.history import Ints
from generation.techniques.transformer.match_model import UNMATCHED, Memory
from generation.techniques.transformer.tokens import BEATS, note_rows
from generation.techniques.transformer.windows import Task

Found = tuple[Ints, int]  # (row, class of length)
MOST_REPEATS = 3  # times that a passage may come without a break; then it is no condition any more


class Recall:
    """One memory for each of B candidates."""

    def __init__(self, task: Task, heard: Memory, count: int) -> None:
        """`heard`: the memory that the prompt was encoded with."""
        before, after = find_sides(task)
        # Beats from the last row before the gap to where the network begins: its first row is
        # counted from there, and would not look like what it repeats.
        self.ahead = 0
        if len(before) and not len(task.played):
            heard = hear_sides(task, before, after)
            self.ahead = count_beats(task, before)
        self.memories = [heard.copy() for _ in range(count)]

    def find_matches(self) -> list[Found]:
        """(B) what came the last time."""
        answers = [memory.find_match(MOST_REPEATS) for memory in self.memories]
        return [shorten(row, kind, self.ahead) for row, kind in answers]

    def append(self, rows: Ints) -> None:
        """The rows (B, 7) that were played."""
        rows = rows.copy()
        rows[:, BEATS] += self.ahead
        self.ahead = 0
        for memory, row in zip(self.memories, rows, strict=True):
            memory.append(row)


def find_sides(task: Task) -> tuple[Notes, Notes]:
    """What the tracks that play are known to play before their part and after it."""
    mine = task.given[np.isin(task.given[:, OF_SLOT], task.slots)]
    stop = task.start if task.stop is None else task.stop
    return mine[mine[:, ONSET] < task.start], mine[mine[:, ONSET] >= stop]


def hear_sides(task: Task, before: Notes, after: Notes) -> Memory:
    """First what comes after, then what came before: the network goes on from there."""
    memory, beats = Memory(), task.score.beats
    for row in note_rows(after, beats, task.start if task.stop is None else task.stop):
        memory.append(row)
    memory.begin_again()
    for row in note_rows(before, beats, task.origin):
        memory.append(row)
    return memory


def count_beats(task: Task, before: Notes) -> int:
    start, last = task.score.beats.place(np.array([task.start, before[-1, ONSET]]))[0]
    return int(start - last)


def shorten(row: Ints, kind: int, beats: int) -> Found:
    """A match whose row is that much nearer; none where it would have begun already."""
    if not beats or not kind:
        return row, kind
    nearer = row.copy()
    nearer[BEATS] -= beats
    return UNMATCHED if nearer[BEATS] < 0 else (nearer, kind)
