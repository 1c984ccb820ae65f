"""Whoever changes a song while it is changed or deleted somewhere else is told what happened; it is
nobody's fault."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db.models import Max
from django.test import Client

from chartbusters.challenges.models import Entry
from chartbusters.compositions.models import Composition, Revision, Visibility
from chartbusters.compositions.services import composition_create
from generation.music.document import to_document
from tests.interleaving import interleaved

Action = Callable[[], Any]


class Desk:
    """One song of one person, and what they may do to it, each in a browser window of its own."""

    def __init__(self, song: Any, sample_song: Any) -> None:
        self.song, self.sample_song = song, sample_song
        self.api = f"/api/v1/compositions/{song.pk}/"
        self.page = f"/@{song.owner.username}/{song.slug}/settings/"

    def window(self) -> Client:
        client = Client(raise_request_exception=False)
        client.force_login(self.song.owner)
        return client

    def asks(self, method: str, address: str, body: Any = None) -> Action:
        client = self.window()
        if method == "get":
            return lambda: client.get(address)
        return lambda: getattr(client, method)(
            address, json.dumps(body or {}), content_type="application/json"
        )

    def enters(self) -> Action:
        return self.asks(
            "post", "/api/v1/entries/", {"challenge": "tunes", "composition": str(self.song.pk)}
        )

    def sends(self, address: str, form: dict[str, str]) -> Action:
        client = self.window()
        return lambda: client.post(address, form)

    def saves(self, bars: int) -> Action:
        return self.asks(
            "post", f"{self.api}revisions/", {"document": to_document(self.sample_song(bars=bars))}
        )


ACTIONS: dict[str, Callable[[Desk], Action]] = {
    "look": lambda desk: desk.asks("get", desk.api),
    "history": lambda desk: desk.asks("get", f"{desk.api}revisions/"),
    "save": lambda desk: desk.saves(2),
    "save otherwise": lambda desk: desk.saves(3),
    "rename": lambda desk: desk.asks("patch", desk.api, {"title": "Other"}),
    "publish": lambda desk: desk.asks("patch", desk.api, {"visibility": "public"}),
    "make link": lambda desk: desk.asks("post", f"{desk.api}secret-link/"),
    "revoke link": lambda desk: desk.asks("delete", f"{desk.api}secret-link/"),
    "enter": Desk.enters,
    "check": lambda desk: desk.asks(
        "post", "/api/v1/challenges/tunes/check/", {"composition": str(desk.song.pk)}
    ),
    "enter by page": lambda desk: desk.sends(
        "/challenges/tunes/submit/", {"composition": str(desk.song.pk)}
    ),
    "change by page": lambda desk: desk.sends(
        desk.page, {"title": "Third", "visibility": "secret", "licence": "cc0"}
    ),
    "make link by page": lambda desk: desk.sends(desk.page, {"make_link": "1"}),
    "revoke link by page": lambda desk: desk.sends(desk.page, {"revoke_link": "1"}),
    "delete": lambda desk: desk.asks("delete", desk.api),
}
PAIRS = [
    *((name, "delete") for name in ACTIONS),
    *((name, name) for name in ACTIONS if name != "delete"),
    *(("save", "save otherwise"), ("save", "enter"), ("enter", "save"), ("enter", "enter by page")),
    *(
        ("rename", "change by page"),
        ("make link", "revoke link"),
        ("revoke link", "make link by page"),
    ),
    *(
        ("publish", "make link"),
        ("make link", "publish"),
        ("save", "publish"),
        ("change by page", "revoke link"),
    ),
]


# On PostgreSQL each test costs seconds: there those are tried whose locks differ.
LOCKING = {"save", "rename", "make link", "revoke link", "enter", "delete"}
TRIED = [
    pytest.param(*pair, marks=pytest.mark.postgres if LOCKING.issuperset(pair) else ())
    for pair in PAIRS
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("first", "second"), TRIED, ids=lambda name: name.replace(" ", "-"))
def test_nobody_gets_a_fault_of_ours(
    first: str, second: str, challenge_in: Any, sample_song: Any
) -> None:
    owner = get_user_model().objects.create_user("owner")
    challenge_in("open")

    def make() -> tuple[Action, Action]:
        Entry.objects.all().delete()
        Composition.objects.update(head=None)
        Composition.objects.all().delete()
        desk = Desk(
            composition_create(owner=owner, song=sample_song(), title="A tune"), sample_song
        )
        return ACTIONS[first](desk), ACTIONS[second](desk)

    for outcome in interleaved(make):
        for answer in outcome[1:]:
            assert getattr(answer, "status_code", 500) < 500, (
                outcome,
                getattr(answer, "content", b"")[:300],
            )
        _assert_whole()


def _assert_whole() -> None:
    """Whatever has happened, what is there fits together."""
    for song in Composition.objects.select_related("head"):
        numbers = list(Revision.objects.filter(composition=song).values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        assert song.head is not None and song.head.number == numbers[-1]
        assert song.visibility != Visibility.SECRET or song.secret_hash, (
            "shown by a link that there is none of"
        )
    assert Entry.objects.filter(withdrawn_at=None).count() <= 1
    assert (
        not Revision.objects.values("composition")
        .annotate(last=Max("number"))
        .filter(composition=None)
    )
