"""From the end of voting until the moment that its organisers have set nobody finds anywhere who
made what, and how it went; from then on everybody does."""

from typing import Any

import pytest
from django.db.models import Case, F, Value, When
from django.test import Client
from django.utils import timezone

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge, Entry, Organiser, Role
from chartbusters.challenges.services import applause_give, moments_note
from chartbusters.leaderboard.chain import chain_faults
from chartbusters.leaderboard.models import RatingRun, Standing
from chartbusters.leaderboard.services import board_refresh, boards_seal
from chartbusters.notices.models import Event
from chartbusters.voting.models import Ballot, Vote, VoteBlock
from chartbusters.voting.services import ballot_issue
from chartbusters.web.errors import Refusal
from tests.contests import to_phase
from tests.walks import addresses, differences, seen

BOARD = "/challenges/tunes/leaderboard/"
API = "/api/v1/leaderboards/tunes/"


@pytest.fixture
def held(voted: Any) -> Any:
    """A challenge whose voting is over and whose result is held back, with its entries."""
    challenge, entries = voted()
    Challenge.objects.update(board_shows="hidden")
    board_refresh(challenge=challenge)
    return to_phase(challenge, "held"), entries


@pytest.fixture
def insider(held: Any) -> User:
    """Somebody who has entered, has voted, and looks on among the organisers."""
    challenge, entries = held
    maker: User = entries[0].maker
    Ballot.objects.filter(voter__username="voter0").update(voter=maker)
    Organiser.objects.create(challenge=challenge, person=maker, role=Role.VIEWER)
    return maker


def places(entries: list[Entry]) -> list[str]:
    """Every address, of the challenge and of what its second maker made."""
    other = entries[1]
    known = {
        "slug": ["tunes", other.composition.slug],
        "pk": [entries[0].pk, other.pk],
        "username": [other.maker.username],
        "digest": [other.song_id],
        "number": [other.number],
    }
    found = [*addresses(known), f"{BOARD}?by=metrics", f"{BOARD}?at=2099-01-01"]
    return [place for place in found if place != "/healthz"]


def telling(entry: Entry) -> list[str]:
    """What tells of a result: if a walk could not tell two of them apart here, it would miss it
    elsewhere."""
    page = f"/challenges/tunes/entries/{entry.pk}/"
    files = ["votes.json", "leaderboard/board.csv", "entries/", "reveal/"]
    found = [page, f"{page}card.png", "/", BOARD, f"{BOARD}?by=metrics", API]
    return [*found, *(f"/challenges/tunes/{name}" for name in files)]


def turn_over(entries: list[Entry]) -> None:
    """Another result: the second and third entry change their makers, every vote says the opposite
    but for the insider's, and whoever was first is last."""
    one, other = Entry.objects.filter(pk__in=[entry.pk for entry in entries[1:3]])
    for entry, of in ((one, other), (other, one)):
        changed = {"title": of.title, "maker": of.maker, "slot": F("slot") + 1}
        Entry.objects.filter(pk=entry.pk).update(**changed)
    opposite = Case(When(outcome="a", then=Value("b")), default=Value("a"))
    turned = Vote.objects.filter(outcome__in="ab").exclude(ballot__voter=entries[0].maker)
    turned.update(outcome=opposite)
    RatingRun.objects.update(votes=F("votes") + 7)
    Standing.objects.update(position=F("position") + 100)
    Standing.objects.update(
        position=105 - F("position"), rank_low=5 - F("rank_high"), rank_high=5 - F("rank_low")
    )


def test_it_works(held: Any, insider: User, client_of: Any, visitor: Client) -> None:
    """Two results that have nothing in common look the same to everybody, at every address; and are
    told apart as soon as they may be."""
    _, entries = held
    every, watchers = places(entries), [visitor, client_of(insider)]
    before = [seen(client, every) for client in watchers]
    turn_over(entries)
    after = [seen(client, every) for client in watchers]
    assert set().union(*map(differences, before, after)) == set()
    Challenge.objects.update(reveal_at=timezone.now())
    tells = telling(entries[0])
    told = seen(visitor, tells)
    turn_over(entries)
    assert {*differences(told, seen(visitor, tells))} == {*tells}
    picks = watchers[1].get("/challenges/tunes/votes/").content.decode()
    assert "chosen" in picks and "Secret title" in picks


def test_it_says_when_it_is_told(held: Any, insider: User, client_of: Any) -> None:
    challenge, _ = held
    moment = f"{challenge.told_at:%-d %b %Y %H:%M} UTC"
    browser = client_of(insider)
    for address in ("", "leaderboard/", "votes/", "vote/", "entries/"):
        page = browser.get(f"/challenges/tunes/{address}").content.decode()
        assert "The result is told on" in page and moment in page, address
    overview = browser.get("/challenges/tunes/").content.decode()
    assert "The result is told in <time data-until" in overview and "held back" in overview


def test_voting_is_over_for_all_that(held: Any, bob: Any, alice: Any) -> None:
    challenge, entries = held
    with pytest.raises(Refusal) as refused:
        ballot_issue(challenge=challenge, voter=bob)
    assert "Voting is over" in refused.value.message
    with pytest.raises(Refusal) as refused:
        applause_give(entry=entries[0], person=alice)
    assert refused.value.code == "not_over"


def test_people_are_told_with_the_result(held: Any) -> None:
    moments_note()
    assert not Event.objects.filter(kind="challenge_closed").exists()
    Challenge.objects.update(reveal_at=timezone.now())
    moments_note()
    assert Event.objects.filter(kind="challenge_closed").count() == 1


def test_it_is_sealed_at_the_end_and_what_changed_with_the_telling(
    held: Any, visitor: Client
) -> None:
    """The chain of seals is there for everybody at any time, so it does not tell of changes."""
    challenge, _ = held
    chain = f"{BOARD}seals.json"
    assert boards_seal() == 1
    sealed = visitor.get(chain).json()["snapshots"]
    assert [one["occasion"] for one in sealed] == ["closed"]
    Vote.objects.filter(pk=Vote.objects.exclude(outcome="bad").first().pk).update(outcome="bad")
    VoteBlock.objects.all().delete()
    board_refresh(challenge=challenge)
    assert boards_seal() == 0 and visitor.get(chain).json()["snapshots"] == sealed
    assert visitor.get(f"{BOARD}?at=2099-01-01").status_code == 404
    Challenge.objects.update(reveal_at=timezone.now())
    assert boards_seal() == 1 and boards_seal() == 0
    links = visitor.get(chain).json()["snapshots"]
    assert [one["occasion"] for one in links] == ["closed", "changed"]
    assert chain_faults(challenge=challenge) == []
    assert visitor.get(f"{BOARD}?at=2099-01-01").status_code == 200
