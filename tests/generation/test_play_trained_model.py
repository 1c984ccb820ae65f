"""A model that somebody has trained plays like an installed one, for those who may use it."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from generation.catalogue import read_card
from generation.errors import JobError
from generation.inference.loaded import TRAINED_KEPT, keep_loaded
from generation.models import GenerationJob, JobState, TrainedModel, Visibility
from generation.music.song import Song
from generation.services import job_create, trained_model_create
from generation.trained_weights import card_of
from generation.workers import jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def model(alice: Any) -> TrainedModel:
    """The installed pop GAN, as if alice had trained it."""
    card = read_card("gan", "gan-pop")
    content = json.loads(card.path.read_text())
    weights = card.weights.read_bytes()
    return trained_model_create(owner=alice, title="My band", card=content, weights=weights)


@pytest.fixture
def ask(model: TrainedModel, sample_song: Callable[..., Song]) -> Callable[[Any], GenerationJob]:
    def asked(owner: Any) -> GenerationJob:
        return job_create(
            owner=owner,
            session_key="",
            technique="gan",
            model=model.name,
            song=sample_song(),
            seed=3,
        )

    return asked


def test_its_owner_asks_and_a_worker_plays(
    ask: Callable[[Any], GenerationJob], model: TrainedModel, alice: Any
) -> None:
    job = ask(alice)
    jobs.run(worker="one")
    job.refresh_from_db()
    assert job.state == JobState.DONE, job.error_message
    assert job.recipe and job.recipe["model"] == model.name
    assert job.recipe["model_digest"] == model.digest


def test_nobody_else_may_use_a_private_one(ask: Callable[[Any], GenerationJob], bob: Any) -> None:
    with pytest.raises(JobError, match="somebody's own"):
        ask(bob)


def test_everybody_may_use_a_published_one(
    ask: Callable[[Any], GenerationJob], model: TrainedModel, bob: Any
) -> None:
    TrainedModel.objects.update(visibility=Visibility.PUBLISHED, published_at="2026-11-30T00:00Z")
    assert ask(bob).model == model.name


def test_a_process_keeps_the_last_few(model: TrainedModel) -> None:
    reads: list[str] = []

    @keep_loaded
    def load(card: Any) -> str:
        reads.append(card.name)
        return str(card.name)

    names = ["a", "b", "a", "c", "b"]
    for name in names:
        model.digest, model.name = name, name
        load(card_of(model))
    assert TRAINED_KEPT == 2
    assert reads == ["a", "b", "c", "b"]


def test_the_same_weights_under_one_title_are_two_models(model: TrainedModel, alice: Any) -> None:
    weights = card_of(model).weights
    card = read_card("gan", "gan-pop")
    again = trained_model_create(
        owner=alice,
        title=model.title,
        card=json.loads(card.path.read_text()),
        weights=card.weights.read_bytes(),
        epoch=2,
    )
    assert again.name != model.name
    assert card_of(again).weights.parent == weights.parent
