"""Both phases of the GAN's training, on a tiny network: they learn, stop and go on."""

import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from generation.music.midi import read_midi
from generation.techniques.gan.corpus import pack_corpus
from generation.techniques.gan.network import Generator
from generation.techniques.gan.plan import Plan
from generation.techniques.gan.samples import make_sample_function
from generation.techniques.gan.textures import measure_textures
from generation.techniques.gan.train import ADVERSARIAL, LIKELIHOOD, SampleFunction, Trainee
from generation.training.loop import Run, open_run, train
from generation.training.trainee import Heard
from tests.generation.tiny import corpus
from tests.generation.untrained import GAN

PLAN = Plan(
    steps=4,
    cycles=2,
    batch=2,
    cycle_batch=2,
    critic_steps=2,
    critic_first=1,
    warm_up=1,
    epoch=2,
    cycle_epoch=1,
    validation=2,
)
PIECES = pack_corpus(corpus())


def silent(network: Generator, folder: Path, label: str) -> Heard:
    return Heard({})


def trainee(plan: Plan = PLAN, sample_fn: SampleFunction = silent) -> Trainee:
    return Trainee(plan, GAN, PIECES, PIECES, sample_fn)


def run_in(folder: Path, plan: Plan = PLAN, sample_fn: SampleFunction = silent) -> Run:
    return open_run(trainee(plan, sample_fn), folder)


def weights(run: Run) -> list[torch.Tensor]:
    found: list[torch.Tensor] = []
    for module in run.trainee.modules.values():
        found += module.state_dict().values()
    return found


def same(one: Run, other: Run) -> bool:
    return all(torch.equal(a, b) for a, b in zip(weights(one), weights(other), strict=True))


def test_it_works(tmp_path: Path) -> None:
    sample_fn = make_sample_function("pop", GAN, measure_textures(PIECES, GAN, 1), PIECES)
    lines = list(train(run_in(tmp_path, sample_fn=sample_fn)))
    assert [(line["phase"], line["at"]) for line in lines] == [
        ("likelihood", 2),
        ("likelihood", 4),
        ("adversarial", 1),
        ("adversarial", 2),
    ]
    for line in lines:
        assert all(math.isfinite(value) for value in line["train"].values())
    assert [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()] == lines
    sample = read_midi((tmp_path / "samples" / "adversarial-00002-0.mid").read_bytes())
    assert sample.tracks[0].notes


def test_it_learns() -> None:
    one = trainee(Plan(steps=60, batch=4, warm_up=5, rate=5e-3))
    found = [one.step(LIKELIHOOD, step, step / 60) for step in range(60)]
    totals = [float(each["state"] + 2 * each["change"] + 2 * each["drums"]) for each in found]
    assert np.mean(totals[-10:]) < 0.7 * np.mean(totals[:5])


@pytest.mark.parametrize("stop_after", [1, 3, 5])
def test_it_goes_on_as_if_it_had_never_stopped(tmp_path: Path, stop_after: int) -> None:
    """After a checkpoint of either phase; the sixth is the end."""
    plan = replace(PLAN, epoch=1)
    whole = run_in(tmp_path / "whole", plan)
    list(train(whole))
    first = train(run_in(tmp_path / "parts", plan))
    for _ in range(stop_after):
        next(first)
    second = run_in(tmp_path / "parts", plan)
    assert sum(second.done.values()) == stop_after
    assert len(list(train(second))) == 6 - stop_after
    assert same(whole, second)


def test_it_gives_other_weights_for_another_seed(tmp_path: Path) -> None:
    assert not same(run_in(tmp_path / "a"), run_in(tmp_path / "b", replace(PLAN, seed=2)))


def test_it_moves_critic_and_generator() -> None:
    one = trainee()
    before = [tensor.clone() for tensor in one.critic.parameters()]
    figures = one.step(ADVERSARIAL, 0, 0.0)
    assert any(not torch.equal(a, b) for a, b in zip(before, one.critic.parameters(), strict=True))
    assert figures["penalty"] >= 0
    assert 0 <= figures["spread"] <= 0.6


def test_its_textures_go_from_calm_to_busy() -> None:
    found = measure_textures(PIECES, GAN, 1)
    onsets = found[:, : GAN.voices].sum(1) + found[:, 2 * GAN.voices : -1].sum(1)
    assert found.shape[1] == GAN.texture and len(found) > 10
    assert (np.diff(onsets) >= 0).all()
