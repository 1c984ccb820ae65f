"""A play is begun by whoever may hear the song; a maker, a co-author and a program get nothing that
counts."""

from typing import Any

import pytest
from django.test import Client

from chartbusters.challenges.models import Author
from chartbusters.challenges.services import entry_create
from chartbusters.compositions.models import Composition
from chartbusters.compositions.services import composition_update
from chartbusters.plays.beginnings import LONGEST
from tests.chartbusters.plays.conftest import PLAYS, begin
from tests.contests import to_phase

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("broker")]


def test_it_works(waltz: Composition, bob: Any, staff: Any, client_of: Any) -> None:
    for client in (client_of(bob), client_of(staff), Client()):
        answer = begin(client, waltz)
        assert len(answer.json()["token"]) == LONGEST
        assert answer.json()["after_ms"] == 1000 * waltz.listing.seconds // 2
        assert answer["Cache-Control"] == "no-store"


def test_a_maker_gets_nothing_that_counts(waltz: Composition, client_of: Any) -> None:
    assert begin(client_of(waltz.owner), waltz).json()["token"] == ""


def test_a_co_author_gets_nothing_that_counts_once_signed(
    waltz: Composition, bob: Any, client_of: Any, challenge_in: Any
) -> None:
    entry = entry_create(
        challenge=challenge_in("open"), composition=waltz, maker=waltz.owner, heard_by_all=True
    )
    named = Author.objects.create(entry=entry, person=bob, place=1)
    assert begin(client_of(bob), waltz).json()["token"]
    Author.objects.filter(pk=named.pk).update(accepted_at=entry.submitted_at)
    assert begin(client_of(bob), waltz).json()["token"] == ""


@pytest.mark.parametrize("agent", ["", "Googlebot/2.1", "curl/8.1", "python-requests/2.3"])
def test_a_program_gets_nothing_that_counts(agent: str, waltz: Composition) -> None:
    assert begin(Client(), waltz, **{"user-agent": agent}).json()["token"] == ""


@pytest.mark.parametrize("visibility", ["private", "secret"])
def test_it_requires_a_song_that_everybody_may_hear(
    visibility: str, waltz: Composition, bob: Any, client_of: Any
) -> None:
    composition_update(composition=waltz, visibility=visibility)
    for client in (client_of(waltz.owner), client_of(bob), Client()):
        assert begin(client, waltz).status_code == 404


def test_a_silent_song_is_as_one_that_never_was(
    waltz: Composition, bob: Any, client_of: Any, challenge_in: Any
) -> None:
    entry = entry_create(challenge=challenge_in("open"), composition=waltz, maker=waltz.owner)
    to_phase(entry.challenge, "voting")
    silent = begin(client_of(bob), waltz)
    Composition.objects.filter(pk=waltz.pk).update(visibility="private")
    never = begin(client_of(bob), waltz)
    assert silent.status_code == never.status_code == 404
    assert silent.json()["message"] == never.json()["message"]


def test_a_visitor_gets_a_number_for_this_address_alone(waltz: Composition) -> None:
    client = Client()
    begin(client, waltz)
    cookie = client.cookies["heard"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (PLAYS, True, "Lax")
    assert cookie["max-age"] == 6 * 3600
    begin(client, waltz)
    assert client.cookies["heard"].value == cookie.value


def test_who_needs_no_number_gets_none(waltz: Composition, bob: Any, client_of: Any) -> None:
    assert "heard" not in begin(client_of(bob), waltz).cookies
    assert "heard" not in begin(Client(), waltz, query="?from=embed").cookies
    assert "heard" not in begin(client_of(waltz.owner), waltz).cookies


def test_it_rejects_another_source(waltz: Composition) -> None:
    assert begin(Client(), waltz, query="?from=moon").json()["field"] == "from"


def test_it_handles_a_stream_that_is_away(waltz: Composition, settings: Any) -> None:
    settings.STREAM_URL = "unix:///nowhere.sock"
    answer = Client().get(f"{PLAYS}{waltz.pk}/", headers={"user-agent": "Mozilla/5.0"})
    assert (answer.status_code, answer.json()["code"]) == (503, "plays_away")
    assert answer["Retry-After"] == "5"
