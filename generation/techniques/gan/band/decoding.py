"""From the band network's logits to music: where notes begin and how long they are held is drawn
first, then one pitch for each note.

Letters: V voices, D drums, T steps, P pitches.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.codecs.monophonic import REST
from generation.inference.layers import Array
from generation.inference.precision import smallest
from generation.techniques.gan.band.config import BEGINS, HELD, RESTS
from generation.techniques.gan.pitches import GIVEN, choose_states

STEADY = 0.8  # of the temperature, for drums: a beat lives on what is most usual


class Coins(NamedTuple):
    """All that is random about one draw of rhythm, as logits of uniform numbers."""

    begins: NDArray[np.float64]  # (V, T)
    ends: NDArray[np.float64]  # (V, T); a note takes that of its first step
    drums: NDArray[np.float64]  # (D, T)


class Rhythm(NamedTuple):
    """What was drawn, and the largest error of the logits with which it would have been the
    same."""

    rhythm: NDArray[np.uint8]  # (V, T)
    margin: float


def draw_rhythm(
    logits: Array,
    before: NDArray[np.uint8],
    hidden: NDArray[np.bool_],
    shown: NDArray[np.bool_],
    temperature: float,
    coins: Coins,
    cut: float = 0.0,
) -> Rhythm:
    """Draws the hidden steps (V, T), keeps the others; logits (V, T, RHYTHMS). What is neither
    hidden nor shown is not known yet: a note may be held through it. `cut` are nats that a rest
    costs which would cut a note off after one step."""
    rests, begins, held = (logits[..., kind] for kind in (RESTS, BEGINS, HELD))
    begin_scores = begins - np.logaddexp(rests, held) - temperature * coins.begins
    begun = np.where(hidden, begin_scores > 0, shown & (before == BEGINS))
    ends = np.take_along_axis(coins.ends, np.maximum(find_last(begun), 0), 1)
    first = np.pad(begun, ((0, 0), (1, 0)))[:, :-1]  # steps of a note that began before them
    end_scores = rests - held - temperature * ends - cut * first
    stops = np.where(hidden, end_scores > 0, shown & (before == RESTS)) & ~begun
    sounds = begun | (~hidden & shown & (before == HELD))
    rhythm = np.where(find_last(stops) >= find_last(sounds), RESTS, HELD)
    rhythm = np.where(begun, BEGINS, np.where(hidden, rhythm, before))
    margin = min(
        smallest(np.abs(begin_scores)[hidden]), smallest(np.abs(end_scores)[hidden & ~begun])
    )
    return Rhythm(begin_after_rests(rhythm.astype(np.uint8), hidden | shown), margin / 2)


def find_last(flags: NDArray[np.bool_]) -> NDArray[np.int64]:
    """(V, T) the last step, up to each one, at which a flag stands; -1 before the first."""
    return np.maximum.accumulate(np.where(flags, np.arange(flags.shape[1]), -1), axis=1)


def begin_after_rests(rhythm: NDArray[np.uint8], known: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """What is held from a rest on, or from the first step, begins there."""
    rested = np.ones(rhythm.shape, bool)
    rested[:, 1:] = known[:, :-1] & (rhythm[:, :-1] == RESTS)
    return np.where(rested & (rhythm == HELD), BEGINS, rhythm).astype(np.uint8)


def draw_strokes(
    logits: Array,
    before: NDArray[np.bool_],
    hidden: NDArray[np.bool_],
    temperature: float,
    coins: Coins,
) -> tuple[NDArray[np.bool_], float]:
    """(D, T) strokes of the hidden steps (T,), and the margin."""
    scores = logits - STEADY * temperature * coins.drums
    return np.where(hidden, scores > 0, before), smallest(np.abs(scores)[:, hidden])


def draw_notes(
    logits: Array,
    rhythm: NDArray[np.uint8],
    before: NDArray[np.uint8],
    hidden: NDArray[np.bool_],
    temperature: float,
    uniform: NDArray[np.float64],
    moves: Array,
) -> tuple[NDArray[np.uint8], float]:
    """(V, T) states, and the margin: notes whose first step is hidden (V, T) take one pitch each,
    as the known notes around them like it. logits, uniform (V, T, P); `before` (V, T) are the
    states that are known, and rests."""
    voices, steps, pitches = logits.shape
    begins = rhythm != HELD
    begins[:, 0] = True
    first = np.flatnonzero(begins)  # of each note, and every rest, of all voices
    length = np.diff(first, append=rhythm.size)
    scores = np.add.reduceat(logits.reshape(-1, pitches), first, axis=0)
    scores = scores / (length[:, None] * temperature)
    # Gumbel noise: the best is a fair draw
    scores -= np.log(-np.log(uniform.reshape(-1, pitches)[first]))
    drawn = hidden.ravel()[first] & (rhythm.ravel()[first] == BEGINS)
    known = np.where(drawn, REST, before.ravel()[first])
    scores = np.pad(scores, ((0, 0), (1, 0)), constant_values=-GIVEN)
    scores[~drawn, known[~drawn]] += 2 * GIVEN
    voice = first // steps
    coming = find_coming(known, drawn, voice)
    scores[drawn] += moves[voice[drawn], :, coming[drawn]]
    chosen, leads = choose_states(scores, begins.sum(1), moves)
    state = np.repeat(chosen, length).reshape(voices, steps).astype(np.uint8)
    return state, smallest(leads[drawn]) * temperature / 2


def find_coming(
    known: NDArray[np.uint8], drawn: NDArray[np.bool_], voice: NDArray[np.int64]
) -> NDArray[np.uint8]:
    """(N,) the next pitch of the same voice, if it is known; REST where it is drawn as well, and at
    the end."""
    told = drawn | (known != REST)
    numbers = np.where(told, np.arange(len(known)), len(known))
    after = np.append(np.minimum.accumulate(numbers[::-1])[::-1][1:], len(known))
    there = np.minimum(after, len(known) - 1)
    same = (after < len(known)) & (voice[there] == voice) & ~drawn[there]
    return np.where(same, known[there], REST).astype(np.uint8)
