"""Models for programs: by their owner, by who keeps them, by organisers, by strangers."""

from collections.abc import Callable
from itertools import chain
from typing import Any

import pytest

from generation.catalogue import cards
from generation.models import TrainedModel
from generation.music.document import to_document
from tests.songs import song_made
from tests.trained_models import examples_made, model_published, model_trained

pytestmark = pytest.mark.django_db
Api = Callable[..., Any]


@pytest.fixture
def model(alice: Any) -> TrainedModel:
    made = model_trained(alice)
    examples_made(made)
    return made


@pytest.fixture
def address(model: TrainedModel) -> str:
    return f"/api/v1/models/{model.name}/"


def listed(caller: Any) -> list[str]:
    return [each["name"] for each in caller.get("/api/v1/models/").json()["results"]]


INSTALLED = {card.name for card in cards()}


def test_installed_ones_are_as_they_were(api: Api, alice: Any, model: Any) -> None:
    """Programs of others read these fields."""
    for caller in (api(), api(alice)):
        lines = {each["name"]: each for each in caller.get("/api/v1/models/").json()["results"]}
        assert set(lines) >= INSTALLED
        fields = {"name", "technique", "title", "genre", "description", "tracks", "parameters"}
        fields |= {"expected_seconds", "licence", "figures", "example"}
        assert all(set(lines[name]) == fields for name in INSTALLED)


def test_the_list_has_those_that_one_may_ask(
    api: Api, alice: Any, bob: Any, charlie: Any, model: TrainedModel, address: str
) -> None:
    assert listed(api(alice))[-1] == model.name
    token = api(alice).post(f"{address}visibility/", {"visibility": "link"}).json()["link"]
    assert api(bob).post("/api/v1/kept-models/", {"link_token": token.split("/")[-2]})
    assert model.name in listed(api(bob))
    for caller in (api(charlie), api()):
        assert set(listed(caller)) == INSTALLED
    api(alice).post(f"{address}visibility/", {"visibility": "private"})
    assert model.name not in listed(api(bob))
    model_published(model)
    assert model.name in listed(api())


def test_it_tells_whose_they_are(api: Api, alice: Any, bob: Any, model: Any) -> None:
    model_published(model)
    for caller, mine in ((api(alice), True), (api(bob), False), (api(), False)):
        line = caller.get("/api/v1/models/").json()["results"][-1]
        told = {"mine": mine, "by": "alice", "visibility": "published"}
        assert line["trained"] == told and line["example"]
    assert api().get(f"/api/v1/models/{model.name}/example/").status_code == 200


def test_a_long_list_comes_in_pages(api: Api, alice: Any, settings: Any) -> None:
    settings.TRAINED_MODELS_EACH = 20
    for number in range(5):
        model_trained(alice, f"Band {number}")
    pages = [
        api(alice).get(f"/api/v1/models/?page_size=5&page={page}").json()["results"]
        for page in (1, 2, 3)
    ]
    names = {each["name"] for each in chain.from_iterable(pages)}
    assert [len(page) for page in pages] == [5, 5, 3] and len(names) == 13


def test_an_estimate_knows_who_asks(api: Api, alice: Any, bob: Any, model: Any) -> None:
    wish = f"technique=gan&model={model.name}&ticks=7680&notes=16"
    told = api(alice).get(f"/api/v1/generation-estimates/?{wish}")
    assert told.status_code == 200 and told.json()["seconds"] > 0
    for caller in (api(bob), api()):
        refused = caller.get(f"/api/v1/generation-estimates/?{wish}")
        assert refused.status_code == 400 and "somebody's own" in refused.json()["message"]


def test_a_withdrawn_one_is_refused_in_words(api: Api, alice: Any, model: Any) -> None:
    wish = {"technique": "gan", "model": model.name}
    api(alice).delete(f"/api/v1/models/{model.name}/")
    refused = api(alice).post(
        "/api/v1/generation-jobs/", {**wish, "document": to_document(song_made())}
    )
    assert refused.status_code == 400 and "withdrawn" in refused.json()["message"]


