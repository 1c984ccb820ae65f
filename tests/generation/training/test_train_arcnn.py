"""Training the AR-CNN, on a tiny network: it learns, stops and goes on."""

import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from generation.music.midi import read_midi
from generation.training.arcnn import (
    VARIED,
    Batch,
    Plan,
    Run,
    Variation,
    batch_of,
    open_run,
    share_at,
    step_of,
    train,
    validate,
)
from generation.training.chorales import fake_frames, jsb_frames
from generation.training.courses import OFFERS, UnknownGenre, course_for
from generation.training.editor import listener_for
from generation.training.hiding import TASKS, any_cells
from generation.training.muon import Muon, orthogonal
from tests.generation.trainees import chorales
from tests.generation.untrained import ARCNN as SIZES

PLAN = Plan(steps=4, batch=2, warm_up=1, epoch=2)


def run_in(folder: Path, plan: Plan = PLAN) -> Run:
    return open_run(plan, SIZES, chorales(), chorales(), folder)


def weights(run: Run) -> list[torch.Tensor]:
    return [*run.network.state_dict().values(), *run.average.state_dict().values()]


def same(one: Run, other: Run) -> bool:
    return all(torch.equal(a, b) for a, b in zip(weights(one), weights(other), strict=True))


def test_it_works(tmp_path: Path) -> None:
    run = run_in(tmp_path)
    lines = list(train(run, listener_for(run.valid)))
    assert [(line["at"], line["of"]) for line in lines] == [(2, 4), (4, 4)]
    assert all(math.isfinite(line["train"]["loss"]) for line in lines)
    assert set(lines[0]["valid"]) == {task.__name__ for task in TASKS}
    assert [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()] == lines
    sample = read_midi((tmp_path / "samples" / "00004-0.mid").read_bytes())
    assert len(sample.tracks) == 4


def test_it_learns(tmp_path: Path) -> None:
    run = run_in(tmp_path, Plan(steps=120, batch=4, rate=0.03, warm_up=5, average=0.9))
    before = validate(run, 1)
    for _ in range(120):
        step_of(run)
    after = validate(run, 1)
    assert all(after[task] < 0.7 * before[task] for task in before)


@pytest.mark.parametrize("stop_after", [1, 3])
def test_it_goes_on_as_if_it_had_never_stopped(tmp_path: Path, stop_after: int) -> None:
    whole, first = run_in(tmp_path / "whole"), run_in(tmp_path / "parts")
    for _ in range(4):
        step_of(whole)
    for _ in range(stop_after):
        step_of(first)
    first.save()
    second = run_in(tmp_path / "parts")
    assert second.step == stop_after
    for _ in range(4 - stop_after):
        step_of(second)
    assert same(whole, second)


def test_another_seed_is_another_run(tmp_path: Path) -> None:
    one, other = run_in(tmp_path / "one"), run_in(tmp_path / "other", replace(PLAN, seed=2))
    assert not same(one, other)


def test_its_rate_rises_and_falls() -> None:
    plan = Plan(steps=100, warm_up=10)
    shares = [share_at(plan, step) for step in range(101)]
    assert shares[0] == pytest.approx(0.1) and shares[10] == 1
    assert shares[10:] == sorted(shares[10:], reverse=True)
    assert shares[-1] == pytest.approx(0.02)


def drawn(vary: Variation, size: int = 64) -> Batch:
    return batch_of(chorales(), size, 32, np.random.default_rng(1), vary=vary)


def test_its_windows_vary() -> None:
    plain, varied = drawn(Variation()), drawn(VARIED)
    assert set(plain.kind.unique().tolist()) == {0, 1} and set(varied.kind.unique().tolist()) == {0, 1, 2}
    assert plain.phase.max() < 16 <= varied.phase.max()
    assert len(varied.truth.unique()) > len(plain.truth.unique())  # other keys
    assert torch.equal(plain.state, plain.truth) and not torch.equal(varied.state, varied.truth)


def test_it_scores_each_window_alike() -> None:
    weights = drawn(Variation(any_cells)).weight.sum((1, 2))
    assert torch.allclose(weights, torch.ones(64))


def test_it_makes_matrices_orthogonal() -> None:
    for shape in ((3, 8, 24), (2, 24, 8), (1, 16, 16)):
        torch.manual_seed(1)
        found = torch.linalg.svdvals(orthogonal(torch.randn(shape)))
        assert found.min() > 0.4 and found.max() < 1.4


def test_muon_goes_where_torchs_own_goes() -> None:
    torch.manual_seed(1)
    ours, theirs = (torch.nn.Parameter(torch.ones(8, 24)) for _ in range(2))
    optimizers = Muon([ours], 0.02, weight_decay=0.1), torch.optim.Muon([theirs], 0.02, weight_decay=0.1)
    for _ in range(5):
        gradient = torch.randn(8, 24)
        for parameter, optimizer in zip((ours, theirs), optimizers, strict=True):
            parameter.grad = gradient.clone()
            optimizer.step()
    assert torch.allclose(ours, theirs, atol=2e-3)  # torch's works in bfloat16


def test_it_rejects_an_unknown_genre(tmp_path: Path) -> None:
    with pytest.raises(UnknownGenre, match="bach"):
        course_for("arcnn", "polka", tmp_path, tmp_path, {})


def test_it_needs_the_data(tmp_path: Path) -> None:
    for technique, offer in OFFERS.items():
        for genre in offer.genres:
            with pytest.raises(OSError):
                course_for(technique, genre, tmp_path, tmp_path / "run", {})


def test_it_reads_the_published_split(shared_data: Path) -> None:
    pieces = {split: jsb_frames(shared_data, split) for split in ("train", "valid", "test")}
    assert [len(found) for found in pieces.values()] == [229, 76, 77]
    assert [sum(map(len, found)) for found in pieces.values()] == [55_228, 18_408, 18_900]
    assert len(fake_frames(shared_data, "train")) == 1026


@pytest.mark.slow
def test_it_trains_on_the_chorales(shared_data: Path, tmp_path: Path) -> None:
    course = course_for("arcnn", "bach", shared_data, tmp_path, {"steps": 1, "batch": 1})
    assert len(list(course.lines())) == 1
    course.publish("")
    assert json.loads((tmp_path / "arcnn-bach.json").read_text())["training"]["steps"] == 1
