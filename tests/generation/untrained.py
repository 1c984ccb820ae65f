"""Helpers: small networks whose weights no training has touched, for tests that need no torch.

They say anything, which is the hardest thing to keep in bounds.
"""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generation.catalogue import Card, read_card
from generation.codecs.chorale import STATES, States
from generation.codecs.monophonic import DRUMS
from generation.techniques.arcnn.config import PHASES, ArcnnConfig
from generation.techniques.arcnn.inference import Arcnn
from generation.techniques.gan.config import GanConfig
from generation.techniques.gan.inference import Generator
from generation.techniques.transformer.config import Config
from generation.techniques.transformer.context import FIELD_CONDITIONS, FIELD_SIZES, INPUT_SIZES
from generation.techniques.transformer.inference import Weights, read_weights

Shapes = dict[str, tuple[int, ...]]

GAN = GanConfig(
    voices=5,
    drums=DRUMS,
    widths=(16, 16, 16, 16),
    song_noise=4,
    bar_noise=4,
    critic_widths=(8, 8, 8, 8),
    window=32,
)
ARCNN = ArcnnConfig(pitch=8, width=16, dilations=(1, 2), attend_after=(1,), heads=2, window=32)
TRANSFORMER = Config(
    INPUT_SIZES,
    FIELD_SIZES,
    FIELD_CONDITIONS,
    width=32,
    layers=2,
    heads=4,
    key_heads=2,
    ffn_width=48,
    head_width=32,
)


def linear(name: str, inputs: int, outputs: int, *taps: int, bias: bool = True) -> Shapes:
    found: Shapes = {f"{name}.weight": (outputs, inputs, *taps)}
    return {**found, f"{name}.bias": (outputs,)} if bias else found


def gan_shapes(config: GanConfig) -> Shapes:
    """Of the generator, by the names of the torch network."""

    def block(name: str, width: int) -> Shapes:
        return {
            f"{name}.norm1.gain": (width, 1),
            **linear(f"{name}.conv1", width, width, config.kernel),
            f"{name}.norm2.gain": (width, 1),
            **linear(f"{name}.film", config.condition, 2 * width, 1),
            **linear(f"{name}.conv2", width, width, config.kernel),
        }

    widths = config.widths
    shapes = linear("in_proj", config.inputs, widths[0], 1) | block("bottleneck", widths[-1])
    for level, width in enumerate(widths):
        shapes |= block(f"down.{level}", width)
    for level, (here, below) in enumerate(pairwise(widths)):
        shapes |= linear(f"downsample.{level}", here, below, 2) | linear(
            f"upsample.{level}", below, here, 1
        )
        shapes |= linear(f"skip_proj.{level}", 2 * here, here, 1) | block(f"up.{level}", here)
    head = {"norm.gain": (widths[0], 1), **linear("head_hidden", widths[0], 2 * widths[0], 1)}
    return shapes | head | linear("to_logits", 2 * widths[0], config.outputs, 1)


def arcnn_shapes(config: ArcnnConfig) -> Shapes:
    width = config.width
    shapes: Shapes = {
        "state_emb.weight": (config.states, config.pitch),
        "kind_emb.weight": (3 * config.voices, config.pitch),
        "phase_emb.weight": (PHASES, width),
        "norm.weight": (width,),
        "out_bias": (config.voices, config.states),
    }
    shapes |= linear("in_proj", config.voices * config.pitch, width)
    shapes |= linear("head_hidden", width, 2 * config.voices * config.pitch)
    shapes |= linear("to_logits", 2 * config.pitch, config.states)
    for number in range(len(config.dilations)):
        shapes |= {
            f"blocks.{number}.norm.weight": (width,),
            **linear(f"blocks.{number}.out_proj", width, width),
        }
        for part in ("value", "gate"):
            shapes |= linear(f"blocks.{number}.{part}_proj", 3 * width, width)
    for number in config.attend_after:
        shapes[f"attentions.{number}.norm.weight"] = (width,)
        for part in ("query", "key", "value", "out"):
            shapes |= linear(f"attentions.{number}.{part}_proj", width, width, bias=False)
    return shapes


