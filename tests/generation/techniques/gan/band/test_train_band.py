"""Both phases of the band network's training, on a tiny network: it learns, stops and goes on."""

import json
import math
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file

from generation.music.midi import read_midi
from generation.techniques.gan.band.experiment import open_experiment
from generation.techniques.gan.band.train import Trainee
from generation.techniques.gan.plan import Plan
from generation.techniques.gan.train import ADVERSARIAL, LIKELIHOOD
from generation.training.loop import Run, open_run, train
from generation.training.packs import Pack, in_part
from generation.training.trainee import Heard
from tests.generation.small_band import SMALL, band_arrays

PLAN = Plan(
    steps=2,
    cycles=2,
    batch=4,
    cycle_batch=4,
    critic_steps=2,
    critic_first=1,
    warm_up=1,
    epoch=1,
    cycle_epoch=1,
    validation=2,
)
BANDS = band_arrays()
PACK = Pack({**in_part("bands", "train", BANDS), **in_part("bands", "valid", BANDS)}, {"data": {}})


def make_trainee(plan: Plan = PLAN) -> Trainee:
    return Trainee(plan, SMALL, BANDS, BANDS, lambda *_: Heard({}))


def weights(run: Run) -> Iterator[torch.Tensor]:
    for module in run.trainee.modules.values():
        yield from module.state_dict().values()


def test_it_works(tmp_path: Path) -> None:
    plan = replace(PLAN, epoch=2, cycle_epoch=2)
    experiment = open_experiment("bands", PACK, plan, asdict(SMALL))
    lines = list(train(open_run(experiment.trainee, tmp_path)))
    assert [(line["phase"], line["at"]) for line in lines] == [(LIKELIHOOD, 2), (ADVERSARIAL, 2)]
    for line in lines:
        assert all(math.isfinite(value) for value in line["train"].values())
    sample = read_midi((tmp_path / "samples" / "adversarial-00002-0.mid").read_bytes())
    names = [track.name for track in sample.tracks]
    assert names == ["Melody", "Bass", "Guitars", "Strings", "Drums"]  # no scale has a counter


def test_it_tells_each_genre_by_itself() -> None:
    figures = make_trainee().validate()
    assert {"pop pitch", "rock rhythm", "bach pitch", "pop drums"} < figures.keys()
    assert "bach drums" not in figures
    assert figures["pop rhythm"] == pytest.approx(math.log(3), abs=0.3)  # it knows nothing yet


def test_it_learns() -> None:
    one = make_trainee(Plan(batch=2, warm_up=5, rate=6e-3, validation=2))
    found = [one.step(LIKELIHOOD, step, step / 60) for step in range(60)]
    totals = [float(each["pitch"] + 2 * each["rhythm"] + 2 * each["drums"]) for each in found]
    assert np.mean(totals[-10:]) < 0.7 * np.mean(totals[:5])


@pytest.mark.parametrize("stop_after", [1, 3])
def test_it_goes_on_as_if_it_had_never_stopped(tmp_path: Path, stop_after: int) -> None:
    """After a checkpoint of either phase."""
    whole = open_run(make_trainee(), tmp_path / "whole")
    list(train(whole))
    first = train(open_run(make_trainee(), tmp_path / "parts"))
    for _ in range(stop_after):
        next(first)
    second = open_run(make_trainee(), tmp_path / "parts")
    assert sum(second.done.values()) == stop_after
    list(train(second))
    assert all(torch.equal(a, b) for a, b in zip(weights(whole), weights(second), strict=True))


def test_it_publishes_what_it_learnt(tmp_path: Path) -> None:
    experiment = open_experiment("bands", PACK, PLAN, asdict(SMALL))
    experiment.publish(tmp_path, "", {})
    card = json.loads((tmp_path / "gan-rock.json").read_text())
    tensors = load_file(tmp_path / "gan-bands.safetensors")
    assert card["sizes"]["widths"] == list(SMALL.widths)
    assert card["network"] == "gan-bands"
    assert tensors["textures"].shape[:3] == (SMALL.genres, 128, SMALL.texture)
    assert tensors["to_logits.weight"].shape[0] == SMALL.outputs


def test_it_moves_critic_and_generator() -> None:
    one = make_trainee()
    before = [tensor.clone() for tensor in one.critic.parameters()]
    figures = one.step(ADVERSARIAL, 0, 0.0)
    assert any(not torch.equal(a, b) for a, b in zip(before, one.critic.parameters(), strict=True))
    assert figures["penalty"] >= 0
    assert 0 <= figures["spread"] <= 0.6
