"""Songs and the trained models in them: credited with their data on the page of the song, and
found from the page of the model, as far as everybody may hear them now."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chartbusters.challenges.services import entry_create
from chartbusters.compositions.models import Composition
from chartbusters.compositions.provenance import Source
from chartbusters.compositions.services import (
    composition_create,
    composition_update,
    revision_add,
)
from chartbusters.discovery.models import Listing, Part
from chartbusters.discovery.selectors import songs_made_with
from generation.catalogue import read_card
from generation.models import GenerationJob, JobState, TrainedModel
from generation.services import song_store, trained_model_withdraw
from tests.contests import to_phase
from tests.songs import song_made
from tests.trained_models import model_published, model_trained

pytestmark = pytest.mark.django_db
Made = Callable[..., Composition]


@pytest.fixture
def made_with(db: None) -> Made:
    """`made_with(alice, name, digest, "Waltz")`: a public song that a model had a part in."""
    transposed = iter(range(1, 50))

    def make(owner: Any, model: str, digest: str, title: str, **more: Any) -> Composition:
        stored = song_store(song=song_made(transpose=next(transposed)))
        recipe = {"technique": "gan", "model": model, "model_digest": digest, "seed": 1}
        job = GenerationJob.objects.create(
            owner=owner,
            technique="gan",
            model=model,
            seed=1,
            source=stored,
            result=stored,
            state=JobState.DONE,
            recipe=recipe,
        )
        told = {"visibility": "public", **more}
        return composition_create(
            owner=owner, song=stored.song, title=title, source=Source("generated", job.pk), **told
        )

    return make


@pytest.fixture
def model(alice: Any) -> TrainedModel:
    return model_trained(alice, "Evening band")


@pytest.fixture
def waltz(made_with: Made, alice: Any, model: TrainedModel) -> Composition:
    return made_with(alice, model.name, model.digest, "Waltz")


def page_of(song: Composition, client: Client | None = None) -> str:
    return (client or Client()).get(song.get_absolute_url()).content.decode()


def test_it_is_credited_with_its_data(waltz: Composition, model: TrainedModel) -> None:
    page = page_of(waltz)
    assert "Evening band joined in" in page
    for data in model.card["data"]:
        assert data["licence"] in page


def test_its_page_is_told_to_who_may_see_it(
    waltz: Composition, model: Any, alice: Any, bob: Any, client_of: Any
) -> None:
    link = f'href="/models/{model.name}/"'
    assert link in page_of(waltz, client_of(alice))
    assert link not in page_of(waltz) and link not in page_of(waltz, client_of(bob))
    model_published(model)
    assert link in page_of(waltz) and link in page_of(waltz, client_of(bob))
    trained_model_withdraw(model=model, by=alice)
    assert link not in page_of(waltz) and "a model withdrawn since" in page_of(waltz)


def test_installed_models_lead_to_their_pages(alice: Any, made_with: Made) -> None:
    card = read_card("gan", "gan-pop")
    song = made_with(alice, card.name, card.digest, "Polka")
    assert 'href="/models/gan-pop/"' in page_of(song)


def test_a_song_is_found_from_its_model(
    waltz: Composition, model: Any, alice: Any, bob: Any, made_with: Made, client_of: Any
) -> None:
    made_with(bob, model.name, model.digest, "Polka")
    made_with(bob, "gan-pop", "another", "Other weights")
    made_with(bob, model.name, model.digest, "Secret", visibility="private")
    found = songs_made_with(model=model.name, digests=[model.digest], count=12)
    assert [song.title for song in found] == ["Polka", "Waltz"]
    page = client_of(alice).get(f"/models/{model.name}/").content.decode()
    assert "Waltz" in page and "Polka" in page and "Secret" not in page
    card = read_card("gan", "gan-pop")
    assert songs_made_with(model="gan-pop", digests=[card.digest], count=12) == []


def test_what_is_silent_is_not_found(
    waltz: Composition, model: Any, challenge_in: Any, visitor: Client
) -> None:
    model_published(model)
    challenge = challenge_in("open")
    entry_create(challenge=challenge, composition=waltz, maker=waltz.owner)
    to_phase(challenge, "voting")

    def told() -> bool:
        return "Waltz" in visitor.get(f"/models/{model.name}/").content.decode()

    assert not told()
    to_phase(challenge, "closed")
    assert told()


def test_what_is_private_again_is_not_found(waltz: Composition, model: Any) -> None:
    composition_update(composition=waltz, visibility="private")
    assert not songs_made_with(model=model.name, digests=[model.digest], count=12)


def test_a_model_that_joins_later_is_found_too(waltz: Composition, alice: Any) -> None:
    before = Part.objects.count()
    revision_add(composition=waltz, song=song_made(bars=7))
    assert Part.objects.count() == before == 1


def test_it_is_an_index_that_is_asked(waltz: Composition, model: Any) -> None:
    """However many songs there are, no recipe is read."""
    with CaptureQueriesContext(connection) as asked:
        songs_made_with(model=model.name, digests=[model.digest], count=12)
    assert not [query for query in asked if '"recipe"' in query["sql"]]
    if connection.vendor == "sqlite":
        parts = Listing.objects.filter(parts__model=model.name)
        assert "songs_of_a_model" in parts.explain()


def test_the_genre_of_a_trained_model_is_that_of_the_song(waltz: Composition) -> None:
    assert Listing.objects.get(composition=waltz).genre == "pop"


def test_a_page_asks_of_trained_models_once(
    waltz: Composition, alice: Any, made_with: Made, visitor: Client
) -> None:
    page_of(waltz)
    with CaptureQueriesContext(connection) as asked:
        page_of(waltz)
    of_models = [query for query in asked if "generation_trainedmodel" in query["sql"]]
    assert len(of_models) == 1
