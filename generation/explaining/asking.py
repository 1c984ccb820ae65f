"""Takes away what a model heard, part by part, and sees what that does to a note.

What is named is what changed the note's probability most, so the claim is about causes in the
model and not about where it looked. What is tried first is a guess of the technique (attention, or
nearness); only as much is tried as two seconds hold.
"""

from collections.abc import Collection, Sequence
from itertools import chain

import numpy as np

from generation.asked_note import AskedNote, Belief, Place
from generation.explaining.answers import Explanation, Named, rank
from generation.explaining.groups import Groups, Spot, group_by_bar, split_beats
from generation.techniques import TECHNIQUES
from generation.techniques.record import load

BARS, SPLIT, BEATS = 10, 2, 8  # groups of a bar that are tried, that are split, and their beats
NAMED = 3
ALTERNATIVES = 3
FELT = 0.02  # nats: what changes less is not named


def open_belief(asked: AskedNote) -> Belief:
    """Raises `Unexplained`."""
    belief: Belief = load(TECHNIQUES[asked.card.technique].explaining)(asked)
    return belief


def explain(asked: AskedNote) -> Explanation:
    """The model is asked at most `BARS` + `BEATS` + 2 times. Raises `Unexplained`."""
    trial = Trial(open_belief(asked), asked.at.note.pitch)
    groups = choose_groups(group_by_bar(asked.take, trial.belief.heard), trial.belief)
    bars = rank(list(trial.remove(groups)))
    beats: list[Named] = []
    for bar in bars[:SPLIT]:
        parts = split_beats(asked.take, bar.places)
        if 1 < len(parts) <= BEATS - len(beats):
            beats += trial.remove(parts)
    named = pick(rank(bars), rank(beats))
    together = trial.without(list(chain.from_iterable(each.places for each in named)))
    chances = np.exp(trial.all)
    return Explanation(
        float(chances[trial.pitch]),
        tuple((int(pitch), float(chances[pitch])) for pitch in find_others(chances, trial.pitch)),
        tuple(named),
        float(np.exp(together)),
        trial.passes,
    )


class Trial:
    """A note of which is asked again and again."""

    def __init__(self, belief: Belief, pitch: int) -> None:
        self.belief, self.pitch, self.passes = belief, pitch, 1
        self.all = belief.log_probs()  # (128,) with all that is heard

    def without(self, places: Collection[Place]) -> float:
        """Nats of the note."""
        if not places:
            return float(self.all[self.pitch])
        self.passes += 1
        return float(self.belief.log_probs(places)[self.pitch])

    def remove(self, groups: Groups) -> list[Named]:
        found = []
        for spot, places in groups.items():
            nats = self.without(places)
            change = float(self.all[self.pitch]) - nats
            found.append(Named(*spot, places, float(np.exp(nats)), change))
        return found


def choose_groups(groups: Groups, belief: Belief) -> Groups:
    """Those that the technique's own guess holds for the most telling."""
    guess = belief.guess()

    def weigh(spot: Spot) -> float:
        return sum(guess.get(place, 0.0) for place in groups[spot])

    return {spot: groups[spot] for spot in sorted(groups, key=weigh, reverse=True)[:BARS]}


def pick(bars: Sequence[Named], beats: Sequence[Named]) -> list[Named]:
    """A few on which the note depends most. Of a bar that was split its beats stand for it, unless
    only all of them together matter as much."""
    split = {(beat.track, beat.bar): 0.0 for beat in beats}
    for beat in beats:
        key = (beat.track, beat.bar)
        split[key] = max(split[key], abs(beat.change))
    named: list[Named] = []
    for each in rank([*bars, *beats]):
        best = split.get((each.track, each.bar))
        shaded = best is not None and (
            each.beat is None if 2 * best >= bar_change(bars, each) else each.beat is not None
        )
        if not shaded and abs(each.change) >= FELT:
            named.append(each)
    return named[:NAMED]


def bar_change(bars: Sequence[Named], of: Named) -> float:
    return next(abs(bar.change) for bar in bars if (bar.track, bar.bar) == (of.track, of.bar))


def find_others(chances: np.ndarray, pitch: int) -> list[int]:
    """The likeliest pitches but the note's own."""
    order = np.argsort(-chances, kind="stable")
    return [int(each) for each in order if each != pitch and chances[each] > 0][:ALTERNATIVES]
