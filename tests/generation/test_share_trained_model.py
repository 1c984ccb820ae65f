"""Who may see and use a trained model: private, by link, published; asked by its owner, by who was
sent the link, and by strangers."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from generation.errors import JobError
from generation.models import KeptModel, TrainedModel, TrainingRun, Visibility
from generation.services import (
    trained_model_hide,
    trained_model_keep,
    trained_model_let_go,
    trained_model_publish,
    trained_model_share,
    trained_model_update,
    trained_model_withdraw,
)
from generation.trained_selectors import is_kept, trained_models_visible
from tests.trained_models import model_trained

pytestmark = pytest.mark.django_db


@pytest.fixture
def model(alice: Any) -> TrainedModel:
    return model_trained(alice)


def sees(user: Any, link_token: str = "") -> bool:
    return trained_models_visible(user=user, link_token=link_token).exists()


def test_it_is_its_owners_alone(model: TrainedModel, alice: Any, bob: Any) -> None:
    assert sees(alice) and not sees(bob) and not sees(None)


def test_who_holds_the_link_sees_it(model: TrainedModel, alice: Any, bob: Any) -> None:
    shared = trained_model_share(model=model, by=alice)
    assert sees(None, shared.link_token)
    assert not sees(None) and not sees(bob) and not sees(bob, "another")


def test_who_keeps_it_sees_it_without_the_link(model: TrainedModel, alice: Any, bob: Any) -> None:
    shared = trained_model_share(model=model, by=alice)
    for _ in range(2):
        trained_model_keep(link_token=shared.link_token, person=bob)
    assert sees(bob) and is_kept(model=model, user=bob) and KeptModel.objects.count() == 1
    trained_model_let_go(model=model, person=bob)
    assert not sees(bob)


def test_its_owner_need_not_keep_it(model: TrainedModel, alice: Any) -> None:
    shared = trained_model_share(model=model, by=alice)
    trained_model_keep(link_token=shared.link_token, person=alice)
    assert not KeptModel.objects.exists()


def test_a_link_drawn_anew_ends_the_one_before(model: TrainedModel, alice: Any, bob: Any) -> None:
    first = trained_model_share(model=model, by=alice).link_token
    trained_model_keep(link_token=first, person=bob)
    second = trained_model_share(model=model, by=alice).link_token
    assert first != second and not sees(bob) and not sees(None, first) and sees(None, second)
    with pytest.raises(JobError, match="ended or replaced"):
        trained_model_keep(link_token=first, person=bob)


@pytest.mark.parametrize("token", ["", "x" * 22])
def test_no_link_keeps_what_is_private(model: TrainedModel, bob: Any, token: str) -> None:
    with pytest.raises(JobError):
        trained_model_keep(link_token=token, person=bob)


def test_a_link_that_was_ended_stays_dead(model: TrainedModel, alice: Any, bob: Any) -> None:
    token = trained_model_share(model=model, by=alice).link_token
    trained_model_keep(link_token=token, person=bob)
    trained_model_hide(model=model, by=alice)
    assert not sees(bob) and not sees(None, token)
    trained_model_share(model=model, by=alice)
    assert not sees(bob) and not sees(None, token)


@pytest.mark.parametrize(
    "act",
    [
        trained_model_share,
        trained_model_hide,
        trained_model_withdraw,
        lambda **who: trained_model_update(**who, title="Mine now"),
    ],
)
def test_it_requires_its_owner(
    act: Any, model: TrainedModel, bob: Any, charlie: Any, staff: Any
) -> None:
    trained_model_keep(
        link_token=trained_model_share(model=model, by=model.owner).link_token, person=bob
    )
    for person in (bob, charlie, staff):
        with pytest.raises(JobError, match="Only whoever trained"):
            act(model=TrainedModel.objects.get(), by=person)
    assert TrainedModel.objects.get().visibility == Visibility.LINK


def test_an_organiser_publishes(model: TrainedModel, staff: Any, bob: Any) -> None:
    published = trained_model_publish(model=model, by=staff)
    assert sees(None) and sees(bob) and published.published_by == staff
    assert LogEntry.objects.get().change_message == "Published."


def test_it_requires_the_right_to_publish(model: TrainedModel, alice: Any, bob: Any) -> None:
    for person in (alice, bob):
        with pytest.raises(PermissionDenied):
            trained_model_publish(model=model, by=person)
    assert not sees(None)


def test_an_organiser_takes_back_what_was_published(model: TrainedModel, staff: Any) -> None:
    trained_model_publish(model=model, by=staff)
    trained_model_hide(model=TrainedModel.objects.get(), by=staff)
    assert not sees(None)
    assert LogEntry.objects.count() == 2


def test_its_owner_takes_back_what_was_published(
    model: TrainedModel, staff: Any, alice: Any
) -> None:
    trained_model_publish(model=model, by=staff)
    trained_model_hide(model=model, by=alice)
    assert not sees(None) and sees(alice)


def test_its_run_is_shown_while_it_is_published(alice: Any, staff: Any) -> None:
    run = TrainingRun.objects.create(owner=alice, technique="gan", genre="pop")
    first = model_trained(alice, "One", run=run, epoch=1)
    second = model_trained(alice, "Two", run=run, epoch=2)

    def shown() -> bool:
        return TrainingRun.objects.filter(visibility=Visibility.PUBLISHED).exists()

    for model in (first, second):
        trained_model_publish(model=model, by=staff)
        assert shown()
    trained_model_hide(model=first, by=alice)
    assert shown()
    trained_model_withdraw(model=second, by=alice)
    assert not shown()


def test_what_is_withdrawn_is_shown_to_nobody(model: TrainedModel, alice: Any, staff: Any) -> None:
    trained_model_withdraw(model=model, by=alice)
    for act, by in ((trained_model_share, alice), (trained_model_publish, staff)):
        with pytest.raises(JobError, match="Bring it back"):
            act(model=model, by=by)


@pytest.mark.parametrize(
    "told",
    [
        {"link_token": "x"},
        {"visibility": Visibility.LINK},
        {"visibility": Visibility.PUBLISHED},
        {"visibility": Visibility.LINK, "link_token": "x", "withdrawn_at": Now()},
    ],
    ids=str,
)
def test_the_database_holds_what_links_mean(model: TrainedModel, told: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        TrainedModel.objects.update(**told)
