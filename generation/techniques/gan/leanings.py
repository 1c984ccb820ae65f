"""What the sampler adds to the logits before it draws: how a band stands to its melody, where the
network alone stands a little otherwise."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from generation.codecs.monophonic import REST
from generation.inference.layers import Array
from generation.techniques.gan.config import GanConfig
from generation.techniques.gan.inference import Melody

SHAPES = ("rests", "above", "together")


class Leanings(NamedTuple):
    """Nats for every cell. V voices, T steps, S states."""

    states: Array  # (V, T, S)
    changes: Array  # (V, T)


def lean(options: Mapping[str, Any], melody: Melody, config: GanConfig) -> Leanings:
    """`options` hold nats for each voice: for resting, for a pitch above the melody's, and for
    beginning where the melody begins a note. What is not told is 0."""
    rests, above, together = (
        np.array(options.get(name, [0.0] * config.voices))[:, None, None] for name in SHAPES
    )
    state, tune = np.arange(config.states), melody.state[:, None]
    higher = (state > tune) & (tune != REST)  # (T, S)
    begins = melody.change & (melody.state != REST)  # (T,)
    return Leanings(rests * (state == REST) + above * higher, together[..., 0] * begins)
