"""Applause for entries once their challenge is over."""

from typing import Any

from chartbusters.challenges.models import Applause
from chartbusters.challenges.services import applauses_erase
from tests.contests import to_phase


def address(entry: Any) -> str:
    return f"/api/v1/entries/{entry.pk}/applause/"


def test_it_works(api: Any, contest: Any, charlie: Any) -> None:
    _, (entry, *_) = contest("closed")
    for _ in range(2):
        assert api(charlie).put(address(entry)).json() == {"applause": 1, "mine": True}
    for _ in range(2):
        assert api(charlie).delete(address(entry)).json() == {"applause": 0, "mine": False}
    assert not Applause.objects.exists()


def test_it_requires_somebody_signed_in(api: Any, contest: Any, visitor: Any) -> None:
    challenge, (entry, *_) = contest("closed")
    assert api().put(address(entry)).status_code in (401, 403)
    page = f"/challenges/{challenge.slug}/entries/{entry.pk}/applause/"
    assert "/login/" in visitor.post(page)["Location"]


def test_it_rejects_before_the_end_and_one_s_own(api: Any, contest: Any, charlie: Any) -> None:
    challenge, (entry, *_) = contest("voting")
    assert api(charlie).put(address(entry)).status_code == 404  # or entries could be told apart
    to_phase(challenge, "closed")
    assert api(entry.maker).put(address(entry)).json()["code"] == "own_entry"


def test_it_shows_on_the_page_and_goes_with_who_leaves(
    client_of: Any, contest: Any, charlie: Any
) -> None:
    challenge, (entry, *_) = contest("closed")
    client, page = client_of(charlie), f"/challenges/{challenge.slug}/entries/{entry.pk}/"
    client.post(f"{page}applause/")
    assert "1 person applauds this" in client.get(page).content.decode()
    applauses_erase(person=charlie)
    assert "Nobody has applauded this yet" in client.get(page).content.decode()
