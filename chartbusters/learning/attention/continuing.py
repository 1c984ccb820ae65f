"""The tune carried on by the shipped Transformer, in a manner: with heads muted, with a short
memory, without places, hot or cold; always with the same dice."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import takewhile
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from chartbusters.learning.attention.tune import tune
from generation.catalogue import read_card
from generation.codecs.score import ONSET, STEPS, Notes
from generation.inference.layers import Array
from generation.inference.threads import one_thread
from generation.techniques.transformer.attention import WatchedTransformer
from generation.techniques.transformer.decoding import Candidates
from generation.techniques.transformer.inference import FieldDecoder, Weights
from generation.techniques.transformer.match_model import Match, Memory, stack_matches
from generation.techniques.transformer.passage import Passage
from generation.techniques.transformer.prompt import build_plan
from generation.techniques.transformer.recall import MOST_REPEATS
from generation.techniques.transformer.tokens import note_rows
from generation.techniques.transformer.windowed_inference import Inputs, WindowedInference

BARS = 8  # that are kept
SECONDS = 20.0  # ten bars: what a model does when it runs out of room is no music
SEED = 1
BAR = 4  # quarters
TEMPERATURE, TOP_P = 1.0, 0.96  # as the studio has them
# What may be chosen in the capsule
SEEDS = range(1, 9)  # of the continuations in which the themes are counted
MEMORIES = (1, 2, 4, 8)  # bars
TEMPERATURES = (0.3, 0.7, 1.0, 1.5, 2.5)
TOP_PS = (0.5, 0.8, TOP_P, 1.0)


class Manner(NamedTuple):
    """How the tune is carried on; as it is, it is as the network does it left to itself."""

    muted: frozenset[tuple[int, int]] = frozenset()  # (layer, head), from 0
    bars: int | None = None  # that are remembered; None: all
    places: bool = True  # whether attention knows how far away a note is
    temperature: float = TEMPERATURE
    top_p: float = TOP_P


PLAIN = Manner()


def passage_of(manner: Manner) -> Passage:
    """The studio's helpers are off (key, form, ending), so that what is drawn is what the network
    believes."""
    wishes = {"seconds": SECONDS, "key": 0.0, "harmony": 0.0, "ending": False}
    parameters = read_card("transformer").complete_parameters(wishes)
    passage = build_plan(tune(), 0, parameters).passages[0]
    sampling = passage.sampling._replace(
        form=False, temperature=manner.temperature, top_p=manner.top_p
    )
    return replace(passage, sampling=sampling)


def carry_on(weights: Weights, manner: Manner = PLAIN, seed: int = SEED) -> Notes:
    """(N, 5) the notes of the eight bars to come."""
    passage = passage_of(manner)
    stop = passage.bounds.start + BARS * BAR * STEPS
    with one_thread():
        rows = (row[0] for row in Remembering(weights, passage, manner, seed).rows())
        made = takewhile(lambda row: row is not None and row[ONSET] < stop, rows)
        return np.array([*made], np.int32).reshape(-1, 5)


class PlacelessTransformer(WatchedTransformer):
    """Nothing is turned: attention cannot tell a note of the bar before from one of long ago."""

    def rope(self, times: NDArray[np.floating]) -> NDArray[np.complexfloating]:
        return np.ones_like(super().rope(times))


def network_of(weights: Weights, manner: Manner) -> partial[WatchedTransformer]:
    """`(weights, capacity, …)` -> the backbone."""
    muted = np.zeros((weights.config.layers, weights.config.heads), bool)
    for layer, head in manner.muted:
        muted[layer, head] = True
    return partial(WatchedTransformer if manner.places else PlacelessTransformer, muted=muted)


class Remembering(Candidates):
    """One continuation, which is told what came the last time from its last bars alone."""

    def __init__(self, weights: Weights, passage: Passage, manner: Manner, seed: int) -> None:
        inference = ShortInference if manner.bars else WindowedInference
        network = network_of(weights, manner)
        start = partial(inference, weights, network=network, exact=network)
        super().__init__(start, passage, seed)
        self.bars = manner.bars
        if isinstance(self.inference, ShortInference):
            self.inference.bars = manner.bars or 0
        task = passage.task
        rows = note_rows(task.played, task.score.beats, task.start)
        self.heard = [*zip(task.played[:, 0].tolist(), rows.astype(np.int64), strict=True)]

    def append(self, row: NDArray[np.int64]) -> None:
        super().append(row)
        self.heard.append((int(self.history.steps[0]), row[0].copy()))

    def find_matches(self) -> Match:
        if not self.bars:
            return super().find_matches()
        first = first_remembered(self.heard[-1][0] / STEPS, self.bars) * STEPS
        memory = Memory()
        for step, row in self.heard:
            if step >= first:
                memory.append(row)
        return stack_matches([memory.find_match(MOST_REPEATS)])


class ShortInference(WindowedInference):
    """Hears its last bars as if the piece began with them; all of it anew for each step, for what
    is further back has never been."""

    bars = 1

    def append(self, inputs: NDArray[np.int64], times: NDArray[np.float32]) -> None:
        self.lines.append((inputs, times))

    def start_step(self) -> FieldDecoder:
        return self.listen(np.float32)

    def listen(self, dtype: type) -> FieldDecoder:
        inputs, times = self.remembered()
        network = self.network_class(self.weights, inputs.shape[1], dtype=dtype)
        h: Array = network.backbone(inputs, times)[:, -1]
        return FieldDecoder(network, h, lambda: self.listen(np.float64))

    def remembered(self) -> Inputs:
        first = first_remembered(float(self.lines[-1][1][0]), self.bars)
        lines = [line for line in self.lines if float(line[1][0]) >= first]
        inputs, times = (np.stack(each, 1) for each in zip(*lines, strict=True))
        head, begun = self.frame
        times = np.concatenate([np.zeros_like(begun), times - np.float32(first)], 1)
        return np.concatenate([head, inputs], 1), times


def first_remembered(quarter: float, bars: int) -> float:
    """The quarter from which on all is remembered: so many whole bars before the present one."""
    return max(0.0, quarter // BAR * BAR - bars * BAR)


def manners(layers: int, heads: int) -> Iterator[tuple[str, Any, Manner]]:
    """All that the capsule lets one hear: (kind, which of them, manner)."""
    for layer in range(layers):
        whole = frozenset((layer, head) for head in range(heads))
        for head in range(heads):
            yield "muted", f"{layer}.{head}", Manner(muted=frozenset({(layer, head)}))
        yield "muted", f"{layer}", Manner(muted=whole)
    for bars in MEMORIES:
        yield "windows", str(bars), Manner(bars=bars)
    yield "placeless", "", Manner(places=False)
    for temperature in TEMPERATURES:
        for top_p in TOP_PS:
            dice = Manner(temperature=temperature, top_p=top_p)
            yield "dice", f"{temperature:g} {top_p:g}", dice
