"""A generator that was trained before its weights had the field's names: it loads, and plays as it
did."""

from pathlib import Path

import numpy as np
import pytest
import torch

from generation.techniques.gan.config import GanConfig
from generation.techniques.gan.inference import Accompaniment, Condition, Melody
from generation.techniques.gan.inference import Generator as NumpyGenerator
from generation.techniques.gan.network import Generator
from generation.training.checkpoint import load_run, newest_run, save_run
from generation.training.export import export_tensors
from tests.generation.untrained import GAN

STEPS = 32
BLOCK = [
    "first.0.gain",
    "first.1.weight",
    "first.1.bias",
    "norm.gain",
    "film.weight",
    "film.bias",
    "second.weight",
    "second.bias",
]
END = ["leave.0.gain", "leave.1.weight", "leave.1.bias", "heads.weight", "heads.bias"]


def name_linear(name: str, count: int) -> list[str]:
    return [f"{name}.{number // 2}.{('weight', 'bias')[number % 2]}" for number in range(2 * count)]


def name_blocks(name: str, count: int) -> list[str]:
    names: list[str] = []
    for number in range(count):
        names += [f"{name}.{number}.{part}" for part in BLOCK]
    return names


def former_names(config: GanConfig) -> list[str]:
    """In the order in which the network has them: as they stood in weights of 67e41d1."""
    levels = len(config.widths)
    names = ["enter.weight", "enter.bias", *name_blocks("down", levels)]
    for name in ("shrink", "grow", "join"):
        names += name_linear(name, levels - 1)
    names += name_blocks("up", levels - 1)
    return [*names, *(f"bottom.{part}" for part in BLOCK), *END]


def generator(seed: int) -> Generator:
    torch.manual_seed(seed)
    return Generator(GAN)


def former_tensors(network: Generator) -> dict[str, torch.Tensor]:
    return dict(zip(former_names(network.config), network.state_dict().values(), strict=True))


def test_it_works() -> None:
    trained, fresh = generator(1), generator(2)
    fresh.load_state_dict(former_tensors(trained))
    for name, tensor in trained.state_dict().items():
        assert torch.equal(tensor, fresh.state_dict()[name]), name


def test_numpy_reads_them_too() -> None:
    network = generator(1)
    tensors = export_tensors(network)
    named = dict(zip(former_names(network.config), tensors.values(), strict=True))
    former, today = NumpyGenerator(GAN, named), NumpyGenerator(GAN, tensors)
    state = np.zeros((GAN.voices, STEPS), np.uint8)
    silence = Accompaniment(state, state > 0, np.zeros((GAN.drums, STEPS), bool))
    melody = Melody(state[0] + 40, state[0] > 0, np.zeros((GAN.meter, STEPS), np.float32))
    noise = np.ones(GAN.song_noise), np.ones((GAN.bar_noise, STEPS // 16))
    condition = Condition(np.ones(GAN.texture), *noise)
    visible = np.zeros((GAN.voices + 1, STEPS), bool)
    one, other = (
        each.prepare(melody, condition).logits(silence, visible) for each in (former, today)
    )
    assert all(np.array_equal(*pair) for pair in zip(one, other, strict=True))


def test_a_run_goes_on_from_a_former_checkpoint(tmp_path: Path) -> None:
    class Former(torch.nn.Module):
        def state_dict(self, *args: object, **options: object) -> dict[str, torch.Tensor]:
            return former_tensors(generator(1))

    save_run(tmp_path, {"step": 4}, {"generator": Former()}, {})
    saved = newest_run(tmp_path)
    assert saved is not None and "generator/heads.weight" in saved.tensors
    network = generator(2)
    load_run(saved, {"generator": network}, {})
    assert torch.equal(network.to_logits.weight, generator(1).to_logits.weight)


def test_names_that_nobody_had_are_refused() -> None:
    tensors = former_tensors(generator(1))
    tensors["head.weight"] = tensors.pop("heads.weight")
    with pytest.raises(RuntimeError, match=r"head\.weight"):
        generator(2).load_state_dict(tensors)


def test_a_tensor_under_both_names_is_refused() -> None:
    tensors = generator(1).state_dict() | {"heads.weight": torch.zeros(1)}
    with pytest.raises(ValueError, match="twice"):
        generator(2).load_state_dict(tensors)
