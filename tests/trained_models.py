"""Models as if people had trained them: cards of installed ones, with small weights that nothing
plays, or with those of the installed one."""

import json
from typing import Any

from generation.catalogue import read_card
from generation.models import TrainedModel, TrainedModelExample
from generation.services import song_store, trained_model_create, trained_model_publish
from tests.people import organiser_made
from tests.songs import song_made


def model_trained(
    owner: Any,
    title: str = "My band",
    *,
    technique: str = "gan",
    name: str = "gan-pop",
    playable: bool = False,
    **more: Any,
) -> TrainedModel:
    """A private model of `owner`; `playable` has the weights of the installed one."""
    card = read_card(technique, name)
    weights = card.weights.read_bytes() if playable else f"weights of {title}".encode()
    content = json.loads(card.path.read_text())
    return trained_model_create(owner=owner, title=title, card=content, weights=weights, **more)


def examples_made(model: TrainedModel, count: int = 3) -> None:
    """What a run leaves to be heard: melodies, and what the network made of them."""
    for number in range(count):
        before = song_store(song=song_made(bars=2, transpose=number))
        after = song_store(song=song_made(bars=2, band=True, transpose=number))
        TrainedModelExample.objects.create(model=model, number=number, before=before, after=after)


def model_published(model: TrainedModel, by: Any = None) -> TrainedModel:
    return trained_model_publish(model=model, by=by or organiser_made())
