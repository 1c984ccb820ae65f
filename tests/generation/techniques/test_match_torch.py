"""The networks in numpy beside the torch networks that were trained: shipped weights, 200 random
inputs each."""

from collections.abc import Callable

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file

from generation.catalogue import Card, config_from, read_card
from generation.inference.threads import one_thread
from generation.techniques.arcnn import inference as arcnn
from generation.techniques.arcnn.config import ArcnnConfig
from generation.techniques.arcnn.network import Arcnn
from generation.techniques.gan import inference as gan
from generation.techniques.gan.config import GanConfig
from generation.techniques.gan.features import Music, encode_features
from generation.techniques.gan.network import Generator
from generation.techniques.transformer.config import read_config
from generation.techniques.transformer.inference import FieldDecoder, NumpyTransformer, read_weights
from generation.techniques.transformer.network import Transformer
from tests.generation.untrained import arcnn_shapes, gan_shapes, transformer_shapes

GATE = (
    1e-4  # nats, of any logit; both are in single precision, and neither is right to the last bit
)
INPUTS = 200
torch.set_num_threads(1)


def loaded(network: torch.nn.Module, card: Card) -> torch.nn.Module:
    tensors = load_file(card.weights)
    tensors.pop("textures", None)
    network.load_state_dict(
        {name: torch.from_numpy(tensor).float() for name, tensor in tensors.items()}
    )
    return network.eval().requires_grad_(False)


def batched(array: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(np.ascontiguousarray(array))[None]


def gan_difference(name: str) -> Callable[[np.random.Generator], float]:
    card = read_card("gan", name)
    config = config_from(GanConfig, card.sizes)
    ours, theirs = gan.Generator(config, load_file(card.weights)), loaded(Generator(config), card)

    def difference(random: np.random.Generator) -> float:
        steps = 16 * int(random.integers(1, 13))
        melody = gan.Melody(
            random.integers(0, config.states, steps).astype(np.uint8),
            random.random(steps) < 0.3,
            random.standard_normal((config.meter, steps)).astype(np.float32),
        )
        drawn = gan.Accompaniment(
            random.integers(0, config.states, (config.voices, steps)).astype(np.uint8),
            random.random((config.voices, steps)) < 0.3,
            random.random((config.drums, steps)) < 0.2,
        )
        condition = gan.Condition(
            random.random(config.texture, np.float32),
            random.standard_normal(config.song_noise, np.float32),
            random.standard_normal((config.bar_noise, steps // 16), np.float32),
        )
        visible = random.random((config.voices + 1, steps)) < random.random()
        found = ours.prepare(melody, condition).logits(drawn, visible)
        music = Music(
            batched(melody.state).long(),
            batched(melody.change).float(),
            batched(drawn.state).long(),
            batched(drawn.change).float(),
            batched(drawn.drums).float(),
            batched(melody.meter),
        )
        inputs = encode_features(music, batched(visible).float(), config.states)
        state, change, drums = (
            each[0].numpy() for each in theirs(inputs, *map(batched, condition))
        )
        pairs = zip(found, (state.swapaxes(1, 2), change, drums), strict=True)
        return max(np.abs(one - other).max(initial=0) for one, other in pairs)

    return difference


def arcnn_difference(name: str) -> Callable[[np.random.Generator], float]:
    card = read_card("arcnn", name)
    config = config_from(ArcnnConfig, card.sizes)
    ours, theirs = arcnn.Arcnn(config, load_file(card.weights)), loaded(Arcnn(config), card)

    def difference(random: np.random.Generator) -> float:
        windows, steps = int(random.integers(1, 4)), int(random.integers(1, 193))
        state = random.integers(0, config.states, (windows, config.voices, steps))
        kind = random.integers(0, 3, (windows, config.voices, steps))
        phase = random.integers(0, 20, (windows, steps))
        expected = theirs(*map(torch.from_numpy, (state, kind, phase))).numpy()
        return np.abs(ours.logits(state, kind, phase) - expected).max()

    return difference


def transformer_difference(name: str) -> Callable[[np.random.Generator], float]:
    card = read_card("transformer", name)
    sizes = read_config(card.sizes)
    weights, theirs = read_weights(sizes, load_file(card.weights)), loaded(Transformer(sizes), card)

    def difference(random: np.random.Generator) -> float:
        steps = int(random.integers(2, 120))
        inputs, conditions = (
            random.integers(0, each, (1, steps, len(each)))
            for each in (sizes.inputs, sizes.conditions)
        )
        times = random.integers(0, 8, (1, steps)).cumsum(1).astype(np.float32) / 4
        player, first = NumpyTransformer(weights, steps), int(random.integers(1, steps))
        hidden = [player.backbone(inputs[:, :first], times[:, :first])]
        hidden += [
            player.backbone(inputs[:, at : at + 1], times[:, at : at + 1])
            for at in range(first, steps)
        ]
        logits = theirs(*(torch.from_numpy(each) for each in (inputs, times, conditions)))
        decoder: FieldDecoder = FieldDecoder(player, np.concatenate(hidden, 1)[0], lambda: decoder)
        column, worst = 0, 0.0
        for expected, known in zip(logits, sizes.field_conditions, strict=True):
            found = decoder.logits(*(conditions[0, :, column + n] for n in range(len(known))))
            worst = max(worst, np.abs(found - expected[0].numpy()).max())
            decoder.add_condition(conditions[0, :, column + len(known)])
            column += len(known) + 1
        return worst

    return difference


SHIPPED = [
    ("gan-bach", gan_difference),
    ("gan-pop", gan_difference),
    ("arcnn-bach", arcnn_difference),
    ("transformer-all", transformer_difference),
]


@pytest.mark.parametrize(("name", "difference_of"), SHIPPED)
@torch.inference_mode()
def test_it_works(
    name: str,
    difference_of: Callable[[str], Callable[[np.random.Generator], float]],
    record_property: Callable[[str, object], None],
) -> None:
    difference, random = difference_of(name), np.random.default_rng(1)
    with one_thread():  # as music is made
        worst = max(difference(random) for _ in range(INPUTS))
    record_property("largest difference, nats", float(worst))
    assert worst < GATE


def test_tests_know_the_shapes_of_all_weights() -> None:
    """Small networks are tried without torch (tests/generation/untrained.py): with the weights that
    torch has."""
    for shapes, network in (
        (gan_shapes(config := config_from(GanConfig, read_card("gan").sizes)), Generator(config)),
        (arcnn_shapes(ArcnnConfig()), Arcnn(ArcnnConfig())),
        (
            transformer_shapes(sizes := read_config(read_card("transformer").sizes)),
            Transformer(sizes),
        ),
    ):
        assert shapes == {key: tuple(tensor.shape) for key, tensor in network.state_dict().items()}
