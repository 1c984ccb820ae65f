"""Numbers are JSON numbers, and in addresses the digits of ASCII: text of any script that Python
would read is none."""

from collections.abc import Callable
from typing import Any

import pytest

from generation.catalogue import cards
from generation.models import GenerationJob
from generation.music.document import to_document

pytestmark = pytest.mark.django_db
NO_NUMBERS = ["\u0967\u0968", "\uff11\uff12", " 12 ", "12.0", "12", "1_2", "+12", True, 12.5, [12]]


def test_it_rejects_other_seeds_and_parameters(
    api: Any, alice: Any, sample_song: Callable[..., Any]
) -> None:
    wish = {"technique": "gan", "document": to_document(sample_song())}
    for value in NO_NUMBERS:
        for more in ({"seed": value}, {"parameters": {"refine": value}}):
            answer = api(alice).post("/api/v1/generation-jobs/", wish | more)
            assert answer.status_code == 400, (more, answer.content)
    assert not GenerationJob.objects.exists()


def test_it_takes_numbers(api: Any, alice: Any, sample_song: Callable[..., Any]) -> None:
    wish = {
        "technique": "gan",
        "document": to_document(sample_song()),
        "seed": 12.0,
        "parameters": {"refine": 2.0},
    }
    made = api(alice).post("/api/v1/generation-jobs/", wish).json()
    assert (made["seed"], made["parameters"]["refine"]) == (12, 2)


def test_it_rejects_other_milliseconds(api: Any, alice: Any, contest: Callable[..., Any]) -> None:
    challenge, _ = contest("voting", 3)
    ballot = api(alice).post("/api/v1/ballots/", {"challenge": challenge.slug}).json()
    for value in NO_NUMBERS:
        answer = api(alice).post(
            f"/api/v1/ballots/{ballot['id']}/heard/", {"side": "a", "ms": value}
        )
        assert (answer.status_code, answer.json().get("field")) == (400, "ms"), value


def test_it_rejects_other_revisions_and_days(
    api: Any, alice: Any, sample_song: Callable[..., Any]
) -> None:
    document = to_document(sample_song())
    made = api(alice).post("/api/v1/compositions/", {"title": "x", "document": document}).json()
    address = f"/api/v1/compositions/{made['id']}/revisions/"
    for value in NO_NUMBERS:
        assert (
            api(alice).post(address, {"document": document, "after": value}).json()["field"]
            == "after"
        ), value
        assert (
            api(alice).post("/api/v1/tokens/", {"name": "x", "days": value}).json()["field"]
            == "days"
        ), value


@pytest.mark.parametrize("page", ["\u0967", "\uff11", "%201", "1.0", "1_0", "%2B1", "-1"])
def test_it_rejects_other_pages(api: Any, page: str) -> None:
    assert api().get(f"/api/v1/models/?page={page}").status_code == 404


def test_it_takes_pages(api: Any) -> None:
    assert [
        api().get(f"/api/v1/models/?page={page}").status_code for page in ("1", "last", "2")
    ] == [200, 200, 404]
    names = [
        len(api().get(f"/api/v1/models/?page_size={size}").json()["results"])
        for size in ("1", "\u0967")
    ]
    assert names == [1, len(cards())]
