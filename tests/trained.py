"""Models as if people had trained them, made of the installed ones, for tests of what is done with
them."""

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load, save

from chartbusters.compositions.models import Composition, Origin
from chartbusters.compositions.provenance import Source
from chartbusters.compositions.services import composition_create
from generation.catalogue import read_card
from generation.models import JobState, TrainedModel, TrainingRun
from generation.services import job_create, trained_model_create
from generation.workers import jobs
from tests.songs import song_made


def weights_shaken(weights: bytes, by: float, seed: int = 1) -> bytes:
    """The weights with a random change of this size, beside the spread of each tensor."""
    random = np.random.default_rng(seed)
    return save(
        {
            name: (
                each + by * float(np.std(each)) * random.standard_normal(each.shape, np.float32)
            ).astype(each.dtype)
            for name, each in sorted(load(weights).items())
        }
    )


def trained_made(
    owner: Any,
    title: str = "My band",
    *,
    by: float = 0.0,
    installed: str = "gan-pop",
    seed: int = 1,
    run: TrainingRun | None = None,
) -> TrainedModel:
    """A model of this owner's with a run that has ended, a bare one where none is given; `by` says
    how far it is from the installed one that it is made of."""
    technique = installed.split("-")[0]
    card = read_card(technique, installed)
    content = json.loads(card.path.read_text())
    weights = card.weights.read_bytes()
    run = run or TrainingRun.objects.create(
        owner=owner,
        technique=card.technique,
        genre=card.genre,
        pack="arranged",
        recipe="fast",
        state=JobState.DONE,
        title=title,
    )
    return trained_model_create(
        owner=owner,
        title=title,
        card=content,
        weights=weights_shaken(weights, by, seed) if by else weights,
        run=run,
        epoch=3,
    )


def song_played_by(model: TrainedModel, owner: Any, title: str = "Played") -> Composition:
    """A saved song of this owner's: a take by the model."""
    job = job_create(
        owner=owner,
        session_key="",
        technique=model.technique,
        model=model.name,
        song=song_made(bars=2),
        seed=3,
    )
    jobs.run(worker="one")
    job.refresh_from_db()
    assert job.result is not None, job.error_message
    return composition_create(
        owner=owner, song=job.result.song, title=title, source=Source(Origin.GENERATED, job.pk)
    )


@pytest.fixture
def model_of(db: None) -> Callable[..., TrainedModel]:
    """`model_of(alice, "My band", by=0.01)`"""
    return trained_made
