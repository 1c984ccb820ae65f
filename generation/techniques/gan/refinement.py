"""The passes of the GAN over one song: what each draws, how sure the network was of it, and what is
taken back."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generation.inference.precision import MARGIN, decide
from generation.techniques.gan.decoding import (
    BEAT,
    Manner,
    SamplingNoise,
    measure_confidence,
    sample_accompaniment,
)
from generation.techniques.gan.inference import Accompaniment, Conditioned, Logits

EVERYWHERE = 9.0  # more than any score: beats without music are never taken back
NEAR = 4 * MARGIN  # two confidences nearer than that could change places


@dataclass
class Pass:
    """One pass: the inputs, and what was drawn."""

    before: Accompaniment
    visible: NDArray[np.bool_]  # (V + 1, T)
    after: Accompaniment
    exact: bool  # whether the confidences are in double precision


class Refinement:
    """A song and its passes so far."""

    def __init__(self, network: Conditioned, music: Accompaniment, manner: Manner) -> None:
        self.network, self.music, self.manner = network, music, manner
        self.passes: list[Pass] = []
        voices, steps = music.state.shape
        self.drawn_in = np.full((voices + 1, steps // BEAT), -1)  # number of the pass, drums last
        self.confidence: NDArray[np.float64] = np.zeros(self.drawn_in.shape)  # mean nats of a step

    def play(self, visible: NDArray[np.bool_], noise: SamplingNoise) -> None:
        """Draws anew what is not visible (V + 1, T)."""
        before = self.music

        def attempt(network: Conditioned) -> tuple[tuple[Accompaniment, Logits, bool], float]:
            logits = network.logits(before, visible)
            drawn = sample_accompaniment(logits, before, visible, self.manner, noise)
            return (drawn.music, logits, network is not self.network), drawn.margin

        self.music, logits, exact = decide(attempt, self.network)
        self.drawn_in[~find_visible_beats(visible)] = len(self.passes)
        self.passes.append(Pass(before, visible, self.music, exact))
        self.score(len(self.passes) - 1, logits)

    def score(self, number: int, logits: Logits) -> None:
        """Sets the confidence of the beats that a pass drew last."""
        confidence = measure_confidence(logits, self.passes[number].after)
        drawn = self.drawn_in == number
        self.confidence[drawn] = confidence[drawn]

    def remask(
        self, inside: NDArray[np.bool_], share: float, doubt: float, uniform: NDArray[np.float64]
    ) -> NDArray[np.bool_]:
        """(V + 1, T) visible flags: `share` of each voice's beats inside the music are hidden.

        They are picked by doubt and by chance. `doubt` is its weight, 0 to 1: alone it would take
        back every note and keep every rest, for a rest is always the safer guess. `uniform`
        (V + 1, T / 4) are uniform numbers.
        """
        beats = inside.reshape(-1, BEAT).any(1)
        # of the score, from rank to rank
        count, step = (
            round(share * int(beats.sum())),
            doubt / len(beats),
        )
        while True:
            rank = self.confidence.argsort(1, kind="stable").argsort(1, kind="stable")
            score = np.where(beats, step * rank + (1 - doubt) * uniform, EVERYWHERE)
            hidden = np.zeros(score.shape, bool)
            np.put_along_axis(hidden, score.argsort(1, kind="stable")[:, :count], True, 1)
            near = self.find_near_ties()
            if not near.any() or is_settled(score, hidden, near * step):
                return (~(hidden & beats)).repeat(BEAT, 1) | ~inside
            self.score_exactly(near > 0)

    def find_near_ties(self) -> NDArray[np.int64]:
        """(V + 1, T / 4) by how many ranks the confidence of each beat could be off."""
        order = self.confidence.argsort(1, kind="stable")
        exact = np.array([False, *(each.exact for each in self.passes)])[self.drawn_in + 1]
        # Not drawn yet, both exact, or a band without drums: what is left is no error.
        known = exact | (self.drawn_in < 0)
        known[-1] |= not len(self.music.drums)
        settled = np.take_along_axis(known, order, 1)
        gaps = np.diff(np.take_along_axis(self.confidence, order, 1), axis=1)
        tied = (gaps < NEAR) & ~(settled[:, 1:] & settled[:, :-1])
        wide = np.zeros(order.shape, np.int64)
        for row, column in np.argwhere(tied):
            start = column
            while start and tied[row, start - 1]:
                start -= 1
            stop = column + 1
            while stop < tied.shape[1] and tied[row, stop]:
                stop += 1
            wide[row, start : stop + 1] = stop - start
        found = np.zeros_like(wide)
        np.put_along_axis(found, order, wide, 1)
        return found

    def score_exactly(self, beats: NDArray[np.bool_]) -> None:
        """Works the confidence of some beats out in double precision."""
        for number in np.unique(self.drawn_in[beats]):
            each = self.passes[number] if number >= 0 else None
            if each and not each.exact:
                each.exact = True
                self.score(int(number), self.network.exact.logits(each.before, each.visible))


def is_settled(
    score: NDArray[np.float64], hidden: NDArray[np.bool_], error: NDArray[np.float64]
) -> bool:
    """Whether the same beats have the lowest scores, however far each score is off within its
    error."""
    highest_in = np.where(hidden, score + error, -np.inf).max(1)
    lowest_out = np.where(hidden, np.inf, score - error).min(1)
    return bool((highest_in < lowest_out).all())


def find_visible_beats(flags: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """(V + 1, T) flags of steps -> (V + 1, T / 4): a beat is visible if all of it is."""
    return flags.reshape(len(flags), -1, BEAT).all(2)
