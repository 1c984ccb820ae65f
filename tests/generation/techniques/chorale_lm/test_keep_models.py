"""The models of the JSB table: what a run leaves is what the table reads, beside the shipped
one."""

import json
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from generation.codecs.chorale import pack_chorales
from generation.evaluation.tables import Asked
from generation.techniques.chorale_lm import evaluate
from generation.techniques.chorale_lm.experiment import open_experiment
from generation.techniques.chorale_lm.models import list_models, load_model
from generation.techniques.chorale_lm.teachers import predict_cells
from generation.techniques.transformer.network import Transformer
from generation.techniques.transformer.plan import Plan
from generation.training.packs import Pack, in_part
from tests.generation.choir import piece
from tests.generation.untrained import card

SMALL = {"width": 32, "layers": 1, "heads": 2, "key_heads": 2, "ffn_width": 32, "head_width": 32}
FORMER = {"inputs": "shown", "field_conditions": "hints", "ffn_width": "inner"}
FORMER["head_width"] = "drawing"


class Left(NamedTuple):
    network: Transformer
    path: Path


def leave_model(folder: Path, seed: int = 1) -> Left:
    """A run of one step."""
    arrays = pack_chorales([piece(), piece(96, 2)])
    pack = Pack(in_part("chorales", "train", arrays) | in_part("chorales", "valid", arrays), {})
    experiment = open_experiment("chorales", pack, Plan(seed=seed, steps=1, batch=1), SMALL)
    experiment.publish(folder / str(seed), "abc", {})
    network = experiment.trainee.modules["average"]
    return Left(network, folder / str(seed) / f"chorales-{seed}.json")


def test_it_works(tmp_path: Path) -> None:
    left = leave_model(tmp_path)
    assert list_models(tmp_path) == {"chorales-1": left.path}
    found = load_model(left.path).state_dict()
    for name, tensor in left.network.state_dict().items():
        largest = tensor.abs().max()
        step = largest / 127 if tensor.ndim == 2 else 0  # of a byte; and half precision
        assert (found[name] - tensor).abs().max() <= step / 2 + largest / 1000, name


def test_matrices_take_a_byte_a_weight(tmp_path: Path) -> None:
    tensors = load_file(leave_model(tmp_path).path.with_suffix(".safetensors"))
    kinds = {name: tensor.dtype for name, tensor in tensors.items()}
    assert kinds["attentions.0.key_proj.weight"] == torch.int8
    assert kinds["attentions.0.key_proj.weight/scale"] == torch.float16


def test_one_in_half_precision_loads(tmp_path: Path) -> None:
    """As runs left them before."""
    left = leave_model(tmp_path)
    weights = {name: t.half().contiguous() for name, t in left.network.state_dict().items()}
    save_file(weights, left.path.with_suffix(".safetensors"))
    found = load_model(left.path).state_dict()
    assert all(torch.equal(found[name], tensor.float()) for name, tensor in weights.items())


def test_one_of_former_names_loads(tmp_path: Path) -> None:
    left = leave_model(tmp_path)
    content = json.loads(left.path.read_text())
    sizes = {FORMER.get(name, name): size for name, size in content["sizes"].items()}
    left.path.write_text(json.dumps({**content, "sizes": sizes}))
    assert load_model(left.path).config == left.network.config


def test_one_is_shipped(tmp_path: Path) -> None:
    """It is causal in time and voices: what comes later changes no chance before."""
    found = evaluate.find_models(tmp_path)
    assert [*found] == ["chorales-1"]
    network = load_model(found["chorales-1"])
    one = piece()
    other = one.copy()
    other[:, 20:] = piece(shift=2)[:, 20:]
    before, after = (predict_cells(network, each) for each in (one, other))
    assert np.allclose(before[:20], after[:20], atol=1e-5)
    assert not np.allclose(before[21:], after[21:], atol=1e-2)


def test_the_table_of_what_there_is(
    shared_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Untrained networks: every state is as likely as another."""
    monkeypatch.setattr(evaluate, "SHIPPED", tmp_path / "nowhere")
    for seed in (1, 2):
        leave_model(tmp_path / "chorales", seed)
    said: list[str] = []
    found = evaluate.compute(
        card("transformer"), Asked(shared_data, pieces=1, kept=tmp_path), said.append
    )
    rows = {row["model"]: row for row in found["rows"]}
    # the test split is read where it is asked for alone
    assert {row["split"] for row in found["rows"]} == {"valid"} and len(said) == 2
    assert rows["mean of 2"]["note mean"] == pytest.approx(3.85, abs=0.3)
    assert rows["mean of 2, over keys, with repeats"]["note mean"] < rows["mean of 2"]["note mean"]
    assert "chorales-1, over keys" in evaluate.as_text(found)
    assert evaluate.figures(found, {"gaps": 1}) == {"gaps": 1, "chorales": found["rows"]}


def test_the_shipped_one_is_as_good_as_its_card_says(shared_data: Path) -> None:
    """Nats a cell of three chorales that it never saw; all have .356, one that says nothing of the
    music 3.9."""
    asked = Asked(shared_data, pieces=3)
    found = evaluate.compute(card("transformer"), asked._replace(kept=Path("nowhere")), print)
    rows = {row["model"]: row["note mean"] for row in found["rows"]}
    assert 0.25 < rows["chorales-1"] < 0.45
