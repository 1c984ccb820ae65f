"""Which of several takes goes on best from what is known: by the tones and moves of that itself.

A small model is counted from the opening alone: its pitch classes, and how the top line of each
track moves after its last move. The take it finds likeliest is chosen, less for more or fewer
notes, and less for more bars taken over note for note than music takes. None of this is what the
table of continuations measures (keys by Krumhansl's profiles, motifs of three moves), so that the
table can still tell whether choosing helps.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from generation.codecs.score import DRUM_PITCH, OF_PITCH, OF_SLOT, ONSET, Notes
from generation.techniques.transformer.form import list_lines
from generation.techniques.transformer.key_guidance import FLOOR, count_classes
from generation.techniques.transformer.passage import Passage
from generation.techniques.transformer.returns import Bar, read_bar
from generation.techniques.transformer.windows import bar_line

MOVES = 500  # kinds of moves that there might be
TRUST = 2.0  # notes: how soon what was counted is believed
OFF = 0.5  # nats for twice or half as many notes a bar
COPIED, TOO_MANY = 0.25, 4.0  # share of bars taken over that costs nothing; nats for all of them

Move = tuple[int, int, int]  # slot, interval, steps


def list_moves(notes: Notes) -> Iterator[tuple[Move, Move]]:
    """Moves of the top line of each track, each after the one before it."""
    tones = notes[notes[:, OF_PITCH] < DRUM_PITCH]
    for slot in np.unique(tones[:, OF_SLOT]).tolist():
        part = tones[tones[:, OF_SLOT] == slot]
        top = part[np.append(np.diff(part[:, ONSET]) > 0, True)]
        moves = np.diff(top[:, [OF_PITCH, ONSET]], axis=0).tolist()
        yield from pairwise((slot, *move) for move in moves)


class OpeningModel:
    """Says how well a take goes on from what stands before it."""

    def __init__(self, passage: Passage) -> None:
        self.passage, self.heard = passage, passage.task.played
        counts = count_classes(self.heard)
        self.tones = np.log(np.full(12, 1 / 12) if counts is None else counts + FLOOR)
        moves = [*list_moves(self.heard)]
        self.pairs, self.singles = Counter(moves), Counter(move for _, move in moves)
        self.befores = Counter(before for before, _ in moves)
        beats, start = passage.bounds.beats, passage.bounds.start
        first = bar_line(beats, int(self.heard[0, ONSET]))
        self.known = self.read_bars(self.heard, first, start)

    def read_bars(self, notes: Notes, start: int, stop: int) -> list[Bar]:
        lines = list_lines(self.passage.bounds.beats, start, stop)
        return [read_bar(notes, *edges) for edges in pairwise(lines)]

    def rate(self, notes: Notes) -> float:
        """Nats a note, the more the better."""
        if not len(notes):
            return -np.inf
        tones = notes[notes[:, OF_PITCH] < DRUM_PITCH]
        by_tone = self.tones[tones[:, OF_PITCH] % 12].mean() if len(tones) else 0.0
        moves = [*map(self.rate_move, list_moves(notes))]
        return float(by_tone + (np.mean(moves) if moves else 0.0) - self.count_faults(notes))

    def rate_move(self, pair: tuple[Move, Move]) -> float:
        before, move = pair
        single = (self.singles[move] + TRUST / MOVES) / (self.singles.total() + TRUST)
        return float(np.log((self.pairs[pair] + TRUST * single) / (self.befores[before] + TRUST)))

    def count_faults(self, notes: Notes) -> float:
        """Nats for another density, and for too many copies."""
        bars = self.read_bars(notes, self.passage.bounds.start, self.passage.bounds.stop)
        means = [sum(map(len, each)) / len(each) for each in (bars, self.known)]
        off = abs(float(np.log2(max(means[0], FLOOR) / max(means[1], FLOOR))))
        copies = np.mean([bar in self.known for bar in bars if bar])
        return OFF * off + TOO_MANY * max(0.0, float(copies) - COPIED)


def choose_best(passage: Passage, takes: Sequence[Notes]) -> int:
    """The number of the take that goes on best; of equals the first."""
    model = OpeningModel(passage)
    return int(np.argmax([model.rate(notes) for notes in takes]))
