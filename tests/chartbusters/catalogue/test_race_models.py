"""Models kept, shared, published, withdrawn and taken at one moment, on a real PostgreSQL: no dead
link keeps anything, nothing withdrawn is published, no bound is passed."""

from functools import partial
from typing import Any

import pytest

from chartbusters.catalogue.models import Publication
from chartbusters.catalogue.services import (
    model_withdraw,
    publication_answer,
    publication_ask,
    publication_take_back,
)
from generation.errors import Declined
from generation.models import KeptModel, TrainedModel, Visibility
from generation.services import (
    trained_model_keep,
    trained_model_return,
    trained_model_share,
)
from tests.databases import on_postgres
from tests.people import organiser_made, person_made
from tests.races import ROUNDS, crowd_of
from tests.trained_models import model_trained

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not on_postgres(), reason="races are tried on a real PostgreSQL"),
]


def sound(answers: list[Any]) -> bool:
    """Each was done, or declined in words."""
    broken = [each for each in answers if isinstance(each, Exception)]
    return all(isinstance(each, Declined) for each in broken)


def test_no_dead_link_keeps_anything(alice: Any) -> None:
    model = model_trained(alice)
    people = [person_made(f"keeper-{number}") for number in range(5)]
    with crowd_of(6) as crowd:
        for _ in range(ROUNDS):
            token = trained_model_share(model=model, by=alice).link_token
            keeps = [partial(trained_model_keep, link_token=token, person=one) for one in people]
            answers = crowd.at_once([*keeps, partial(trained_model_share, model=model, by=alice)])
            assert sound(answers) and not KeptModel.objects.exists()


def test_it_is_kept_once(alice: Any, bob: Any) -> None:
    token = trained_model_share(model=model_trained(alice), by=alice).link_token
    with crowd_of(6) as crowd:
        keep = partial(trained_model_keep, link_token=token, person=bob)
        assert sound(crowd.at_once([keep] * 6))
    assert KeptModel.objects.count() == 1


def test_what_is_withdrawn_is_not_published(alice: Any) -> None:
    model, staff = model_trained(alice), organiser_made()
    with crowd_of(3) as crowd:
        for _ in range(ROUNDS):
            asked = publication_ask(model=model, by=alice)
            answers = crowd.at_once(
                [
                    partial(publication_answer, publication=asked, by=staff, granted=True),
                    partial(model_withdraw, model=model, by=alice),
                    partial(publication_take_back, model=model, by=alice),
                ]
            )
            model.refresh_from_db()
            assert sound(answers) and model.withdrawn_at is not None
            assert model.visibility == Visibility.PRIVATE
            assert not Publication.objects.filter(answered_at=None).exists()
            model = trained_model_return(model=model, by=alice)


def test_one_request_is_open(alice: Any) -> None:
    model = model_trained(alice)
    with crowd_of(6) as crowd:
        answers = crowd.at_once([partial(publication_ask, model=model, by=alice)] * 6)
    assert {each.pk for each in answers} == {Publication.objects.get().pk}


def test_it_is_answered_once(alice: Any) -> None:
    model, staff = model_trained(alice), organiser_made()
    asked = publication_ask(model=model, by=alice)
    answer = partial(publication_answer, publication=asked, by=staff, words="So.")
    with crowd_of(4) as crowd:
        answers = crowd.at_once([partial(answer, granted=bool(n % 2)) for n in range(4)])
    assert sound(answers) and sum(isinstance(each, Declined) for each in answers) == 3


def test_no_bound_is_passed(alice: Any, settings: Any) -> None:
    settings.TRAINED_MODELS_EACH = 2
    with crowd_of(5) as crowd:
        makes = [partial(model_trained, alice, f"Band {number}") for number in range(5)]
        assert sound(crowd.at_once(makes))
    assert TrainedModel.objects.count() == 2
