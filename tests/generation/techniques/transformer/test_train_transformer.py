"""Training the Transformer, on a tiny network: it learns, stops, goes on, and may begin with a
model."""

import json
import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

import numpy as np
import pytest
import torch

from generation import catalogue
from generation.catalogue import UnknownModel, card_from
from generation.codecs.score import encode_score
from generation.music.midi import read_midi
from generation.techniques.transformer.card import card_content
from generation.techniques.transformer.collate import Batch, collate
from generation.techniques.transformer.config import Config
from generation.techniques.transformer.context import FIELD_CONDITIONS, FIELD_SIZES, INPUT_SIZES
from generation.techniques.transformer.data_parallel import count_steps, measure_loss, microbatches
from generation.techniques.transformer.dataset import (
    LONG_STEPS,
    SHORT_STEPS,
    ScoreDataset,
    load_batches,
)
from generation.techniques.transformer.experiment import open_experiment
from generation.techniques.transformer.network import Transformer
from generation.techniques.transformer.packing import to_arrays
from generation.techniques.transformer.plan import Plan
from generation.techniques.transformer.samples import make_sample_function
from generation.techniques.transformer.train import SampleFunction, Trainee, TrainingData
from generation.techniques.transformer.windows import IGNORE, encode_window
from generation.training.export import export_tensors, serialized
from generation.training.install import install
from generation.training.loop import Run, open_run, train
from generation.training.packs import Pack, in_part
from generation.training.start import describe_start, find_start
from generation.training.trainee import Heard
from tests.generation.continuer import work
from tests.generation.lessons import drawn, scores
from tests.generation.trainees import transformer as network
from tests.generation.tunes import long_tune
from tests.generation.untrained import TRANSFORMER as SIZES

PLAN = Plan(steps=4, batch=2, portion=1, warm_up=1, epoch=1)


def batch(step: int, size: int = 2) -> Batch:
    return collate(
        [encode_window(drawn(work(), 40, 100 * step + number)) for number in range(size)]
    )


def batches(first: int) -> Iterator[Batch]:
    return (batch(step) for step in range(first, 1000))


def trainee(
    plan: Plan = PLAN,
    sample_fn: SampleFunction = lambda net, folder, label: Heard({"label": float(label)}),
) -> Trainee:
    return Trainee(plan, SIZES, TrainingData(batches, (batch(500),)), sample_fn)


def run_in(folder: Path, plan: Plan = PLAN) -> Run:
    return open_run(trainee(plan), folder)


def weights(run: Run) -> list[torch.Tensor]:
    modules = run.trainee.modules.values()
    return list(chain.from_iterable(module.state_dict().values() for module in modules))


def same(one: Run, other: Run) -> bool:
    return all(torch.equal(a, b) for a, b in zip(weights(one), weights(other), strict=True))


def test_it_works(tmp_path: Path) -> None:
    lines = list(train(run_in(tmp_path, replace(PLAN, epoch=2))))
    assert [(line["at"], line["of"]) for line in lines] == [(2, 4), (4, 4)]
    assert all(math.isfinite(line["valid"]["nats"]) for line in lines)
    assert [line["heard"]["label"] for line in lines] == [2, 4]
    assert [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()] == lines


def test_it_learns() -> None:
    one = trainee(Plan(steps=40, batch=2, warm_up=5, average=0.9))
    before = one.validate()["nats"]
    one.begin("likelihood", 0)
    for step in range(40):
        one.step("likelihood", step, step / 40)
    assert one.validate()["nats"] < 0.4 * before


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("stop_after", [1, 3])
def test_it_goes_on_as_if_it_had_never_stopped(
    tmp_path: Path, stop_after: int, processes: int
) -> None:
    plan = replace(PLAN, processes=processes)
    whole = run_in(tmp_path / "whole", plan)
    lines = list(train(whole))
    first = train(run_in(tmp_path / "parts", plan))
    again = [next(first) for _ in range(stop_after)]
    second = run_in(tmp_path / "parts", plan)
    again += list(train(second))
    assert [line["train"] for line in again] == [line["train"] for line in lines]
    assert same(whole, second)


@pytest.mark.parametrize("processes", [0, 2])
def test_other_processes_make_the_batches_of_this_one(processes: int) -> None:
    dataset = ScoreDataset(scores(), 4, seed=3)
    found = list(load_batches(dataset, 2, 5, processes, pinned=False))
    assert [tuple(each.times.shape) for each in found] == [
        (4, SHORT_STEPS),
        (2, LONG_STEPS),
        (4, SHORT_STEPS),
    ]
    for step, each in zip(range(2, 5), found, strict=True):
        assert all(torch.equal(a, b) for a, b in zip(each, dataset[step], strict=True))


