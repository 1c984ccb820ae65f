"""From the generator's logits to music: where voices change is drawn first, then one pitch for each
note so begun."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.codecs.monophonic import REST
from generation.inference.layers import Array, log_softmax
from generation.inference.precision import lead, smallest
from generation.techniques.gan.inference import Accompaniment, Logits

BEAT = 4  # steps; what is hidden or shown is hidden or shown for whole beats of one voice
STEADY = 0.8  # of the temperature, for drums: a beat lives on what is most usual
GIVEN = 1e4  # nats: what is already there is not drawn again


class Chances(NamedTuple):
    """All that is random about one pass."""

    change: NDArray[np.float64]  # (V, T) logits of uniform numbers
    drums: NDArray[np.float64]  # (D, T) likewise
    pitch: NDArray[np.float64]  # (V, T, S) uniform numbers; a note takes those of its first step


class Drawing(NamedTuple):
    """What was drawn, and the largest error of the logits with which it would have been the
    same."""

    music: Accompaniment
    margin: float


def draw(
    logits: Logits,
    before: Accompaniment,
    visible: NDArray[np.bool_],
    temperature: float,
    chances: Chances,
) -> Drawing:
    """Draws what is hidden, keeps what is visible (V + 1, T); a note begun in a visible beat may
    sound on."""
    shown, drums_shown = visible[:-1], visible[-1:]
    over = logits.change - temperature * chances.change
    change = np.where(shown, before.change, over > 0)
    drummed = logits.drums - STEADY * temperature * chances.drums
    drums = np.where(drums_shown, before.drums, drummed > 0)
    state, margin = draw_pitches(
        logits.state, change, before.state, shown, temperature, chances.pitch
    )
    coins = (
        smallest(np.abs(over)[~shown]),
        smallest(np.abs(drummed)[~np.broadcast_to(drums_shown, drums.shape)]),
    )
    return Drawing(Accompaniment(state, change | starts_of(state), drums), min(margin, *coins))


def draw_pitches(
    logits: Array,
    change: NDArray[np.bool_],
    before: NDArray[np.uint8],
    shown: NDArray[np.bool_],
    temperature: float,
    uniform: NDArray[np.float64],
) -> tuple[NDArray[np.uint8], float]:
    """(V, T) one state for each note that `change` begins, and the margin. logits, uniform (V, T,
    S)."""
    voices, steps, states = logits.shape
    begins = change.copy()
    begins[:, 0] = True
    first = np.flatnonzero(begins)  # of each note among all steps of all voices
    length = np.diff(first, append=begins.size)
    scores = np.add.reduceat(logits.reshape(-1, states), first, axis=0) / (
        length[:, None] * temperature
    )
    # Gumbel noise: the best is a fair draw
    scores -= np.log(-np.log(uniform.reshape(-1, states)[first]))
    note = np.repeat(np.arange(len(first)), length)
    known = np.flatnonzero(shown)
    np.add.at(scores, (note[known], before.ravel()[known]), GIVEN / length[note[known]])
    chosen, margins = without_double_rests(scores, first % steps == 0)
    state = np.where(shown, before, chosen[note].reshape(voices, steps).astype(np.uint8))
    return state, smallest(margins) * temperature / 2


def without_double_rests(
    scores: Array, opens: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], Array]:
    """(N, S) -> (N,) the best state of each note, without a rest after a rest, and by how much it
    leads.

    `opens` (N,): whether a note is the first of its voice.
    """
    chosen, leads = scores.argmax(1), lead(scores)
    free = scores.max(1) < GIVEN / 2  # what is given stays: its score is out of reach
    for number in np.flatnonzero((chosen == REST) & free & ~opens):
        if chosen[number - 1] == REST:
            chosen[number] = scores[number, 1:].argmax() + 1
            leads[number] = min(leads[number], lead(scores[number, 1:]))
    return chosen, leads


def starts_of(state: NDArray) -> NDArray[np.bool_]:
    """Where a state differs from the step before it, and the first step."""
    starts = np.ones(state.shape, bool)
    starts[..., 1:] = state[..., 1:] != state[..., :-1]
    return starts


def confidence_of(logits: Logits, music: Accompaniment) -> Array:
    """(V + 1, T / 4): log-likelihood of what was drawn, a step's mean over each beat; drums
    last."""
    of_state = np.take_along_axis(
        log_softmax(logits.state), music.state[..., None].astype(np.intp), 2
    )[..., 0]
    of_change = music.change * logits.change - np.logaddexp(0, logits.change)
    of_drums = (music.drums * logits.drums - np.logaddexp(0, logits.drums)).sum(0)
    steps = np.concatenate([of_state + of_change, of_drums[None]])
    return steps.reshape(len(steps), -1, BEAT).mean(2)
