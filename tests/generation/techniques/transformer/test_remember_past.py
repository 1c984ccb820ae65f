"""The Transformer and its player: the past alone counts, and a cache hears what the whole network
hears."""

import numpy as np
import pytest
import torch

from generation.techniques.transformer.config import Config, read_config
from generation.techniques.transformer.inference import (
    FieldDecoder,
    NumpyTransformer,
    Weights,
    read_weights,
)
from generation.techniques.transformer.network import Transformer
from generation.techniques.transformer.samples import export_weights
from generation.techniques.transformer.windows import Window, encode_window
from tests.generation.continuer import work
from tests.generation.lessons import drawn
from tests.generation.trainees import transformer as network
from tests.generation.untrained import TRANSFORMER as SIZES


def window(seed: int = 1) -> Window:
    return encode_window(drawn(work(), 60, seed))


def weights() -> Weights:
    return export_weights(network())


def heard(net: Transformer, of: Window) -> torch.Tensor:
    return net.backbone(torch.from_numpy(of.inputs)[None], torch.from_numpy(of.times)[None])[0]


def test_it_works() -> None:
    of = window()
    logits = network()(*(torch.from_numpy(each)[None] for each in of[:3]))
    assert [each.shape for each in logits] == [(1, len(of.times), size) for size in SIZES.fields]


def test_it_never_hears_what_is_to_come() -> None:
    of, net = window(), network()
    other = Window(of.inputs.copy(), of.times.copy(), of.conditions, of.targets)
    other.inputs[30:, 1] = (other.inputs[30:, 1] + 1) % 128
    assert torch.equal(heard(net, of)[:30], heard(net, other)[:30])
    assert not torch.allclose(heard(net, of)[30], heard(net, other)[30])


def test_it_tells_where_in_time_things_are() -> None:
    of, net = window(), network()
    later = Window(of.inputs, of.times * 2, of.conditions, of.targets)
    assert not torch.allclose(heard(net, of)[-1], heard(net, later)[-1])
    # all of it later by the same time changes nothing
    moved = Window(of.inputs, of.times + 64, of.conditions, of.targets)
    assert torch.allclose(heard(net, of), heard(net, moved), atol=1e-4)


@pytest.mark.parametrize("parts", [[1], [7], [200]])
def test_its_cache_hears_what_the_whole_network_hears(parts: list[int]) -> None:
    of, player = window(2), NumpyTransformer(weights(), 200)
    steps = len(of.times)
    found = [
        player.backbone(of.inputs[None, at : at + parts[0]], of.times[None, at : at + parts[0]])
        for at in range(0, steps, parts[0])
    ]
    assert np.allclose(np.concatenate(found, 1)[0], heard(network(), of).numpy(), atol=1e-5)


def test_its_player_says_what_the_network_says() -> None:
    of, net = window(3), network()
    logits_of_all = net.field_logits(heard(net, of), torch.from_numpy(of.conditions))
    decoder = FieldDecoder(
        NumpyTransformer(weights(), 200), heard(net, of).numpy(), lambda: decoder
    )
    column = 0
    for hints, logits in zip(SIZES.field_conditions, logits_of_all, strict=True):
        known = [of.conditions[:, column + n] for n in range(len(hints))]
        assert np.allclose(decoder.logits(*known), logits.numpy(), atol=1e-5)
        decoder.add_condition(of.conditions[:, column + len(hints)])
        column += len(hints) + 1


def test_its_candidates_share_a_past_and_go_their_own_ways() -> None:
    of, player = window(), NumpyTransformer(weights(), 200)
    player.backbone(of.inputs[None, :40], of.times[None, :40])
    player.repeat_cache(2)
    both = (
        np.stack([of.inputs[40:41], of.inputs[41:42]]),
        np.stack([of.times[40:41], of.times[40:41]]),
    )
    found = player.backbone(*both)
    assert np.allclose(found[0, 0], heard(network(), of)[40].numpy(), atol=1e-5)
    assert not np.allclose(found[0], found[1], atol=1e-3)


def test_a_card_brings_its_sizes_back() -> None:
    import json
    from dataclasses import asdict

    assert read_config(json.loads(json.dumps(asdict(SIZES)))) == SIZES


def test_it_takes_weights_in_half_precision() -> None:
    tensors = {name: tensor.half().numpy() for name, tensor in network().state_dict().items()}
    kept = read_weights(SIZES, tensors)
    assert kept.input_emb.dtype == np.float32
    assert isinstance(kept.config, Config)
