"""Training the Transformer, on a tiny network: it learns, stops and goes on; so does the one that sings chorales."""

import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from generation.catalogue import card_from
from generation.codecs.windows import UNSAID, window_of
from generation.music.midi import read_midi
from generation.training.export import serialized, tensors_of
from generation.training.extender import card_content, listener_for
from generation.training.gradients import asked, loss_of, portions
from generation.training.lessons import Library, drawn
from generation.training.sequences import collated
from generation.training.transformer import Material, Plan, Run, open_run, step_of, train, validate
from tests.generation.continuer import work
from tests.generation.trainees import transformer as network
from tests.generation.untrained import TRANSFORMER as SIZES

PLAN = Plan(steps=4, batch=2, portion=1, warm_up=1, epoch=2)


def library() -> Library:
    return Library((work(),), np.ones(1))


def material() -> Material:
    def batches(step: int, random: np.random.Generator):
        return library().batch(2, 40, random)

    return Material(batches, (library().batch(2, 40, np.random.default_rng(9)),))


def run_in(folder: Path, plan: Plan = PLAN) -> Run:
    return open_run(plan, SIZES, material(), folder)


def weights(run: Run) -> list[torch.Tensor]:
    return [*run.network.state_dict().values(), *run.average.state_dict().values()]


def test_it_works(tmp_path: Path) -> None:
    run = run_in(tmp_path)
    lines = list(train(run, lambda net, folder, label: {"label": float(label)}))
    assert [(line["at"], line["of"]) for line in lines] == [(2, 4), (4, 4)]
    assert all(math.isfinite(line["valid"]["nats"]) for line in lines)
    assert [line["heard"]["label"] for line in lines] == [2, 4]
    assert [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()] == lines


def test_it_learns(tmp_path: Path) -> None:
    run = run_in(tmp_path, Plan(steps=40, batch=2, warm_up=5, average=0.9))
    before = validate(run)
    for _ in range(40):
        step_of(run)
    assert validate(run) < 0.4 * before


@pytest.mark.parametrize("stop_after", [1, 3])
def test_it_goes_on_as_if_it_had_never_stopped(tmp_path: Path, stop_after: int) -> None:
    whole, first = run_in(tmp_path / "whole"), run_in(tmp_path / "parts")
    losses = [step_of(whole) for _ in range(4)]
    again = [step_of(first) for _ in range(stop_after)]
    first.save()
    second = run_in(tmp_path / "parts")
    again += [step_of(second) for _ in range(4 - stop_after)]
    assert again == losses
    assert all(torch.equal(a, b) for a, b in zip(weights(whole), weights(second), strict=True))


def test_portions_are_the_whole_batch_without_the_filling() -> None:
    short, long = (window_of(drawn(work(), limit, np.random.default_rng(2))) for limit in (20, 60))
    batch = collated([short, long, short])
    parts = list(portions(batch, 1))
    assert sorted(part.truth.shape[1] for part in parts) == sorted(len(each.when) for each in (short, long, short))
    net = network()
    total = sum(loss_of(net, part) * asked(part) for part in parts)
    assert torch.allclose(total / asked(batch), loss_of(net, batch), rtol=1e-5)
    assert int((batch.truth != UNSAID).sum()) == sum(int((part.truth != UNSAID).sum()) for part in parts)


def test_it_is_heard_while_it_learns(tmp_path: Path) -> None:
    from generation.codecs.tokens import score_of
    from tests.generation.tunes import long_tune

    long = replace(work(), score=score_of(long_tune(40)))
    heard = listener_for(Library((long,), np.ones(1)))(network(), tmp_path, "00001")
    assert heard["notes a beat"] is not None
    sample = read_midi((tmp_path / "00001-0.mid").read_bytes())
    assert sample.end > 8 * 4 * 960


def test_its_card_describes_it() -> None:
    card = card_from({**card_content(SIZES, 1, "abc", {}), "digest": ""})
    assert card.parameters_of({})["mode"] == "extend"
    assert len(serialized(tensors_of(network()))) > 2 * sum(p.numel() for p in network().parameters())
