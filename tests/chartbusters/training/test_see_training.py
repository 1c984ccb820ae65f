"""The front page of training: for visitors, for those who train, and what each of them sees."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from generation.models import TrainingRun, Visibility


def run_of(owner: Any, title: str, **values: Any) -> TrainingRun:
    return TrainingRun.objects.create(
        owner=owner, title=title, technique="gan", genre="pop", pack="pop", **values
    )


def test_a_visitor_sees_it_and_the_way_to_it(visitor: Client) -> None:
    page = visitor.get("/train/").content.decode()
    assert "Train a model" in page
    assert '<a href="/train/" aria-current="page">' in page


def test_it_shows_my_runs_to_me_alone(
    client_of: Callable[[Any], Client], alice: Any, bob: Any, visitor: Client
) -> None:
    run_of(alice, "My chorales")
    assert "My chorales" in client_of(alice).get("/train/").content.decode()
    for other in (client_of(bob), visitor):
        assert "My chorales" not in other.get("/train/").content.decode()


def test_published_runs_are_seen_by_all_and_those_with_a_link_are_not(
    alice: Any, visitor: Client
) -> None:
    run_of(alice, "For everybody", visibility=Visibility.PUBLISHED)
    run_of(alice, "For friends", visibility=Visibility.LINK, link_token="x")
    page = visitor.get("/train/").content.decode()
    assert "For everybody" in page
    assert "For friends" not in page
