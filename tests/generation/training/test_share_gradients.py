"""Several processes share the steps of one training run; and a run may begin with a model that has learnt."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from generation import catalogue
from generation.catalogue import UnknownModel, card_from
from generation.codecs.context import FIELDS, HINTS, SHOWN
from generation.networks.compound import Sizes
from generation.networks.transformer import Transformer
from generation.training.cards import install
from generation.training.courses import OFFERS
from generation.training.export import serialized, tensors_of
from generation.training.extender import beginning, card_content
from generation.training.gradients import Crew, Portion, dealt, portions
from generation.training.lessons import Library
from generation.training.sequences import Batch
from generation.training.transformer import Material, Plan, Run, open_run, share_at, step_of
from tests.generation.continuer import work
from tests.generation.trainees import transformer as network
from tests.generation.untrained import TRANSFORMER as SIZES

LIBRARY = Library((work(),), np.ones(1))


def batch() -> Batch:
    return LIBRARY.batch(5, 40, np.random.default_rng(3))


def run_in(folder: Path, **wishes: object) -> Run:
    material = Material(lambda step, random: LIBRARY.batch(3, 40, random), (batch(),))
    return open_run(Plan(steps=4, batch=3, warm_up=1, **wishes), SIZES, material, folder)


def gradients(count: int, half: bool = False) -> tuple[float, list[torch.Tensor]]:
    shared = network().requires_grad_(True)
    crew = Crew(shared, "cpu", count, half)
    crew.gradients(batch(), 1, seed=1)  # what is left of an earlier batch must not be added again
    shared.zero_grad()
    return crew.gradients(batch(), 1, seed=1), [p.grad for p in shared.parameters() if p.grad is not None]


def test_three_find_the_gradients_of_one() -> None:
    alone, together = gradients(1), gradients(3)
    assert together[0] == pytest.approx(alone[0], rel=1e-6)
    assert len(together[1]) == len(alone[1])
    for one, three in zip(alone[1], together[1], strict=True):
        assert torch.allclose(one, three, rtol=1e-3, atol=1e-6)
    assert max(float(each.abs().max()) for each in alone[1]) > 1e-3


def test_half_precision_points_the_same_way() -> None:
    single, half = (gradients(2, half=each) for each in (False, True))
    assert half[0] != single[0]
    assert half[0] == pytest.approx(single[0], rel=0.01)
    one, other = (torch.cat([each.flatten() for each in found[1]]) for found in (single, half))
    assert other.dtype == torch.float32
    assert torch.cosine_similarity(one, other, dim=0) > 0.999


def test_a_run_of_two_goes_on_as_if_it_had_never_stopped(tmp_path: Path) -> None:
    whole, first = (run_in(tmp_path / name, processes=2) for name in ("whole", "parts"))
    losses = [step_of(whole) for _ in range(4)]
    again = [step_of(first) for _ in range(2)]
    first.save()
    second = run_in(tmp_path / "parts", processes=2)
    again += [step_of(second) for _ in range(2)]
    assert again == losses
    for a, b in zip(whole.network.parameters(), second.network.parameters(), strict=True):
        assert torch.equal(a, b)


def test_it_says_when_one_of_them_has_died() -> None:
    crew = Crew(network().requires_grad_(True), "cpu", 2)
    crew.gradients(batch(), 1, seed=1)
    crew.others[0].process.kill()
    with pytest.raises(RuntimeError, match="died"):
        crew.gradients(batch(), 1, seed=1)


def test_they_end_with_the_one_that_sends() -> None:
    crew = Crew(network(), "cpu", 2)
    crew.others[0].pipe.close()
    crew.others[0].process.join(60)
    assert crew.others[0].process.exitcode == 0


def test_each_has_about_as_much_to_do() -> None:
    every = [Portion(each, 1, 0) for each in portions(batch(), 1)]
    lengths = [sorted(each.windows.truth.shape[1] for each in hand) for hand in dealt(every, 2)]
    assert sorted(lengths[0] + lengths[1]) == sorted(each.windows.truth.shape[1] for each in every)
    assert abs(sum(lengths[0]) - sum(lengths[1])) <= max(lengths[0] + lengths[1])


def test_only_the_processor_is_shared() -> None:
    with pytest.raises(ValueError, match="processor"):
        Plan(processes=2, device="cuda")
    with pytest.raises(ValueError, match="one process"):
        Plan(processes=0)


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Transformer:
    """A small model of the technique, installed under the name of "small"."""
    made = network(seed=5)
    content = card_content(SIZES, 1, "", {"steps": 7})
    install(tmp_path / "models", "small", serialized(tensors_of(made)), {**content, "name": "small"})
    card = card_from(json.loads((tmp_path / "models/small.json").read_text()))
    monkeypatch.setattr(catalogue, "CHECKPOINTS", tmp_path / "models")
    monkeypatch.setattr(catalogue, "cards", lambda: (card,))
    return made


def test_it_begins_with_a_model(installed: Transformer, tmp_path: Path) -> None:
    run = run_in(tmp_path / "run", start="small")
    for module in run.modules.values():
        for mine, theirs in zip(module.parameters(), installed.parameters(), strict=True):
            assert torch.equal(mine, theirs.half().float())
    start = beginning("small")["start"]
    assert (start["name"], start["training"]) == ("small", {"steps": 7})
    assert len(start["digest"]) == 64
    step_of(run)
    run.save()
    assert run_in(tmp_path / "run", start="small").step == 1


def test_it_rejects_a_model_that_is_not_there_or_of_another_shape(installed: Transformer, tmp_path: Path) -> None:
    with pytest.raises(UnknownModel):
        run_in(tmp_path / "run", start="large")
    offer = OFFERS["transformer"]
    with pytest.raises(ValueError, match="shape"):
        open_run(offer.plan(start="small"), Sizes(SHOWN, FIELDS, HINTS), None, tmp_path)


def test_a_peak_lowers_the_rates_of_every_step() -> None:
    full, half = Plan(steps=100), Plan(steps=100, peak=0.5)
    assert [share_at(half, step) for step in range(100)] == [share_at(full, step) / 2 for step in range(100)]
