"""From the generator's logits to music: where voices change is drawn first, then one pitch for each
note so begun."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.codecs.monophonic import REST
from generation.inference.layers import Array, log_softmax
from generation.inference.precision import smallest
from generation.techniques.gan.inference import Accompaniment, Logits
from generation.techniques.gan.leanings import Leanings
from generation.techniques.gan.levels import aim_changes
from generation.techniques.gan.pitches import draw_pitches

BEAT = 4  # steps; what is hidden or shown is hidden or shown for whole beats of one voice


class Manner(NamedTuple):
    """How is drawn. Temperatures: of where notes begin, of which they are, of drums."""

    changes: float
    pitches: float
    drums: float
    rates: Array  # (V,) changes a step; 0 leaves it to the network
    moves: Array  # (V, S, S) nats for each state after each pitch
    leanings: Leanings


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
    manner: Manner,
    noise: SamplingNoise,
) -> Sample:
    """Draws what is hidden, keeps what is visible (V + 1, T); a note begun in a visible beat may
    sound on."""
    shown, drums_shown = visible[:-1], visible[-1:]
    leaning = logits.change + manner.leanings.changes
    aimed = aim_changes(leaning, ~shown, manner.changes, manner.rates)
    change_scores = aimed - manner.changes * noise.change
    change = np.where(shown, before.change, change_scores > 0)
    drum_scores = logits.drums - manner.drums * noise.drums
    drums = np.where(drums_shown, before.drums, drum_scores > 0)
    begins = change | (find_starts(shown & (before.state == REST)) & shown)
    begins[:, 0] = True
    leaning = logits.state + manner.leanings.states
    state, margin = draw_pitches(
        leaning, begins, before.state, shown, manner.pitches, noise.pitch, manner.moves
    )
    coins = (
        smallest(np.abs(change_scores)[~shown]) / 2,  # half for the level they were moved by
        smallest(np.abs(drum_scores)[~np.broadcast_to(drums_shown, drums.shape)]),
    )
    return Sample(Accompaniment(state, mark_changes(state, change), drums), min(margin, *coins))


def mark_changes(state: NDArray[np.uint8], change: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """(V, T) where notes and rests begin: a rest that follows a rest is one with it, and leaves
    what comes after it as free as before."""
    return find_starts(state) | (change & (state != REST))


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
