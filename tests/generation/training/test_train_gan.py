"""Both phases of training, on a tiny network: they learn, stop and go on."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
import torch

from generation.music.midi import read_midi
from generation.training.gan import Plan, Run, cycle, likelihood_step, open_run, rate_at, train
from generation.training.listening import listener_for
from tests.generation.tiny import GENRE, corpus

PLAN = Plan(
    steps=4, cycles=2, batch=2, cycle_batch=2, critic_steps=2, critic_first=1, warm_up=1, epoch=2, cycle_epoch=1
)


def run_in(folder: Path, plan: Plan = PLAN) -> Run:
    return open_run(plan, GENRE, corpus(), corpus(), folder)


def weights(run: Run) -> list[torch.Tensor]:
    return [*run.generator.state_dict().values(), *run.average.state_dict().values(), *run.critic.state_dict().values()]


def same(one: Run, other: Run) -> bool:
    return all(torch.equal(a, b) for a, b in zip(weights(one), weights(other), strict=True))


def test_it_works(tmp_path: Path) -> None:
    run = run_in(tmp_path)
    lines = list(train(run, listener_for("pop", GENRE.config, run.train, run.valid)))
    assert [(line["phase"], line["at"]) for line in lines] == [
        ("likelihood", 2),
        ("likelihood", 4),
        ("adversarial", 1),
        ("adversarial", 2),
    ]
    assert all(math.isfinite(value) for line in lines for value in line["train"].values())
    assert [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()] == lines
    sample = read_midi((tmp_path / "samples" / "adversarial-00002-0.mid").read_bytes())
    assert sample.tracks[0].notes


def test_it_learns(tmp_path: Path) -> None:
    run = run_in(tmp_path, Plan(steps=60, batch=4, warm_up=5, rate=5e-3))
    totals = [likelihood_step(run).total.item() for _ in range(60)]
    assert np.mean(totals[-10:]) < 0.7 * np.mean(totals[:5])


@pytest.mark.parametrize("stop_after", [1, 3])
def test_it_goes_on_as_if_it_had_never_stopped(tmp_path: Path, stop_after: int) -> None:
    whole, first = run_in(tmp_path / "whole"), run_in(tmp_path / "parts")
    for _ in range(4):
        likelihood_step(whole)
    for _ in range(stop_after):
        likelihood_step(first)
    first.save()
    second = run_in(tmp_path / "parts")
    for _ in range(4 - stop_after):
        likelihood_step(second)
    assert second.step == whole.step
    assert same(second, whole)


def test_it_goes_on_between_cycles(tmp_path: Path) -> None:
    whole, first = run_in(tmp_path / "whole"), run_in(tmp_path / "parts")
    for run in (whole, first):
        likelihood_step(run)
        cycle(run)
    first.save()
    second = run_in(tmp_path / "parts")
    cycle(whole)
    cycle(second)
    assert second.cycle == whole.cycle == 2
    assert same(second, whole)


def test_it_gives_other_weights_for_another_seed(tmp_path: Path) -> None:
    assert not same(run_in(tmp_path / "a"), run_in(tmp_path / "b", Plan(seed=2)))


def test_it_moves_critic_and_generator(tmp_path: Path) -> None:
    run = run_in(tmp_path)
    before = [tensor.clone() for tensor in run.critic.parameters()]
    figures = cycle(run)
    assert any(not torch.equal(a, b) for a, b in zip(before, run.critic.parameters(), strict=True))
    assert figures["penalty"] >= 0
    assert 0 <= figures["spread"] <= 0.6


def test_it_warms_up_and_slows_down() -> None:
    plan = Plan(steps=100, warm_up=10, rate=1.0)
    rates = [rate_at(plan, step) for step in range(100)]
    assert rates[0] == pytest.approx(0.1)
    assert max(rates) == pytest.approx(1.0)
    assert rates[-1] < 0.06
