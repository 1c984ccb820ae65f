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


class SamplingNoise(NamedTuple):
    """All that is random about one pass."""

    change: NDArray[np.float64]  # (V, T) logits of uniform numbers
    drums: NDArray[np.float64]  # (D, T) likewise
    pitch: NDArray[np.float64]  # (V, T, S) uniform numbers; a note takes those of its first step


class Sample(NamedTuple):
    """What was drawn, and the largest error of the logits with which it would have been the
    same."""

    music: Accompaniment
    margin: float


def sample_accompaniment(
    logits: Logits,
    before: Accompaniment,
    visible: NDArray[np.bool_],
    temperature: float,
    noise: SamplingNoise,
) -> Sample:
    """Draws what is hidden, keeps what is visible (V + 1, T); a note begun in a visible beat may
    sound on."""
    visible_voices, visible_drums = visible[:-1], visible[-1:]
    change_scores = logits.change - temperature * noise.change
    change = np.where(visible_voices, before.change, change_scores > 0)
    drum_scores = logits.drums - STEADY * temperature * noise.drums
    drums = np.where(visible_drums, before.drums, drum_scores > 0)
    state, margin = draw_pitches(
        logits.state, change, before.state, visible_voices, temperature, noise.pitch
    )
    coins = (
        smallest(np.abs(change_scores)[~visible_voices]),
        smallest(np.abs(drum_scores)[~np.broadcast_to(visible_drums, drums.shape)]),
    )
    return Sample(Accompaniment(state, change | find_starts(state), drums), min(margin, *coins))


def draw_pitches(
    logits: Array,
    change: NDArray[np.bool_],
    before: NDArray[np.uint8],
    visible_voices: NDArray[np.bool_],
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
    known = np.flatnonzero(visible_voices)
    np.add.at(scores, (note[known], before.ravel()[known]), GIVEN / length[note[known]])
    chosen, margins = choose_states(scores, first % steps == 0)
    state = np.where(visible_voices, before, chosen[note].reshape(voices, steps).astype(np.uint8))
    return state, smallest(margins) * temperature / 2


def choose_states(scores: Array, opens: NDArray[np.bool_]) -> tuple[NDArray[np.int64], Array]:
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


def find_starts(state: NDArray) -> NDArray[np.bool_]:
    """Where a state differs from the step before it, and the first step."""
    starts = np.ones(state.shape, bool)
    starts[..., 1:] = state[..., 1:] != state[..., :-1]
    return starts


def measure_confidence(logits: Logits, music: Accompaniment) -> Array:
    """(V + 1, T / 4): log-likelihood of what was drawn, a step's mean over each beat; drums
    last."""
    of_state = np.take_along_axis(
        log_softmax(logits.state), music.state[..., None].astype(np.intp), 2
    )[..., 0]
    of_change = music.change * logits.change - np.logaddexp(0, logits.change)
    of_drums = (music.drums * logits.drums - np.logaddexp(0, logits.drums)).sum(0)
    steps = np.concatenate([of_state + of_change, of_drums[None]])
    return steps.reshape(len(steps), -1, BEAT).mean(2)
