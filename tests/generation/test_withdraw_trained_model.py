"""A trained model that is withdrawn, brought back, and swept away; and how many one may have."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db.models import F
from django.utils import timezone

from generation.errors import JobError
from generation.models import TrainedModel, TrainingRun
from generation.services import (
    trained_model_return,
    trained_model_share,
    trained_model_update,
    trained_model_withdraw,
    trained_models_erase,
    trained_weights_sweep,
)
from generation.trained_selectors import card_find, card_played
from tests.trained_models import examples_made, model_published, model_trained

pytestmark = pytest.mark.django_db(transaction=True)
LONG_AGO = timedelta(days=8)


@pytest.fixture
def model(alice: Any) -> TrainedModel:
    return model_trained(alice)


def age(ago: timedelta) -> None:
    TrainedModel.objects.update(withdrawn_at=F("withdrawn_at") - ago)


def test_it_is_asked_for_nothing_more(model: TrainedModel, alice: Any) -> None:
    for _ in range(2):
        trained_model_withdraw(model=model, by=alice)
    with pytest.raises(LookupError, match="withdrawn"):
        card_find(technique="gan", model=model.name, user=alice)


def test_a_take_that_was_granted_is_still_played(model: TrainedModel, alice: Any) -> None:
    trained_model_withdraw(model=model, by=alice)
    assert card_played(technique="gan", model=model.name).weights.exists()


def test_it_comes_back_five_times(model: TrainedModel, alice: Any) -> None:
    for _ in range(5):
        trained_model_withdraw(model=model, by=alice)
        returned = trained_model_return(model=model, by=alice)
        assert returned.withdrawn_at is None and returned.visibility == "private"
        assert card_find(technique="gan", model=model.name, user=alice).name == model.name


def test_its_link_does_not_come_back(model: TrainedModel, alice: Any) -> None:
    trained_model_share(model=model, by=alice)
    trained_model_withdraw(model=model, by=alice)
    assert trained_model_return(model=model, by=alice).link_token == ""


def test_its_weights_go_after_a_week(model: TrainedModel, alice: Any) -> None:
    trained_model_withdraw(model=model, by=alice)
    assert trained_weights_sweep() == 0 and default_storage.exists(model.weights_key)
    age(LONG_AGO)
    assert trained_weights_sweep() == 1 and trained_weights_sweep() == 0
    assert not default_storage.exists(model.weights_key)
    with pytest.raises(JobError, match="cannot come back"):
        trained_model_return(model=model, by=alice)
    with pytest.raises(LookupError, match="not to be had"):
        card_played(technique="gan", model=model.name)


def test_weights_that_another_model_has_stay(alice: Any, bob: Any) -> None:
    mine, theirs = model_trained(alice), model_trained(bob)
    assert mine.weights_key == theirs.weights_key
    trained_model_withdraw(model=mine, by=alice)
    age(LONG_AGO)
    assert trained_weights_sweep() == 1 and default_storage.exists(theirs.weights_key)


def test_taking_the_epoch_again_brings_it_back(alice: Any) -> None:
    run = TrainingRun.objects.create(owner=alice, technique="gan", genre="pop")
    model = model_trained(alice, run=run, epoch=3)
    trained_model_withdraw(model=model, by=alice)
    age(LONG_AGO)
    trained_weights_sweep()
    again = model_trained(alice, run=run, epoch=3)
    assert again.pk == model.pk and again.withdrawn_at is None
    assert default_storage.exists(again.weights_key)


def test_one_person_keeps_so_many(alice: Any, bob: Any, settings: Any) -> None:
    settings.TRAINED_MODELS_EACH = 2
    first, _ = model_trained(alice, "One"), model_trained(alice, "Two")
    model_trained(bob, "One")
    with pytest.raises(JobError, match="withdraw one"):
        model_trained(alice, "Three")
    trained_model_withdraw(model=first, by=alice)
    model_trained(alice, "Three")
    with pytest.raises(JobError, match="withdraw one"):
        trained_model_return(model=first, by=alice)


def test_its_words_are_its_owners(model: TrainedModel, alice: Any) -> None:
    changed = trained_model_update(
        model=model, by=alice, title="  Evening\nband ", description="From my\x00 tunes."
    )
    assert (changed.title, changed.name) == ("Evening band", model.name)
    assert changed.description == "From my tunes."
    with pytest.raises(JobError, match="needs a title"):
        trained_model_update(model=model, by=alice, title=" ")
    with pytest.raises(JobError, match="At most"):
        trained_model_update(model=model, by=alice, description="a" * 1001)


def test_who_leaves_takes_private_ones_along(alice: Any, bob: Any, staff: Any) -> None:
    private, published = model_trained(alice, "Mine"), model_trained(alice, "For all")
    trained_model_update(model=published, by=alice, description="By me, Alice.")
    model_published(published, staff)
    examples_made(private, 1)
    kept = model_trained(bob, "Bob's")
    held = trained_models_erase(owner=alice)
    assert len(held) == 2 and trained_models_erase(owner=alice) == set()
    left = {each.name: each for each in TrainedModel.objects.all()}
    assert set(left) == {published.name, kept.name}
    assert left[published.name].owner is None and left[published.name].description == ""
    assert default_storage.exists(published.weights_key)
    assert not default_storage.exists(private.weights_key)


def test_a_withdrawn_one_goes_with_its_owner(model: TrainedModel, alice: Any) -> None:
    trained_model_withdraw(model=model, by=alice)
    trained_models_erase(owner=alice)
    assert not TrainedModel.objects.exists() and not default_storage.exists(model.weights_key)


def test_a_week_is_by_the_databases_clock(model: TrainedModel, alice: Any) -> None:
    trained_model_withdraw(model=model, by=alice)
    withdrawn = TrainedModel.objects.get().withdrawn_at
    assert withdrawn and abs(withdrawn - timezone.now()) < timedelta(minutes=5)
