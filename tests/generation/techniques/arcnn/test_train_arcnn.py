"""Training the AR-CNN, on a tiny network: it learns, stops and goes on."""

import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from generation.codecs.chorale import decode_states, unpack_chorales
from generation.datasets.fake_chorales import fake_frames
from generation.datasets.jsb import read_chorales
from generation.music.midi import read_midi
from generation.techniques.arcnn.masking import TASKS
from generation.techniques.arcnn.network import Arcnn
from generation.techniques.arcnn.plan import Plan
from generation.techniques.arcnn.samples import make_sample_function
from generation.techniques.arcnn.train import SampleFunction, Trainee
from generation.training.loop import Run, open_run, train
from generation.training.trainee import Heard
from tests.generation.trainees import chorales
from tests.generation.untrained import ARCNN

PLAN = Plan(steps=4, batch=2, warm_up=1, epoch=2, validation=2)
PIECES = chorales().part("bach", "train")


def silent(network: Arcnn, folder: Path, label: str) -> Heard:
    return Heard({})


def trainee(plan: Plan = PLAN, sample_fn: SampleFunction = silent) -> Trainee:
    return Trainee(plan, ARCNN, PIECES, PIECES, sample_fn)


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
    lines = list(train(run_in(tmp_path, sample_fn=make_sample_function(unpack_chorales(PIECES)))))
    assert [(line["at"], line["of"]) for line in lines] == [(2, 4), (4, 4)]
    assert all(math.isfinite(line["train"]["loss"]) for line in lines)
    assert set(lines[0]["valid"]) == {"loss", *(task.__name__ for task in TASKS)}
    assert [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()] == lines
    sample = read_midi((tmp_path / "samples" / "00004-0.mid").read_bytes())
    assert len(sample.tracks) == 4


def test_it_learns(tmp_path: Path) -> None:
    one = trainee(Plan(steps=120, batch=4, rate=0.03, warm_up=5, average=0.9, validation=8))
    before = one.validate()
    for step in range(120):
        one.step("likelihood", step, step / 120)
    after = one.validate()
    assert all(after[task] < 0.7 * before[task] for task in before)


@pytest.mark.parametrize("stop_after", [1, 3])
def test_it_goes_on_as_if_it_had_never_stopped(tmp_path: Path, stop_after: int) -> None:
    whole = run_in(tmp_path / "whole", replace(PLAN, epoch=1))
    list(train(whole))
    first = train(run_in(tmp_path / "parts", replace(PLAN, epoch=1)))
    assert [next(first)["at"] for _ in range(stop_after)][-1] == stop_after
    second = run_in(tmp_path / "parts", replace(PLAN, epoch=1))
    assert second.done == {"likelihood": stop_after}
    list(train(second))
    assert same(whole, second)


def test_another_seed_is_another_run(tmp_path: Path) -> None:
    assert not same(run_in(tmp_path / "one"), run_in(tmp_path / "other", replace(PLAN, seed=2)))


def test_half_precision_learns_alike() -> None:
    single, half = (trainee(replace(PLAN, bfloat16=each)) for each in (False, True))
    for step in range(4):
        losses = [float(one.step("likelihood", step, 0.0)["loss"]) for one in (single, half)]
        assert losses[0] == pytest.approx(losses[1], rel=0.03)
    assert all(one.network.to_logits.weight.dtype == torch.float32 for one in (single, half))


def test_it_reads_the_published_split(shared_data: Path) -> None:
    pieces = {split: read_chorales(shared_data, split) for split in ("train", "valid", "test")}
    assert [len(found) for found in pieces.values()] == [229, 76, 77]
    steps = [np.concatenate(found, 1).shape[1] for found in pieces.values()]
    assert steps == [55_228, 18_408, 18_900]
    assert len(fake_frames(shared_data, "train")) == 1026


def test_its_pack_is_the_pieces() -> None:
    found = unpack_chorales(PIECES)
    assert [piece.shape for piece in found] == [(4, 64), (4, 96)]
    assert decode_states(found[0])[0, 0] == 72
