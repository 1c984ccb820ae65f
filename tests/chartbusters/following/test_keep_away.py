"""Blocks and mutes: what they end, what they keep from beginning, who sees them, and the way
back."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from chartbusters.following.models import Block, Follow, Mute
from chartbusters.following.selectors import blocks_between, hidden_from
from chartbusters.following.services import (
    blocks,
    person_block,
    person_follow,
    person_mute,
    person_unblock,
)
from chartbusters.web.errors import Refusal

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
BLOCK, MUTE = "/api/v1/people/bob/block/", "/api/v1/people/bob/mute/"


def test_it_works(api: Any, alice: Any, bob: Any) -> None:
    for _ in range(2):
        assert api(alice).put(BLOCK).json()["blocks"] is True
        assert api(alice).put(MUTE).json()["mutes"] is True
    told = api(alice).get("/api/v1/me/kept-away/").json()
    assert [one["username"] for one in told["blocked"] + told["muted"]] == ["bob", "bob"]
    for _ in range(2):
        assert api(alice).delete(BLOCK).json()["blocks"] is False
        assert api(alice).delete(MUTE).json()["mutes"] is False
    assert not Block.objects.exists() and not Mute.objects.exists()


def test_a_block_ends_follows_both_ways(alice: Any, bob: Any, charlie: Any) -> None:
    person_follow(by=alice, person=bob)
    person_follow(by=bob, person=alice)
    person_follow(by=bob, person=charlie)
    person_block(by=alice, person=bob)
    assert Follow.objects.get().followed == charlie
    person_unblock(by=alice, person=bob)
    assert Follow.objects.count() == 1


def test_who_is_blocked_begins_nothing_and_is_not_told_why(api: Any, alice: Any, bob: Any) -> None:
    person_block(by=alice, person=bob)
    answer = api(bob).put("/api/v1/people/alice/follow/")
    assert (answer.status_code, answer.json()["code"]) == (403, "not_here")
    assert "block" not in answer.json()["message"]


def test_who_blocks_is_led_to_the_way_back(api: Any, alice: Any, bob: Any) -> None:
    person_block(by=alice, person=bob)
    answer = api(alice).put("/api/v1/people/bob/follow/")
    assert (answer.status_code, answer.json()["code"]) == (409, "blocked_by_you")


def test_a_mute_ends_nothing(alice: Any, bob: Any) -> None:
    person_follow(by=bob, person=alice)
    person_mute(by=alice, person=bob)
    assert Follow.objects.exists() and not blocks_between(one=alice.pk, other=bob.pk)
    assert hidden_from(person=alice.pk) == {bob.pk} and not hidden_from(person=bob.pk)


def test_it_requires_somebody_else(api: Any, alice: Any, bob: Any) -> None:
    for which in ("block", "mute"):
        assert api().put(f"/api/v1/people/bob/{which}/").status_code in (401, 403)
        assert api(bob).put(f"/api/v1/people/bob/{which}/").json()["code"] == "yourself"
        assert api(bob).put(f"/api/v1/people/nobody/{which}/").status_code == 404
    assert api().get("/api/v1/me/kept-away/").status_code in (401, 403)


def test_the_database_refuses_two_of_one_person_and_oneself(alice: Any, bob: Any) -> None:
    Block.objects.create(blocker=alice, blocked=bob)
    Mute.objects.create(muter=alice, muted=bob)
    for other in (bob, alice):
        with pytest.raises(IntegrityError), transaction.atomic():
            Block.objects.create(blocker=alice, blocked=other)
        with pytest.raises(IntegrityError), transaction.atomic():
            Mute.objects.create(muter=alice, muted=other)


@pytest.mark.parametrize("act", [person_block, person_mute])
def test_it_rejects_more_than_can_be_remembered(
    act: Any, monkeypatch: pytest.MonkeyPatch, alice: Any, bob: Any, charlie: Any
) -> None:
    monkeypatch.setattr(blocks, "MOST_BLOCKED", 1)
    for _ in range(2):
        act(by=alice, person=bob)
    with pytest.raises(Refusal, match="Nothing was changed"):
        act(by=alice, person=charlie)


def test_only_their_owner_sees_them(client_of: Any, visitor: Any, alice: Any, bob: Any) -> None:
    client = client_of(alice)
    for which in ("block", "mute"):
        client.post(f"/people/bob/{which}/")
    page = client.get("/accounts/kept-away/").content.decode()
    assert "Unblock bob" in page and "Unmute bob" in page
    assert "Unblock" not in client_of(bob).get("/accounts/kept-away/").content.decode()
    assert "/login/" in visitor.get("/accounts/kept-away/")["Location"]
    for which in ("block", "mute"):
        client.post(f"/people/bob/{which}/", {"take": "1"})
    page = client.get("/accounts/kept-away/").content.decode()
    assert "You block nobody" in page and "You mute nobody" in page
