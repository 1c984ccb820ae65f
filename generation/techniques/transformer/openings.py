"""Openings of unseen works and what really follows them; and who else might carry them on."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generation.codecs.score import STEPS, Notes, Score
from generation.techniques.transformer.decoding import Candidates, played
from generation.techniques.transformer.inference import NumpyTransformer, Weights
from generation.techniques.transformer.match_model import Memory
from generation.techniques.transformer.ngrams import COLUMNS, Ngrams, asked_rows
from generation.techniques.transformer.passage import Passage
from generation.techniques.transformer.windows import encode_window
from generation.techniques.transformer.works import Work

OPENING_BARS = 8
SECONDS = 30.0
COPIED_BARS = 4
FEWEST = 24  # notes of an opening, and of what follows it


@dataclass(frozen=True, eq=False)
class Opening:
    """The first bars of a work, and what the composer wrote next."""

    work: Work
    start: int  # step at which the opening ends: a bar line
    stop: int  # step at which the 30 seconds after it end: a bar line

    @property
    def corpus(self) -> str:
        return self.work.name.split("/")[0]

    @property
    def known(self) -> Score:
        return self.cut(0, self.start)

    @property
    def real(self) -> Notes:
        return self.cut(self.start, self.stop).notes

    @property
    def later(self) -> Notes | None:
        """What stands after that for as long, where the piece goes on so far."""
        again = 2 * self.stop - self.start
        return (
            self.cut(self.stop, again).notes - [self.stop - self.start, 0, 0, 0, 0]
            if self.lasts(again)
            else None
        )

    def lasts(self, step: int) -> bool:
        return self.work.score.end >= step

    def cut(self, start: int, stop: int) -> Score:
        notes = self.work.score.notes
        return self.work.score._replace(notes=notes[(notes[:, 0] >= start) & (notes[:, 0] < stop)])


def bar_of(opening: Opening) -> int:
    """Steps of a bar; openings keep to one meter."""
    return int(opening.work.score.beats.place(np.array([0]))[3][0])


def opening_of(work: Work) -> Opening | None:
    """None for a work that is too short, or changes its meter on the way."""
    score = work.score
    bar = int(score.beats.place(np.array([0]))[3][0])
    first = int(score.notes[0, 0]) // bar
    start = (first + OPENING_BARS) * bar
    stop = start + max(1, round(SECONDS * score.tempi[0][1] / 60 * STEPS / bar)) * bar
    found = Opening(work, start, stop)
    if stop > score.end or any(0 < step < stop for step, _, _ in score.meters):
        return None
    return found if min(len(found.known.notes), len(found.real)) >= FEWEST else None


def copied(opening: Opening) -> Notes:
    """The last bars of the opening again and again: the plainest way to go on."""
    length = COPIED_BARS * bar_of(opening)
    notes = opening.known.notes
    tail = notes[notes[:, 0] >= opening.start - length]
    times = -(-(opening.stop - opening.start) // length)
    every = np.concatenate([tail + np.array([n * length, 0, 0, 0, 0]) for n in range(1, times + 1)])
    return every[every[:, 0] < opening.stop].astype(np.int32)


class NgramPlayer(NumpyTransformer):
    """Plays by the n-gram model in place of the network: a Markov chain of notes under the same
    rules."""

    def __init__(self, model: Ngrams) -> None:
        self.model = model
        self.past: list[dict[str, int]] = []

    def split(self, candidates: int) -> None:
        pass

    @property
    def full(self) -> bool:
        return False

    def hear(self, shown: NDArray, times: NDArray) -> NDArray:
        return np.zeros((1, shown.shape[1], 1), np.float32)


class NgramTelling:
    """As `inference.transformer.FieldDecoder`, for one candidate."""

    def __init__(self, player: NgramPlayer) -> None:
        self.player, self.field = player, 0
        self.conditions: dict[str, int] = dict.fromkeys(COLUMNS, 255)
        for back, row in enumerate(reversed(player.past[-2:]), 2):
            self.conditions |= {f"{name}{back}": value for name, value in row.items()}
        for back in range(2 + len(player.past[-2:]), 4):
            self.conditions |= {f"{name}{back}": 255 for name in COLUMNS}
        self.names = list(COLUMNS)
        self.column = 0

    def logits(self, *hints: NDArray[np.integer]) -> NDArray[np.float64]:
        for hint in hints:
            self.tell(hint)
        self.field += 1
        return self.player.model.logs(self.field - 1, self.conditions)[None]

    def tell(self, value: NDArray[np.integer]) -> None:
        self.conditions[self.names[self.column]] = int(value[0])
        self.column += 1
        if self.column == len(self.names):
            self.player.past.append({name: self.conditions[name] for name in self.names})


class NgramCandidates(Candidates):
    """One candidate of the n-gram model."""

    def __init__(self, model: Ngrams, passage: Passage, seed: int, past: NDArray[np.int64]) -> None:
        self.model, self.past_rows = model, past
        super().__init__(None, passage, seed)  # type: ignore[arg-type]

    def listen(self) -> None:
        self.lines, self.memories = [], [Memory()]
        self.player = NgramPlayer(self.model)
        self.player.past = [dict(zip(COLUMNS, row, strict=True)) for row in self.past_rows.tolist()]
        self.heard = np.zeros((1, 1), np.float32)

    def decoder(self) -> Any:
        return NgramTelling(self.player)

    def draw(self, decoder: Any, luck: NDArray[np.float64]) -> tuple[NDArray[np.int64], float]:
        return super().draw(decoder, luck)[0], np.inf  # counted, not computed: nothing is in doubt


def by_ngrams(model: Ngrams, passage: Passage, seed: int) -> Notes:
    conditions, _ = asked_rows(encode_window(passage.task))
    return played(NgramCandidates(model, passage, seed, conditions[-2:]))[0]


def by_network(weights: Weights, passage: Passage, seed: int, count: int) -> list[Notes]:
    return played(Candidates(weights, passage, seed, count))
