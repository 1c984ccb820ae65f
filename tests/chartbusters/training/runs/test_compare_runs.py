"""Two runs beside each other: what was chosen differently is marked."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.training_runs import finished_run

pytestmark = pytest.mark.django_db
Clients = Callable[[Any], Client]


def test_it_marks_what_was_chosen_differently(alice: Any, client_of: Clients) -> None:
    one = finished_run(alice, epochs=2, plan={"epochs": 2, "batch": 8})
    other = finished_run(alice, epochs=2, plan={"epochs": 2, "batch": 32})
    text = client_of(alice).get(f"/train/compare/?a={one.pk}&b={other.pk}").content.decode()
    marked = [row for row in text.split("<tr")[1:] if "differs" in row.split("</th>")[0]]
    assert len(marked) == 1
    assert "Batch" in marked[0] or "Windows" in marked[0]


def test_it_offers_those_that_one_may_see(alice: Any, bob: Any, client_of: Clients) -> None:
    finished_run(alice, epochs=1, title="Mine")
    finished_run(bob, epochs=1, title="Private of Bob")
    finished_run(bob, epochs=1, title="Shown by Bob", visibility="published")
    text = client_of(alice).get("/train/compare/").content.decode()
    assert "Mine" in text
    assert "Shown by Bob" in text
    assert "Private of Bob" not in text


@pytest.mark.parametrize("query", ["", "?a=&b=", "?a=x", "?a=00000000-0000-0000-0000-000000000000"])
def test_it_handles_runs_that_are_none(visitor: Client, query: str) -> None:
    assert visitor.get(f"/train/compare/{query}").status_code in (200, 404)


def test_it_needs_the_link_of_each(alice: Any, visitor: Client) -> None:
    one = finished_run(alice, epochs=1, visibility="link", link_token="one")
    other = finished_run(alice, epochs=1, visibility="link", link_token="two")
    both = f"/train/compare/?a={one.pk}&b={other.pk}"
    assert visitor.get(f"{both}&link_a=one&link_b=two").status_code == 200
    assert visitor.get(f"{both}&link_a=one").status_code == 404


def test_it_handles_a_run_beside_itself(alice: Any, client_of: Clients) -> None:
    run = finished_run(alice, epochs=1)
    assert client_of(alice).get(f"/train/compare/?a={run.pk}&b={run.pk}").status_code == 200
