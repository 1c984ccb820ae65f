"""The list of models and the page of each: installed ones for everybody, trained ones for those who
may see them."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chartbusters.demo.learning import FOLDER
from generation.catalogue import cards
from generation.models import TrainedModel, TrainingRun
from generation.music.document import from_document
from generation.services import trained_model_create, trained_model_share, trained_model_withdraw
from tests.trained_models import examples_made, model_published, model_trained

pytestmark = pytest.mark.django_db
NAMES = [card.name for card in cards()]


@pytest.fixture
def model(alice: Any) -> TrainedModel:
    made = model_trained(alice)
    examples_made(made)
    return made


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def test_all_installed_ones_are_listed(visitor: Client) -> None:
    page = shown(visitor, "/models/")
    for card in cards():
        assert f'href="/models/{card.name}/"' in page and card.title in page


@pytest.mark.parametrize("name", NAMES)
def test_each_installed_one_has_a_page(name: str, visitor: Client) -> None:
    page = shown(visitor, f"/models/{name}/")
    card = next(card for card in cards() if card.name == name)
    assert page.count("<song-player") == 6
    for data in card.data:
        assert data["licence"] in page
    assert card.digest in page and "What it cannot do" in page and "no curves" in page
    assert f"/studio/?model={name}" in page


@pytest.mark.parametrize("name", NAMES)
def test_each_can_be_heard_before_and_after(name: str, visitor: Client) -> None:
    sound = from_document(visitor.get(f"/models/{name}/sound.json").json())
    assert 0 < sound.seconds <= 4 and sound.note_count
    for number in range(3):
        before, after = (
            from_document(visitor.get(f"/models/{name}/examples/{number}/{side}.json").json())
            for side in ("before", "after")
        )
        assert before.note_count and after.note_count and before != after
    assert visitor.get(f"/models/{name}/examples/3/after.json").status_code == 404


def test_its_pictures_are_drawn(visitor: Client) -> None:
    for picture in ("cover", "card"):
        answer = visitor.get(f"/models/gan-pop/{picture}.png")
        assert answer["Content-Type"] == "image/png" and answer.content[:4] == b"\x89PNG"
        again = visitor.get(
            f"/models/gan-pop/{picture}.png", headers={"If-None-Match": answer["ETag"]}
        )
        assert again.status_code == 304


def test_its_files_are_taken_home(visitor: Client) -> None:
    card = next(card for card in cards() if card.name == "arcnn-bach")
    answer = visitor.get("/models/arcnn-bach/weights.safetensors")
    assert b"".join(answer.streaming_content) == card.weights.read_bytes()  # type: ignore[attr-defined]
    told = visitor.get("/models/arcnn-bach/card.json").json()
    assert told["digest"] == card.digest and told["data"][0]["attribution"]


def test_a_trained_one_is_taken_home_with_its_data(alice: Any, client_of: Any, model: Any) -> None:
    alices = client_of(alice)
    answer = alices.get(f"/models/{model.name}/weights.safetensors")
    assert b"".join(answer.streaming_content) == b"weights of My band"
    told = alices.get(f"/models/{model.name}/card.json").json()
    assert (told["name"], told["digest"]) == (model.name, model.digest)
    assert all(data["attribution"] for data in told["data"])


PARTS = ["", "sound.json", "cover.png", "card.png", "card.json", "weights.safetensors"]
PARTS += ["examples/0/before.json", "examples/2/after.json"]


@pytest.mark.parametrize("part", PARTS)
def test_a_private_one_is_its_owners_alone(
    part: str, model: Any, alice: Any, bob: Any, staff: Any, client_of: Any, visitor: Client
) -> None:
    address = f"/models/{model.name}/{part}"
    assert client_of(alice).get(address).status_code == 200
    for client in (client_of(bob), client_of(staff), visitor):
        assert client.get(address).status_code == 404
    answer = client_of(alice).get(address)
    assert "no-store" in answer["Cache-Control"] and answer["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("part", PARTS)
def test_who_has_the_link_sees_all_of_it(
    part: str, model: Any, alice: Any, bob: Any, client_of: Any, visitor: Client
) -> None:
    token = trained_model_share(model=model, by=alice).link_token
    for client in (client_of(bob), visitor):
        answer = client.get(f"/m/{token}/{part}")
        assert answer.status_code == 200 and answer["Referrer-Policy"] == "same-origin"
        assert client.get(f"/models/{model.name}/{part}").status_code == 404
    trained_model_share(model=model, by=alice)
    assert visitor.get(f"/m/{token}/{part}").status_code == 404


@pytest.mark.parametrize("part", PARTS)
def test_everybody_sees_a_published_one(part: str, model: Any, visitor: Client) -> None:
    model_published(model)
    assert visitor.get(f"/models/{model.name}/{part}").status_code == 200


def test_the_list_has_what_one_may_see(
    model: Any, alice: Any, bob: Any, client_of: Any, visitor: Client
) -> None:
    assert "My band" in shown(client_of(alice), "/models/")
    assert "only you see it" in shown(client_of(alice), "/models/?whose=mine")
    for client in (client_of(bob), visitor):
        assert "My band" not in shown(client, "/models/")
    model_published(model)
    for client in (client_of(bob), visitor):
        assert "My band" in shown(client, "/models/?whose=published")
    trained_model_withdraw(model=model, by=alice)
    assert "My band" not in shown(visitor, "/models/")
    assert "withdrawn" in shown(client_of(alice), "/models/?whose=mine")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=chorale", ["arcnn-bach", "gan-bach"]),
        ("technique=transformer", ["transformer-all"]),
        ("genre=jazz", ["gan-jazz"]),
        ("whose=shipped&genre=bach", ["arcnn-bach", "gan-bach"]),
        ("whose=published", []),
        ("q=zither", []),
        ("q=four-part+bach", ["gan-bach"]),
    ],
)
def test_models_are_found(query: str, found: list[str], visitor: Client) -> None:
    page = shown(visitor, f"/models/?{query}")
    there = [name for name in NAMES if f'href="/models/{name}/"' in page]
    assert sorted(there) == found
    assert found or 'class="empty"' in page


@pytest.mark.parametrize("query", ["technique=magic", "genre=none", "whose=his", f"q={'a' * 81}"])
def test_it_rejects_what_nobody_could_look_for(query: str, visitor: Client) -> None:
    assert visitor.get(f"/models/?{query}").status_code == 400


def test_many_are_read_page_by_page(alice: Any, client_of: Any, settings: Any) -> None:
    settings.TRAINED_MODELS_EACH = 30
    for number in range(26):
        model_trained(alice, f"Band {number:02}")
    first = shown(client_of(alice), "/models/?whose=mine")
    assert first.count("<h3>") == 24 and "More models" in first and "Band 25" in first
    last = TrainedModel.objects.order_by("pk")[2].pk
    second = shown(client_of(alice), f"/models/?whose=mine&before={last}")
    assert second.count("<h3>") == 2 and "Band 00" in second


def test_a_long_list_asks_no_more_than_a_short_one(
    alice: Any, client_of: Any, settings: Any
) -> None:
    settings.TRAINED_MODELS_EACH = 30
    client = client_of(alice)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            shown(client, "/models/")
        return len(queries)

    examples_made(model_trained(alice, "One"))
    asked()
    few = asked()
    for number in range(12):
        examples_made(model_trained(alice, f"Band {number}"))
    assert asked() == few


def test_its_losses_are_drawn(alice: Any, client_of: Any) -> None:
    """As the card of a real run tells them."""
    card = json.loads((FOLDER / "best" / "card.json").read_text())
    run = TrainingRun.objects.create(owner=alice, technique="gan", genre="own")
    model = trained_model_create(owner=alice, title="A band", card=card, weights=b"some", run=run)
    page = shown(client_of(alice), f"/models/{model.name}/")
    assert f'href="/train/{run.pk}/"' in page
    assert "Losses over 17 epochs" in re.sub("<[^>]+>", "", page)
    assert "from 7.093 to 2.598" in page, "of the music kept aside"
    assert f"the best epoch, {card['training']['best']}." in page
    assert 'class="best"' in page
    assert "<th>distance to real music</th>" in page.replace(' scope="col"', "")
    assert "{&#x27;" not in page, "tables, not what Python calls a dict"


def test_one_like_it_can_be_trained(visitor: Client) -> None:
    page = shown(visitor, "/models/gan-pop/")
    assert 'href="/train/new/?technique=gan&amp;start=gan-pop"' in page
    assert visitor.get("/train/new/?technique=gan&start=gan-pop").status_code in (200, 302)


def test_search_engines_are_told(visitor: Client, model: Any) -> None:
    assert "/models/gan-pop/" in shown(visitor, "/sitemap.xml")
    page = shown(visitor, "/models/gan-pop/")
    told = json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert told["@type"] == "SoftwareApplication" and told["name"] == "Pop band"
    assert '<link rel="canonical" href="http://testserver/models/gan-pop/">' in page


def test_what_is_not_there_is_not_found(visitor: Client) -> None:
    for address in ("/models/nobody/", "/m/nothing/", "/models/gan-pop/examples/0/later.json"):
        assert visitor.get(address).status_code == 404


@pytest.mark.parametrize("text", ["<script>x</script>", '"><b>', "</title>"])
def test_what_people_write_is_text(
    text: str, alice: Any, client_of: Callable[[Any], Client]
) -> None:
    model = model_trained(alice, text)
    model_published(model)
    page = shown(client_of(alice), f"/models/{model.name}/") + shown(Client(), "/models/")
    assert text not in page.replace("</title>", "", 2) or text == "</title>"
    assert "<script>x" not in page and "<b>" not in page