def test_its_card_is_told(api: Api, alice: Any, bob: Any, model: Any, address: str) -> None:
    told = api(alice).get(address).json()
    assert told["digest"] == model.digest and told["data"][0]["attribution"]
    assert len(told["examples"]) == 3 and told["limits"] and told["link"] is None
    heard = api(alice).get(told["examples"][0]["after"])
    assert heard.status_code == 200
    for caller in (api(bob), api()):
        assert caller.get(address).status_code == 404
    installed = api().get("/api/v1/models/gan-pop/").json()
    assert installed["publication"] is None and "trained" not in installed


def test_only_its_owner_changes_it(
    api: Api, alice: Any, bob: Any, staff: Any, model: Any, address: str
) -> None:
    model_published(model, staff)
    for caller, status in ((api(), 401), (api(bob), 403), (api(staff), 403)):
        assert caller.patch(address, {"title": "Mine"}).status_code == status
        assert caller.delete(address).status_code == status
        shared = caller.post(f"{address}visibility/", {"visibility": "link"})
        assert shared.status_code == status
        assert caller.post(f"{address}publication/", {}).status_code == status
        assert caller.post(f"{address}return/", {}).status_code == status
    assert api(alice).patch(address, {"title": "Evening"}).json()["title"] == "Evening"


@pytest.mark.parametrize("name", ["gan-pop", "nobody"])
def test_installed_ones_are_nobodys(name: str, api: Api, alice: Any, staff: Any) -> None:
    for caller in (api(alice), api(staff)):
        assert caller.delete(f"/api/v1/models/{name}/").status_code == 404


def test_it_is_withdrawn_and_comes_back_five_times(
    api: Api, alice: Any, model: Any, address: str
) -> None:
    for _ in range(5):
        assert api(alice).delete(address).status_code == 204
        assert api(alice).get(address).json()["withdrawn"]
        assert not api(alice).post(f"{address}return/").json()["withdrawn"]
    assert model.name in listed(api(alice))


def test_it_is_asked_for_and_published(
    api: Api, alice: Any, bob: Any, staff: Any, address: str
) -> None:
    refused = api(alice).post(f"{address}visibility/", {"visibility": "published"})
    assert refused.status_code == 403 and "ask them" in refused.json()["message"]
    answers = f"{address}publication/answer/"
    assert api(staff).post(answers, {"granted": True}).status_code == 404
    asked = api(alice).post(f"{address}publication/", {"words": "My best."})
    assert asked.status_code == 201 and asked.json()["publication"]["granted"] is None
    assert api(alice).delete(f"{address}publication/").status_code == 204
    api(alice).post(f"{address}publication/", {"words": "My best."})
    assert api(alice).post(answers, {"granted": True}).status_code == 403
    assert api(bob).post(answers, {"granted": True}).status_code == 404
    assert api(staff).post(answers, {"granted": False}).status_code == 400
    assert api(staff).post(answers, {"granted": True}).json()["granted"] is True
    assert api().get(address).status_code == 200
    assert api(staff).post(answers, {"granted": True}).status_code == 409
    taken = api(staff).post(f"{address}visibility/", {"visibility": "private", "words": "Loud."})
    assert taken.status_code == 204 and api().get(address).status_code == 404


def test_a_kept_one_is_let_go(api: Api, alice: Any, bob: Any, model: Any, address: str) -> None:
    link = api(alice).post(f"{address}visibility/", {"visibility": "link"}).json()["link"]
    token = {"link_token": link.split("/")[-2]}
    assert api().post("/api/v1/kept-models/", token).status_code == 401
    for _ in range(5):
        kept = api(bob).post("/api/v1/kept-models/", token)
        assert kept.status_code == 200 and kept.json()["link"] is None
        assert api(bob).delete(f"/api/v1/kept-models/{model.name}/").status_code == 204
        assert api(bob).get(address).status_code == 404
    assert api(bob).post("/api/v1/kept-models/", {"link_token": "x"}).status_code == 404
