"""Openings of unseen works and what really follows them; and who else might carry them on."""

from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from generation.codecs.score import STEPS, Notes, Score
from generation.techniques.transformer.decoding import Candidates, play_all
from generation.techniques.transformer.inference import Weights
from generation.techniques.transformer.ngrams import COLUMNS, Ngrams, select_targets
from generation.techniques.transformer.passage import Passage
from generation.techniques.transformer.windowed_inference import WindowedInference
from generation.techniques.transformer.windows import Window
from generation.techniques.transformer.works import Work

OPENING_BARS = 8
SECONDS = 30.0
COPIED_BARS = 4
UNKNOWN = 255  # in place of a condition of rows before the first
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


def measure_bar(opening: Opening) -> int:
    """Steps of a bar; openings keep to one meter."""
    return int(opening.work.score.beats.place(np.array([0]))[3][0])


def cut_opening(work: Work) -> Opening | None:
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


def halve_work(work: Work) -> Opening:
    """The first half of a work that is too short for an opening, and the second."""
    score = work.score
    bar = int(score.beats.place(np.array([0]))[3][0])
    first = int(score.notes[0, 0]) // bar
    bars = max(2, -(-score.end // bar) - first)
    return Opening(work, (first + bars // 2) * bar, (first + bars) * bar)


def repeat_last_bars(opening: Opening) -> Notes:
    """The last bars of the opening again and again: the plainest way to go on."""
    length = COPIED_BARS * measure_bar(opening)
    notes = opening.known.notes
    tail = notes[notes[:, 0] >= opening.start - length]
    times = -(-(opening.stop - opening.start) // length)
    every = np.concatenate([tail + np.array([n * length, 0, 0, 0, 0]) for n in range(1, times + 1)])
    return every[every[:, 0] < opening.stop].astype(np.int32)


def repeat_opening(opening: Opening) -> Notes:
    """The opening itself again and again: who copies keeps its key, its motifs and its bars."""
    times = -(-(opening.stop - opening.start) // opening.start)
    notes = opening.known.notes
    every = [notes + np.array([n * opening.start, 0, 0, 0, 0]) for n in range(1, times + 1)]
    again = np.concatenate(every)
    return again[again[:, 0] < opening.stop].astype(np.int32)


class NgramInference:
    """Predicts by the n-gram model in place of the network: a Markov chain of notes under the same
    rules, for one candidate."""

    def __init__(self, model: Ngrams, prompt: Window) -> None:
        self.model = model
        conditions, _ = select_targets(prompt)
        self.past = [dict(zip(COLUMNS, row, strict=True)) for row in conditions[-2:].tolist()]

    def start_step(self) -> "NgramDecoder":
        self.step = NgramDecoder(self)
        return self.step

    def append(self, inputs: NDArray[np.int64], times: NDArray[np.float32]) -> None:
        """The conditions of the step that was sampled are all that it looks at."""
        self.past.append(self.step.conditions_by_name())


class NgramDecoder:
    """As `inference.FieldDecoder`."""

    def __init__(self, inference: NgramInference) -> None:
        self.inference, self.field, self.column = inference, 0, 0
        self.names = list(COLUMNS)
        self.conditions: dict[str, int] = dict.fromkeys(COLUMNS, UNKNOWN)
        rows = [*reversed(inference.past[-2:]), {}, {}]
        for back, row in zip((2, 3), rows, strict=False):
            self.conditions |= {f"{name}{back}": row.get(name, UNKNOWN) for name in COLUMNS}

    @property
    def exact(self) -> "NgramDecoder":
        """Counted, not computed: the same again."""
        return self.inference.start_step()

    def conditions_by_name(self) -> dict[str, int]:
        return {name: self.conditions[name] for name in self.names}

    def logits(self, *conditions: NDArray[np.integer]) -> NDArray[np.float64]:
        for condition in conditions:
            self.add_condition(condition)
        self.field += 1
        return self.inference.model.logs(self.field - 1, self.conditions)[None]

    def add_condition(self, value: NDArray[np.integer]) -> None:
        self.conditions[self.names[self.column]] = int(value[0])
        self.column += 1


def play_ngrams(model: Ngrams, passage: Passage, seed: int) -> Notes:
    """By the counts alone, without the key, the form and the harmony that the network is given."""
    sampling = passage.sampling._replace(key=0.0, form=False, harmony=0.0)
    passage = replace(passage, sampling=sampling)

    def start(prompt: Window, played: int, count: int) -> NgramInference:
        return NgramInference(model, prompt)

    return play_all(Candidates(start, passage, seed))[0]


def play_network(weights: Weights, passage: Passage, seed: int, count: int) -> list[Notes]:
    return play_all(Candidates(partial(WindowedInference, weights), passage, seed, count))
