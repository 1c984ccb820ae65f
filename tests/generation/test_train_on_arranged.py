"""The pack that ships teaches each technique something within a few steps, on small networks."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
import torch

from generation.datasets.offers import find_offer, pack_path
from generation.techniques import OWN, TECHNIQUES
from generation.techniques.record import load
from generation.training.experiment import Experiment
from generation.training.loop import open_run, train
from generation.training.packs import read_pack
from tests.generation.untrained import ARCNN, GAN, TRANSFORMER

torch.set_num_threads(1)
SHAPES: Mapping[str, Any] = {
    "gan": GAN,
    "arcnn": replace(ARCNN, width=32),
    "transformer": TRANSFORMER,
}
PLANS: Mapping[str, dict[str, Any]] = {
    "gan": {"steps": 24, "epoch": 24, "cycles": 0, "batch": 6, "warm_up": 2, "rate": 5e-3},
    "arcnn": {"steps": 24, "epoch": 24, "batch": 6, "warm_up": 2},
    "transformer": {"steps": 10, "epoch": 10, "batch": 2, "warm_up": 2, "validation": 4},
}
LOSS = {"gan": "state", "arcnn": "any_cells", "transformer": "nats"}


def experiment(technique: str) -> Experiment:
    path = pack_path(find_offer("arranged"), technique)
    assert path is not None
    record = TECHNIQUES[technique]
    plan = record.plan(**{"validation": 16, **PLANS[technique]})
    opened: Experiment = load(record.training(OWN).experiment)(
        OWN, read_pack(path, technique), plan, asdict(SHAPES[technique])
    )
    return opened


@pytest.mark.slow
@pytest.mark.parametrize("technique", ["gan", "arcnn", "transformer"])
def test_it_learns_from_what_ships(technique: str, tmp_path: Path) -> None:
    opened = experiment(technique)
    before = opened.trainee.validate()[LOSS[technique]]
    lines = list(train(open_run(opened.trainee, tmp_path)))
    assert [line for line in lines if line.get("at")][-1]["valid"][LOSS[technique]] < 0.97 * before
    opened.publish(tmp_path, "", {})
    card = (tmp_path / f"{technique}-own.json").read_text()
    assert "our own arranger" in card and '"genre": "own"' in card
