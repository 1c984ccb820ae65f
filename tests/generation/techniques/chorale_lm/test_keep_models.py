"""The models of the JSB table: what a run leaves is what the table reads; where there is none, it
says what to train."""

import json
from pathlib import Path
from typing import NamedTuple

import pytest
import torch

from generation.codecs.chorale import pack_chorales
from generation.evaluation.tables import Asked, NotReady
from generation.techniques.chorale_lm import evaluate
from generation.techniques.chorale_lm.experiment import open_experiment
from generation.techniques.chorale_lm.models import list_models, load_model
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
        assert torch.equal(found[name], tensor.half().float()), name


def test_one_of_former_names_loads(tmp_path: Path) -> None:
    left = leave_model(tmp_path)
    content = json.loads(left.path.read_text())
    sizes = {FORMER.get(name, name): size for name, size in content["sizes"].items()}
    left.path.write_text(json.dumps({**content, "sizes": sizes}))
    assert load_model(left.path).config == left.network.config


def test_without_one_it_says_what_to_train(tmp_path: Path) -> None:
    asked = Asked(tmp_path / "data", kept=tmp_path)
    with pytest.raises(NotReady, match="Train some first") as told:
        evaluate.compute(card("transformer"), asked, print)
    assert str(told.value).count(str(tmp_path / "chorales")) == 1 + len(evaluate.SEEDS)


def test_the_table_of_what_there_is(shared_data: Path, tmp_path: Path) -> None:
    """Untrained networks: every state is as likely as another."""
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