def test_portions_are_the_whole_batch_without_the_filling() -> None:
    short, long = (encode_window(drawn(work(), limit, 2)) for limit in (20, 60))
    whole = collate([short, long, short])
    parts = list(microbatches(whole, 1))
    asking = [
        int(np.flatnonzero((each.targets != IGNORE).any(1))[-1]) + 1
        for each in (short, short, long)
    ]
    assert sorted(part.targets.shape[1] for part in parts) == asking
    net = network()
    total = sum(measure_loss(net, part) * count_steps(part) for part in parts)
    assert torch.allclose(total / count_steps(whole), measure_loss(net, whole), rtol=1e-5)
    assert int((whole.targets != IGNORE).sum()) == sum(
        int((part.targets != IGNORE).sum()) for part in parts
    )


def test_portions_of_one_width_are_the_whole_batch_too() -> None:
    whole = batch(1, size=5)
    parts = list(microbatches(whole, 2, cut=False))
    assert [part.targets.shape for part in parts] == [
        (n, *whole.targets.shape[1:]) for n in (2, 2, 1)
    ]
    assert torch.equal(torch.cat([part.inputs for part in parts]), whole.inputs)


def test_it_is_heard_while_it_learns(tmp_path: Path) -> None:
    long = replace(work(), score=encode_score(long_tune(40)))
    heard = make_sample_function(scores(long))(network(), tmp_path, "00001")
    assert heard.figures["notes a beat"] is not None
    sample = read_midi((tmp_path / "00001-0.mid").read_bytes())
    assert sample.end > 8 * 4 * 960


def test_its_card_describes_it() -> None:
    card = card_from({**card_content(SIZES, 1, "abc", {}), "digest": ""})
    assert card.complete_parameters({})["mode"] == "extend"
    assert len(serialized(export_tensors(network()))) > 2 * sum(
        p.numel() for p in network().parameters()
    )


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Transformer:
    """A small model of the technique, installed under the name of "small"."""
    made = network(seed=5)
    content = card_content(SIZES, 1, "", {"steps": 7})
    install(
        tmp_path / "models", "small", serialized(export_tensors(made)), {**content, "name": "small"}
    )
    card = card_from(json.loads((tmp_path / "models/small.json").read_text()))
    monkeypatch.setattr(catalogue, "CHECKPOINTS", tmp_path / "models")
    monkeypatch.setattr(catalogue, "cards", lambda: (card,))
    return made


def test_it_begins_with_a_model(installed: Transformer) -> None:
    for module in trainee(replace(PLAN, start="small")).modules.values():
        for mine, theirs in zip(module.parameters(), installed.parameters(), strict=True):
            assert torch.equal(mine, theirs.half().float())


def test_its_card_tells_what_it_began_with(installed: Transformer) -> None:
    conditions = describe_start(find_start("transformer", "small"))["start"]
    assert (conditions["name"], conditions["training"]) == ("small", {"steps": 7})


def test_it_rejects_a_model_of_another_shape(installed: Transformer) -> None:
    with pytest.raises(ValueError, match="another shape"):
        Trainee(
            replace(PLAN, start="small"),
            Config(INPUT_SIZES, FIELD_SIZES, FIELD_CONDITIONS, width=64, layers=1),
            TrainingData(batches, ()),
            lambda net, folder, label: Heard({}),
        )


def test_it_rejects_an_unknown_model() -> None:
    with pytest.raises(UnknownModel):
        trainee(replace(PLAN, start="nobody"))


def test_only_the_processor_is_shared() -> None:
    with pytest.raises(ValueError, match="processor"):
        Plan(processes=2, device="cuda")
    with pytest.raises(ValueError, match="one process"):
        Plan(processes=0)


def test_its_course_learns_from_a_pack_and_publishes(tmp_path: Path) -> None:
    arrays = to_arrays(scores(replace(work(), score=encode_score(long_tune(40)))))
    pack = Pack({**in_part("any", "train", arrays), **in_part("any", "valid", arrays)}, {})
    small = {
        "width": 32,
        "layers": 1,
        "heads": 2,
        "key_heads": 1,
        "ffn_width": 32,
        "head_width": 32,
    }
    course = open_experiment("any", pack, Plan(steps=1, batch=1, validation=1), small)
    assert len(list(train(open_run(course.trainee, tmp_path)))) == 1
    course.publish(tmp_path, "abc", {"steps": 1})
    card = json.loads((tmp_path / "transformer-all.json").read_text())
    assert (card["sizes"]["width"], card["commit"], card["training"]) == (32, "abc", {"steps": 1})
