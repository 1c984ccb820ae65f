"""A publication asked for by its owner, taken back, answered by an organiser with the right: by
services, pages and notices."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from chartbusters.catalogue.models import Publication
from chartbusters.catalogue.services import (
    model_hide,
    model_withdraw,
    publication_answer,
    publication_ask,
    publication_take_back,
)
from chartbusters.notices.models import Event, Notice
from chartbusters.web.errors import Refusal
from generation.errors import Declined
from generation.models import TrainedModel, Visibility
from tests.trained_models import model_published, model_trained

pytestmark = pytest.mark.django_db


@pytest.fixture
def model(alice: Any) -> TrainedModel:
    return model_trained(alice)


@pytest.fixture
def publisher(db: None) -> Any:
    """Staff with this one right."""
    helper = get_user_model().objects.create_user("publisher", password="x", is_staff=True)
    helper.user_permissions.add(Permission.objects.get(codename="change_trainedmodel"))
    return helper


def told(person: Any) -> list[str]:
    return list(Notice.objects.filter(person=person).values_list("event__kind", flat=True))


def published() -> bool:
    return TrainedModel.objects.filter(visibility=Visibility.PUBLISHED).exists()


def test_it_works(model: TrainedModel, alice: Any, publisher: Any) -> None:
    publication = publication_ask(model=model, by=alice, words="My best.")
    assert not published() and Event.objects.get().audience == "publishers:all"
    publication_answer(publication=publication, by=publisher, granted=True)
    assert published() and told(alice) == ["model_published"]


def test_asking_again_is_the_same_request(model: TrainedModel, alice: Any) -> None:
    for _ in range(5):
        publication_ask(model=model, by=alice)
    assert Publication.objects.count() == Event.objects.count() == 1


def test_the_owner_changes_their_mind_five_times(
    model: TrainedModel, alice: Any, publisher: Any
) -> None:
    for _ in range(5):
        last = publication_ask(model=model, by=alice)
        publication_take_back(model=model, by=alice)
    assert not Publication.objects.exists() and Event.objects.count() == 1
    with pytest.raises(Refusal, match="taken back"):
        publication_answer(publication=last, by=publisher, granted=True)
    assert not published()


def test_a_refusal_has_words(model: TrainedModel, alice: Any, publisher: Any) -> None:
    publication = publication_ask(model=model, by=alice)
    with pytest.raises(Refusal, match="Say why"):
        publication_answer(publication=publication, by=publisher, granted=False, words=" ")
    publication_answer(publication=publication, by=publisher, granted=False, words="Too loud.")
    assert not published() and told(alice) == ["model_declined"]
    assert "Too loud." in str(Event.objects.get(kind="model_declined").data)
    assert publication_ask(model=model, by=alice).pk != publication.pk


def test_it_is_answered_once(model: TrainedModel, alice: Any, publisher: Any) -> None:
    publication = publication_ask(model=model, by=alice)
    publication_answer(publication=publication, by=publisher, granted=True)
    with pytest.raises(Refusal, match="answered"):
        publication_answer(publication=publication, by=publisher, granted=False, words="No.")
    assert published()


def test_it_requires_the_owner(model: TrainedModel, bob: Any, staff: Any) -> None:
    for person in (bob, staff):
        for act in (publication_ask, publication_take_back):
            with pytest.raises(Refusal, match="Only whoever trained"):
                act(model=model, by=person)


def test_it_requires_the_right(model: TrainedModel, alice: Any, bob: Any) -> None:
    publication = publication_ask(model=model, by=alice)
    for person in (alice, bob):
        with pytest.raises(PermissionDenied):
            publication_answer(publication=publication, by=person, granted=True)
    assert not published()


def test_no_organiser_publishes_what_nobody_asked_for(model: Any, publisher: Any) -> None:
    """The row of a request is what is answered, and only the owner makes one."""
    with pytest.raises(Refusal):
        publication_answer(publication=Publication(model=model, pk=7), by=publisher, granted=True)
    assert not published()


def test_a_withdrawn_model_asks_for_nothing(model: Any, alice: Any, publisher: Any) -> None:
    publication = publication_ask(model=model, by=alice)
    model_withdraw(model=model, by=alice)
    with pytest.raises(Refusal):
        publication_answer(publication=publication, by=publisher, granted=True)
    with pytest.raises(Refusal, match="Bring the model back"):
        publication_ask(model=model, by=alice)


def test_what_is_published_need_not_be_asked_for(model: Any, alice: Any, publisher: Any) -> None:
    model_published(model, publisher)
    with pytest.raises(Refusal, match="already"):
        publication_ask(model=model, by=alice)


def test_an_organiser_says_why_it_is_taken_back(
    model: Any, alice: Any, bob: Any, publisher: Any
) -> None:
    model = model_published(model, publisher)
    with pytest.raises(Refusal, match="Say why"):
        model_hide(model=model, by=publisher)
    with pytest.raises(Declined, match="Only whoever trained"):
        model_hide(model=model, by=bob, words="Mine.")
    model_hide(model=model, by=publisher, words="It plays a song of others.")
    assert not published() and told(alice) == ["model_taken_back"]


def test_words_are_short(model: Any, alice: Any) -> None:
    with pytest.raises(Refusal, match="characters"):
        publication_ask(model=model, by=alice, words="a" * 501)


def test_the_database_keeps_one_open_request(model: Any) -> None:
    Publication.objects.create(model=model)
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.create(model=model)
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.update(granted=True)


def test_organisers_hear_what_is_asked(
    model: Any, alice: Any, bob: Any, publisher: Any, client_of: Any, visitor: Any
) -> None:
    page = f"/models/{model.name}/"
    assert client_of(publisher).get(page).status_code == 404
    publication_ask(model=model, by=alice, words="My best.")
    assert client_of(publisher).get(page).status_code == 200
    assert "My best." in client_of(publisher).get("/models/asked/").content.decode()
    for client in (client_of(bob), client_of(alice), visitor):
        assert client.get("/models/asked/").status_code == 404
    assert client_of(bob).get(page).status_code == 404


def test_pages_ask_and_answer(
    model: Any, alice: Any, bob: Any, publisher: Any, client_of: Any
) -> None:
    alices, change = client_of(alice), f"/models/{model.name}/change/"
    assert client_of(bob).post(change, {"act": "ask"}).status_code == 404
    assert alices.post(change, {"act": "ask", "words": "Hear it"}).status_code == 302
    pk = Publication.objects.get().pk
    answers = f"/models/asked/{pk}/"
    assert client_of(bob).post(answers, {"publish": "1"}).status_code == 403
    assert client_of(publisher).post(answers, {"publish": "1"}).status_code == 302
    assert published()
    assert alices.post(change, {"act": "hide"}).status_code == 302
    assert not published()


@pytest.mark.parametrize("act", ["share", "hide", "withdraw", "return", "rename", "let_go"])
def test_pages_change_a_model_for_its_owner_alone(
    act: str, model: Any, alice: Any, bob: Any, client_of: Any, visitor: Any
) -> None:
    change = f"/models/{model.name}/change/"
    told = {"act": act, "title": "Evening band"}
    assert client_of(bob).post(change, told).status_code == 404
    assert visitor.post(change, told).status_code == 302  # to sign in
    assert TrainedModel.objects.get().link_token == ""
    assert client_of(alice).post(change, told).status_code == 302


def test_pages_know_no_other_act(model: Any, alice: Any, client_of: Any) -> None:
    assert client_of(alice).post(f"/models/{model.name}/change/", {"act": "x"}).status_code == 404


def test_a_link_holder_keeps_it_and_comes_to_the_studio(
    model: Any, alice: Any, bob: Any, client_of: Any, visitor: Any
) -> None:
    client_of(alice).post(f"/models/{model.name}/change/", {"act": "share"})
    token = TrainedModel.objects.get().link_token
    assert visitor.post(f"/m/{token}/keep/").status_code == 302
    answer = client_of(bob).post(f"/m/{token}/keep/")
    assert answer["Location"] == f"/studio/?model={model.name}"
    page = client_of(bob).get(f"/models/{model.name}/").content.decode()
    assert "Out of my studio" in page and token not in page
    client_of(bob).post(f"/models/{model.name}/change/", {"act": "let_go"})
    assert client_of(bob).get(f"/models/{model.name}/").status_code == 404
