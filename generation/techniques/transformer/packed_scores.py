"""Works of many tracks laid end to end, for training: all notes in a few arrays, and where they
stand in their bars.

Letters: W works, N notes, M changes of meter, K changes of tempo.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.random import Generator as Random
from numpy.typing import NDArray

from generation.codecs.score import STEPS, count_bar_steps
from generation.techniques.transformer.context import classify_places

Ints = NDArray[np.int64]
LONGER = 0.75  # power of a work's notes by which it is drawn


class Places(NamedTuple):
    """Where steps stand in their works; all (n,)."""

    beat: Ints  # of the work
    part: Ints  # 24ths of the beat
    in_bar: Ints  # beats since the bar line
    bar: Ints  # steps of the bar
    bar_line: Ints  # first step of the bar


class NotePlaces(NamedTuple):
    """Where notes begin; all (N,)."""

    beat: NDArray[np.int32]  # of the work
    part: NDArray[np.uint8]  # 24ths of the beat
    in_bar: NDArray[np.uint8]  # class of the beat of the bar
    bar: NDArray[np.uint8]  # class of the bar's length
    bar_line: NDArray[np.int32]  # first step of the bar
    # number of the bar among all bars of all works in which a note begins
    bar_rank: NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class PackedScores:
    """One split of a corpus or of several. Notes are in time order within their work."""

    offsets: Ints  # (W + 1,) first note of each work
    genre: NDArray[np.uint8]  # (W,)
    corpus: NDArray[np.uint8]  # (W,)
    corpus_shares: NDArray[np.float64]  # of all windows, by number of the corpus
    # (W, 17) of each slot, `NO_PROGRAM` for none; the last one stands for a rest
    programs: NDArray[np.uint8]
    onset: NDArray[np.int32]  # (N,) step of the work
    slot: NDArray[np.uint8]  # (N,)
    pitch: NDArray[np.int16]  # (N,) drums stand 128 higher
    length: NDArray[np.int16]  # (N,) steps
    level: NDArray[np.uint8]  # (N,) of loudness
    meter_offsets: Ints  # (W + 1,)
    meters: NDArray[np.int32]  # (M, 3) first step, numerator, denominator
    tempo_offsets: Ints  # (W + 1,)
    tempi: NDArray[np.int32]  # (K, 2) first step, quarters a minute

    def __len__(self) -> int:
        return len(self.genre)

    @cached_property
    def shares(self) -> NDArray[np.float64]:
        """(W,) how often each work is drawn: corpora at their shares, within each longer works more
        often."""
        weights = np.diff(self.offsets).astype(float) ** LONGER
        of_corpus = np.bincount(self.corpus, weights, len(self.corpus_shares))
        found = self.corpus_shares[self.corpus] * weights / of_corpus[self.corpus]
        return found / found.sum()

    @cached_property
    def work(self) -> NDArray[np.int32]:
        """(N,) number of each note's work."""
        return np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.offsets))

    @cached_property
    def _meter_keys(self) -> Ints:
        """(M,) work and first step of each meter as one number, rising."""
        works = np.repeat(np.arange(len(self)), np.diff(self.meter_offsets))
        return combined(works, self.meters[:, 0])

    @cached_property
    def _bars(self) -> tuple[Ints, Ints, Ints, Ints]:
        """(M,) of each meter: first step, steps and beats of a bar, number of its first beat; as
        `tokens.Beats`."""
        starts = self.meters[:, 0].astype(np.int64)
        bars = np.array(
            [count_bar_steps(above, below) for _, above, below in self.meters.tolist()], np.int64
        )
        per_bar = -(-bars // STEPS)
        spans = np.diff(starts, append=0)
        spans[self.meter_offsets[1:] - 1] = 0  # the last meter of a work goes on for ever
        whole, cut = np.divmod(np.maximum(spans, 0), bars)
        before = np.concatenate([[0], np.cumsum(whole * per_bar + -(-cut // STEPS))[:-1]])
        first = before - np.repeat(before[self.meter_offsets[:-1]], np.diff(self.meter_offsets))
        return starts, bars, per_bar, first

    def place(self, work: NDArray[np.integer], step: NDArray[np.integer]) -> Places:
        """Where `step` (n,) of `work` (n,) stands."""
        starts, bars, per_bar, first = self._bars
        at = np.searchsorted(self._meter_keys, combined(work, step), "right") - 1
        number, within = np.divmod(step - starts[at], bars[at])
        in_bar = within // STEPS
        beat = first[at] + number * per_bar[at] + in_bar
        return Places(beat, within % STEPS, in_bar, bars[at], starts[at] + number * bars[at])

    def tempo(self, work: NDArray[np.integer], step: NDArray[np.integer]) -> Ints:
        """(n,) quarters a minute at a step."""
        return self.tempi[
            np.searchsorted(self._tempo_keys, combined(work, step), "right") - 1, 1
        ].astype(np.int64)

    def meter(self, work: NDArray[np.integer], step: NDArray[np.integer]) -> Ints:
        """(n, 2) numerator and denominator at a step."""
        return self.meters[
            np.searchsorted(self._meter_keys, combined(work, step), "right") - 1, 1:
        ].astype(np.int64)

    @cached_property
    def places(self) -> "NotePlaces":
        """Where each note begins."""
        place = self.place(self.work, self.onset)
        in_bar, bar = classify_places(place.in_bar, place.bar)
        lines = place.bar_line.astype(np.int32)
        new = np.ones(len(lines), bool)
        new[1:] = (lines[1:] != lines[:-1]) | (self.work[1:] != self.work[:-1])
        return NotePlaces(
            place.beat.astype(np.int32),
            place.part.astype(np.uint8),
            in_bar.astype(np.uint8),
            bar.astype(np.uint8),
            lines,
            np.cumsum(new, dtype=np.int32) - 1,
        )

    @cached_property
    def first_of_bar(self) -> Ints:
        """(bars,) the first note of each bar in which a note begins, and one more for the end."""
        return np.append(np.flatnonzero(np.diff(self.places.bar_rank, prepend=-1)), len(self.onset))

    @cached_property
    def bar_lines(self) -> Ints:
        """(bars,) the first step of each of these bars."""
        return np.append(self.places.bar_line[self.first_of_bar[:-1]], 0).astype(np.int64)

    @cached_property
    def _tempo_keys(self) -> Ints:
        """(K,) as `_meter_keys`."""
        return combined(
            np.repeat(np.arange(len(self)), np.diff(self.tempo_offsets)), self.tempi[:, 0]
        )

    @cached_property
    def _chances(self) -> NDArray[np.float64]:
        return self.shares.cumsum()

    def draw_works(self, count: int, random: Random) -> Ints:
        """(count,) works, each as often as its share."""
        return np.minimum(
            np.searchsorted(self._chances, random.random(count), "right"), len(self) - 1
        )


def combined(work: NDArray[np.integer], step: NDArray[np.integer]) -> Ints:
    """Work and step as one number that rises with both."""
    return (work.astype(np.int64) << 32) + step
