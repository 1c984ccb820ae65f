"""A visitor's session is made in the transaction of what was asked: refused, neither is there;
done, both are."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from generation.models import GenerationJob
from generation.music.document import to_document

JOBS = "/api/v1/generation-jobs/"
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture
def ask(visitor: Client, sample_song: Callable[..., Any]) -> Callable[..., Any]:
    def asked(key: str, **changes: Any) -> Any:
        wish = {"technique": "gan", "document": to_document(sample_song()), **changes}
        return visitor.post(
            JOBS, wish, content_type="application/json", headers={"Idempotency-Key": key}
        )

    return asked


def test_it_works(ask: Callable[..., Any], visitor: Client) -> None:
    made = ask("k1")
    assert made.status_code == 201
    assert visitor.get(f"{JOBS}{made.json()['id']}/").status_code == 200


def test_it_leaves_no_session_of_what_was_refused(ask: Callable[..., Any], visitor: Client) -> None:
    refused = ask("k1", technique="none")
    assert refused.status_code < 500 and refused.json()["code"] != "bad_request"
    assert "sessionid" not in visitor.cookies and not Session.objects.exists()
    assert ask("k2").status_code == 201 and GenerationJob.objects.count() == 1


def test_it_keeps_the_jobs_of_a_visitor_whose_save_was_refused(
    ask: Callable[..., Any], visitor: Client, alice: Any, sample_song: Callable[..., Any]
) -> None:
    """Saving adopts them; where it is refused, they are not lost between the visitor and the
    person."""
    job = ask("k1").json()["id"]
    visitor.force_login(alice)
    empty = {"title": "x", "document": {**to_document(sample_song()), "tracks": []}}
    for key, body in (
        ("k2", empty),
        ("k3", {"title": "x", "document": to_document(sample_song())}),
    ):
        visitor.post(
            "/api/v1/compositions/",
            body,
            content_type="application/json",
            headers={"Idempotency-Key": key},
        )
    assert visitor.get(f"{JOBS}{job}/").status_code == 200
    assert GenerationJob.objects.get().owner == alice
