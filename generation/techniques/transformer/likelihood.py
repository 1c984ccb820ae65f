"""Nats of unseen works: the Transformer's, an n-gram model's and a model's without context, corpus
by corpus."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from generation.techniques.transformer.corpora import load_works
from generation.techniques.transformer.network import Transformer, nll
from generation.techniques.transformer.ngrams import Ngrams
from generation.techniques.transformer.windows import IGNORE, Task, Window, bar_line, encode_window
from generation.techniques.transformer.works import Work

CONTEXT_NOTES = 500  # notes of context before those that are scored; a window holds twice as many
MOST = 2000  # notes of a work that are scored, from its start


class LikelihoodRow(NamedTuple):
    """One model on one corpus."""

    corpus: str
    works: int
    notes: int
    model: str
    nats_a_note: float
    nats_a_bar: float


def encode_whole(work: Work) -> Window:
    """All of a work that is scored, as one window."""
    score = work.score
    notes = score.notes[:MOST]
    return encode_window(
        Task(score, work.genre, 0, notes[:0], notes, 0, None, len(notes) == len(score.notes))
    )


def cut_windows(work: Work) -> Iterator[Window]:
    """The same notes in windows of the network's length; each is scored only on what the one
    before was not."""
    score = work.score
    notes, beats = score.notes[:MOST], score.beats
    for first in range(0, len(notes), CONTEXT_NOTES):
        origin = bar_line(beats, int(notes[max(0, first - CONTEXT_NOTES), 0])) if first else 0
        # A bar may have begun before the context: its notes are context too.
        start = int(np.searchsorted(notes[:, 0], origin))
        last = first + CONTEXT_NOTES >= len(notes)
        heard = notes[start : len(notes) if last else first + CONTEXT_NOTES]
        ends = last and len(notes) == len(score.notes)
        window = encode_window(
            Task(score, work.genre, origin, heard[:0], heard, origin, None, ends)
        )
        asked = np.flatnonzero((window.targets != IGNORE).any(1))
        window.targets[
            asked[: len(asked) - (len(notes) - first if last else CONTEXT_NOTES) - ends]
        ] = IGNORE
        yield window


@torch.inference_mode()
def measure_nll(network: Transformer, window: Window) -> NDArray[np.float64]:
    inputs, times, conditions, targets = (torch.from_numpy(each)[None] for each in window)
    return nll(network(inputs, times.float(), conditions), targets)[0].double().numpy()


def count_bars(work: Work) -> int:
    """Bars in which the scored notes begin."""
    notes = work.score.notes[:MOST]
    _, part, in_bar, _ = work.score.beats.place(np.arange(int(notes[-1, 0]) + 1))
    return int(((in_bar == 0) & (part == 0)).sum())


def train_ngrams(folder: Path, corpus: str) -> Ngrams:
    """The n-gram model of a corpus' training part; hundreds of megabytes each."""
    return Ngrams([encode_whole(work) for work in load_works(folder, corpus, "train")])


def measure_works(
    network: Transformer, name: str, ngrams: Ngrams, corpus: str, works: Sequence[Work]
) -> list[LikelihoodRow]:
    """Three rows on works of a corpus, from whose training part the n-grams have learned."""
    notes, bars = sum(len(work.score.notes[:MOST]) for work in works), sum(map(count_bars, works))
    makers: dict[str, Callable[[Work], float]] = {
        name: lambda work: sum(
            float(measure_nll(network, window).sum()) for window in cut_windows(work)
        ),
        "n-grams": lambda work: float(ngrams.nats(encode_whole(work)).sum()),
        "no context": lambda work: float(ngrams.nats_alone(encode_whole(work)).sum()),
    }
    found = []
    for model, nats in makers.items():
        total = sum(nats(work) for work in works)
        found.append(
            LikelihoodRow(
                corpus, len(works), notes, model, round(total / notes, 4), round(total / bars, 2)
            )
        )
    return found