def transformer_shapes(sizes: Config) -> Shapes:
    width, keys = sizes.width, sizes.key_heads * sizes.head_dim
    shapes: Shapes = {
        "input_emb.weight": (sum(sizes.inputs), width),
        "condition_emb.weight": (sum(sizes.conditions), width),
        "norm.weight": (width,),
    }
    for number in range(sizes.layers):
        here, feed = f"attentions.{number}", f"ffns.{number}"
        shapes |= {f"{here}.norm.weight": (width,), f"{here}.qk_scale": (sizes.heads, 1, 1)}
        shapes |= linear(f"{here}.query_proj", width, width, bias=False) | linear(
            f"{here}.out_proj", width, width, bias=False
        )
        shapes |= linear(f"{here}.key_proj", width, keys, bias=False) | linear(
            f"{here}.value_proj", width, keys, bias=False
        )
        shapes[f"{feed}.norm.weight"] = (width,)
        shapes |= linear(f"{feed}.gate_proj", width, sizes.ffn_width, bias=False)
        shapes |= linear(f"{feed}.up_proj", width, sizes.ffn_width, bias=False)
        shapes |= linear(f"{feed}.down_proj", sizes.ffn_width, width, bias=False)
    for number, size in enumerate(sizes.fields):
        shapes |= linear(f"head_hidden.{number}", width, sizes.head_width) | linear(
            f"head_out.{number}", sizes.head_width, size
        )
    return shapes


def tensors_for(shapes: Shapes, seed: int) -> dict[str, NDArray[np.float32]]:
    """Random weights: norms' gains near one, matrices that neither grow nor shrink what passes,
    tables of size one."""
    random = np.random.default_rng(seed)
    found = {}
    for name, shape in shapes.items():
        values = random.standard_normal(shape, np.float32)
        if (
            name.endswith((".gain", "norm.weight", ".qk_scale")) and len(shape) != 2
        ) or "gain" in name:
            values = 1 + 0.1 * values
        elif name.endswith("bias"):
            values = 0.1 * values
        elif not name.startswith(("input_emb", "condition_emb", "state", "kind", "phase")):
            values = values / np.sqrt(np.prod(shape[1:]), dtype=np.float32)
        found[name] = values
    return found


def gan(seed: int = 0, config: GanConfig = GAN) -> Generator:
    return Generator(config, tensors_for(gan_shapes(config), seed))


def arcnn(seed: int = 0, config: ArcnnConfig = ARCNN) -> Arcnn:
    tensors = tensors_for(arcnn_shapes(config), seed)
    # every kind of edit comes up
    return Arcnn(config, {**tensors, "to_logits.weight": 4 * tensors["to_logits.weight"]})


def transformer(seed: int = 1, sizes: Config = TRANSFORMER) -> Weights:
    return read_weights(sizes, transformer_tensors(seed, sizes))


def transformer_tensors(
    seed: int = 1, sizes: Config = TRANSFORMER
) -> dict[str, NDArray[np.float32]]:
    tensors = tensors_for(transformer_shapes(sizes), seed)
    # Its last layers are loud: it says all kinds of things, most of them soon after one another.
    loud = {
        name: 3 * each if name.startswith("head_out.") else each for name, each in tensors.items()
    }
    loud["head_out.0.bias"][:2] += 2
    return loud


def card(technique: str) -> Card:
    """As the installed one, whatever the network's size."""
    return replace(read_card(technique), digest="")


class Oracle:
    """In place of an AR-CNN: knows the truth of every step by its phase, as surely as `sureness`
    says."""

    def __init__(self, targets: States, sureness: float) -> None:
        """A `sureness` of 0 is a uniform guess."""
        self.config = ARCNN
        self.known = np.eye(STATES)[targets] * sureness  # (V, T, S)

    def logits(
        self,
        state: NDArray[Any],
        kind: NDArray[Any],
        phase: NDArray[np.int64],
        dtype: type = np.float32,
    ) -> NDArray[np.float64]:
        return self.known[:, phase].swapaxes(0, 1)
