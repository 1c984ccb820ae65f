"""The models of the JSB table: what a run leaves is what the table reads."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from generation.codecs.chorale import pack_chorales
from generation.techniques.chorale_lm import evaluate
from generation.techniques.chorale_lm.experiment import open_experiment
from generation.techniques.chorale_lm.features import CONFIG
from generation.techniques.transformer.plan import Plan
from generation.training.packs import Pack, in_part
from tests.generation.choir import piece

SMALL = {"width": 32, "layers": 1, "heads": 2, "key_heads": 2, "ffn_width": 32, "head_width": 32}


def test_it_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arrays = pack_chorales([piece(), piece(96, 2)])
    pack = Pack(in_part("chorales", "train", arrays) | in_part("chorales", "valid", arrays), {})
    experiment = open_experiment("chorales", pack, Plan(steps=1, batch=1), SMALL)
    experiment.publish(tmp_path, "abc", {})
    monkeypatch.setattr(evaluate, "FOLDER", tmp_path)
    (found,) = evaluate.load_networks().values()
    for name, tensor in experiment.trainee.modules["average"].state_dict().items():
        assert torch.equal(found.state_dict()[name], tensor.half().float()), name


def test_those_of_the_table_have_their_former_names_and_load() -> None:
    models = evaluate.load_networks()
    assert len(models) == 3
    shapes = {replace(model.config, dropout=CONFIG.dropout) for model in models.values()}
    assert shapes == {CONFIG}
