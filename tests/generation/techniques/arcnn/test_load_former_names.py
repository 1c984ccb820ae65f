"""An AR-CNN that was trained before its weights had the field's names: it loads, and plays as it
did."""

from pathlib import Path

import numpy as np
import pytest
import torch

from generation.codecs.chorale import VOICES
from generation.techniques.arcnn.config import GIVEN, ArcnnConfig
from generation.techniques.arcnn.inference import Arcnn as NumpyArcnn
from generation.techniques.arcnn.network import Arcnn
from generation.training.checkpoint import load_run, newest_run, save_run
from generation.training.export import export_tensors
from tests.generation.trainees import arcnn
from tests.generation.untrained import ARCNN

BLOCK = [
    "norm.weight",
    "value.weight",
    "value.bias",
    "gate.weight",
    "gate.bias",
    "leave.weight",
    "leave.bias",
]
ATTENTION = ["norm.weight", "query.weight", "key.weight", "value.weight", "leave.weight"]
BEGIN = ["habit", "state.weight", "kind.weight", "phase.weight", "enter.weight", "enter.bias"]
END = ["leave.0.weight", "leave.1.weight", "leave.1.bias", "guess.weight", "guess.bias"]


def former_names(config: ArcnnConfig) -> list[str]:
    """In the order in which the network has them: as they stood in weights of 67e41d1."""
    names = [*BEGIN]
    for number in range(len(config.dilations)):
        names += [f"blocks.{number}.{name}" for name in BLOCK]
    for number in config.attend_after:
        names += [f"attentions.{number}.{name}" for name in ATTENTION]
    return names + END


def former_tensors(network: Arcnn) -> dict[str, torch.Tensor]:
    return dict(zip(former_names(network.config), network.state_dict().values(), strict=True))


def test_it_works() -> None:
    trained, fresh = arcnn(1), arcnn(2)
    fresh.load_state_dict(former_tensors(trained))
    for name, tensor in trained.state_dict().items():
        assert torch.equal(tensor, fresh.state_dict()[name]), name


def test_numpy_reads_them_too() -> None:
    network = arcnn(1)
    tensors = export_tensors(network)
    named = dict(zip(former_names(network.config), tensors.values(), strict=True))
    former, today = NumpyArcnn(ARCNN, named), NumpyArcnn(ARCNN, tensors)
    state = np.ones((1, len(VOICES), 16), np.uint8)
    inputs = state, np.full_like(state, GIVEN), np.arange(16)[None]
    assert np.array_equal(former.logits(*inputs), today.logits(*inputs))


def test_a_run_goes_on_from_a_former_checkpoint(tmp_path: Path) -> None:
    class Former(torch.nn.Module):
        def state_dict(self, *args: object, **options: object) -> dict[str, torch.Tensor]:
            return former_tensors(arcnn(1))

    save_run(tmp_path, {"step": 4}, {"network": Former()}, {})
    saved = newest_run(tmp_path)
    assert saved is not None and "network/guess.weight" in saved.tensors
    network = arcnn(2)
    load_run(saved, {"network": network}, {})
    assert torch.equal(network.to_logits.weight, arcnn(1).to_logits.weight)


def test_names_that_nobody_had_are_refused() -> None:
    tensors = former_tensors(arcnn(1))
    tensors["guesses.weight"] = tensors.pop("guess.weight")
    with pytest.raises(RuntimeError, match=r"guesses\.weight"):
        arcnn(2).load_state_dict(tensors)


def test_a_tensor_under_both_names_is_refused() -> None:
    tensors = arcnn(1).state_dict() | {"guess.weight": torch.zeros(1)}
    with pytest.raises(ValueError, match="twice"):
        arcnn(2).load_state_dict(tensors)
