"""The bell, the page behind it and the API: each person has their own notices, and nobody's."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chartbusters.notices import selectors
from chartbusters.notices.models import MailChoice, Notice
from chartbusters.notices.services import notice_read
from tests.chartbusters.notices.conftest import Record

pytestmark = pytest.mark.django_db


def test_the_bell_counts_and_asks_once(
    recorded: Record, alice: Any, client_of: Any, visitor: Client
) -> None:
    recorded(alice, "1")
    recorded(alice, "2")
    with CaptureQueriesContext(connection) as asked:
        page = client_of(alice).get("/challenges/").content.decode()
    assert "Notices, 2 unread" in page
    assert len([one for one in asked if "notices_" in one["sql"]]) == 1
    with CaptureQueriesContext(connection) as asked:
        assert "Notices" not in visitor.get("/challenges/").content.decode()
    assert not [one for one in asked if "notices_" in one["sql"]]


def test_it_shows_unread_ones_first_in_pages(
    recorded: Record, alice: Any, client_of: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(selectors, "SIZE", 2)
    for number in range(5):
        recorded(alice, str(number), label=f"Tune {number}", data={"words": "<b>Loud</b>"})
    for notice in Notice.objects.filter(event__label__in=("Tune 4", "Tune 2")):
        notice_read(notice=notice)
    after, seen = "", []
    for _ in range(3):
        page = selectors.notices_page(person=alice, after=after)
        seen += [notice.event.label for notice in page.notices]
        after = page.after
    assert seen == ["Tune 3", "Tune 1", "Tune 0", "Tune 4", "Tune 2"] and after == ""
    text = client_of(alice).get("/notices/").content.decode()
    assert "&lt;b&gt;Loud" in text and "?after=unread-" in text
    for nonsense in ("read-x", "unread-²", "read-" + "9" * 30):
        assert client_of(alice).get("/notices/", {"after": nonsense}).status_code == 200


def test_opening_one_reads_it(recorded: Record, alice: Any, bob: Any, client_of: Any) -> None:
    recorded(alice)
    address = f"/notices/{Notice.objects.get().pk}/open/"
    assert client_of(bob).post(address).status_code == 404
    assert Notice.objects.get().read_at is None
    answer = client_of(alice).post(address)
    assert (answer.status_code, answer["Location"]) == (302, "/studio/")
    assert Notice.objects.get().read_at
    assert "Nothing yet" in client_of(bob).get("/notices/").content.decode()


def test_the_api_lists_and_reads(recorded: Record, alice: Any, bob: Any, api: Any) -> None:
    for number in range(3):
        recorded(alice, str(number), label=f"Tune {number}")
    listed = api(alice).get("/api/v1/notices/").json()["results"]
    assert [one["told"] for one in listed] == [f"Tune {n} was heard" for n in (2, 1, 0)]
    one = f"/api/v1/notices/{listed[0]['id']}/read/"
    assert api(bob).post(one).status_code == 404 and api().post(one).status_code == 401
    assert api(alice).post(one).json()["read_at"]
    unread = api(alice).get("/api/v1/notices/?unread=true").json()["results"]
    assert len(unread) == 2
    assert api(alice).post("/api/v1/notices/read-all/").json() == {"read": 2}
    assert api(bob).get("/api/v1/notices/").json()["results"] == []


def test_switches_are_kept_one_by_one(recorded: Record, alice: Any, client_of: Any) -> None:
    browser = client_of(alice)
    assert "a tune of yours is heard" in browser.get("/notices/mail/").content.decode()
    kinds = ["heard", "letter"]
    browser.post("/notices/mail/", {"asked": [*kinds, "none of ours"], "wanted": ["letter"]})
    said = dict(MailChoice.objects.filter(person=alice).values_list("kind", "wanted"))
    assert said == {"heard": False, "letter": True}
