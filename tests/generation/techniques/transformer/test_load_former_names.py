"""What was trained before the weights had the field's names: it loads, and plays as it did."""

from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
import torch

from generation.techniques.transformer.config import CONFIG, Config, read_config
from generation.techniques.transformer.inference import load, read_weights
from generation.techniques.transformer.network import Transformer
from generation.training.checkpoint import load_run, newest_run, save_run
from tests.generation.trainees import transformer
from tests.generation.untrained import TRANSFORMER, card

PARTS = {
    "attentions": "sharp norm.weight query.weight key.weight value.weight leave.weight",
    "feeds": "norm.weight gate.weight value.weight leave.weight",
}


def former_names(config: Config) -> list[str]:
    """In the order in which the network has them: as they stood in weights of 67e41d1."""
    names = ["show.weight", "tell.weight"]
    for part, tensors in PARTS.items():
        for number in range(config.layers):
            names += [f"{part}.{number}.{name}" for name in tensors.split()]
    names.append("norm.weight")
    for part in ("draw", "leave"):
        for number in range(len(config.fields)):
            names += [f"{part}.{number}.weight", f"{part}.{number}.bias"]
    return names


def former_tensors(network: Transformer) -> dict[str, torch.Tensor]:
    tensors = network.state_dict().values()
    return dict(zip(former_names(network.config), tensors, strict=True))


def test_it_works() -> None:
    trained, fresh = transformer(1), transformer(2)
    fresh.load_state_dict(former_tensors(trained))
    for name, tensor in trained.state_dict().items():
        assert torch.equal(tensor, fresh.state_dict()[name]), name


def test_numpy_reads_them_too() -> None:
    network = transformer(1)
    former, today = (
        read_weights(network.config, {name: each.numpy() for name, each in tensors.items()})
        for tensors in (former_tensors(network), network.state_dict())
    )
    assert np.array_equal(former.condition_emb, today.condition_emb)
    for layers in ((former.layers, today.layers), (former.heads, today.heads)):
        for one, other in zip(*layers, strict=True):
            assert all(np.array_equal(*pair) for pair in zip(one, other, strict=True))


def test_a_run_goes_on_from_a_former_checkpoint(tmp_path: Path) -> None:
    class Former(torch.nn.Module):
        def state_dict(self, *args: object, **options: object) -> dict[str, torch.Tensor]:
            return former_tensors(transformer(1))

    save_run(tmp_path, {"step": 4}, {"network": Former()}, {})
    saved = newest_run(tmp_path)
    assert saved is not None and "network/feeds.0.gate.weight" in saved.tensors
    network = transformer(2)
    load_run(saved, {"network": network}, {})
    assert torch.equal(network.input_emb.weight, transformer(1).input_emb.weight)


def test_a_shape_with_former_names_is_the_same_shape() -> None:
    content = asdict(TRANSFORMER)
    former = {"inputs": "shown", "field_conditions": "hints", "ffn_width": "inner"}
    former["head_width"] = "drawing"
    assert read_config({former.get(name, name): each for name, each in content.items()}) == (
        TRANSFORMER
    )


def test_names_that_nobody_had_are_refused() -> None:
    tensors = former_tensors(transformer(1))
    tensors["shew.weight"] = tensors.pop("show.weight")
    with pytest.raises(RuntimeError, match=r"shew\.weight"):
        transformer(2).load_state_dict(tensors)


def test_the_installed_network_is_of_todays_shape() -> None:
    weights = load(card("transformer"))
    assert weights.config == CONFIG
    assert len(weights.layers) == CONFIG.layers
