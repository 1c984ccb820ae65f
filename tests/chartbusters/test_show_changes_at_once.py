"""Pages are kept under what they show: whatever changes is seen at the next look, and nobody sees
what is another's.

Each test looks first as everybody, so that the page is kept, then changes something by the service
that does so.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge, Entry
from chartbusters.challenges.services import (
    challenge_extend,
    challenge_publish,
    entry_create,
    entry_withdraw,
)
from chartbusters.compositions.models import Rendering, RenderingState, Visibility
from chartbusters.compositions.services import composition_delete, composition_update, revision_add
from chartbusters.leaderboard.services import board_refresh
from chartbusters.leaving.services import person_erase
from chartbusters.sharing.services import secret_link_make
from chartbusters.voting.models import Vote
from chartbusters.voting.services import vote_cast, vote_void
from chartbusters.web.shelf import SHELF
from scoring.models import ReportState, ScoreReport
from tests.contests import to_phase

Look = Callable[..., str]
BOARD, ENTRIES, LIST = (
    "/challenges/tunes/leaderboard/",
    "/challenges/tunes/entries/",
    "/challenges/",
)
SONG = "/@alice/a-tune/"


@pytest.fixture
def look(visitor: Client, client_of: Any) -> Look:
    """`look("/")`: what a visitor reads there; `look("/", alice)`: what alice does. Twice: the
    second is kept."""
    browsers: dict[Any, Client] = {None: visitor}

    def reading(address: str, person: Any = None) -> str:
        browser = browsers.setdefault(person, browsers.get(person) or client_of(person))
        pages = [browser.get(address) for _ in range(2)]
        assert pages[0].status_code == pages[1].status_code
        if pages[0].status_code == 404:
            return "404"
        if person is None:
            assert pages[0].content == pages[1].content
        return pages[1].content.decode()

    return reading


@pytest.fixture
def song(alice: Any, composition_of: Any) -> Any:
    """A public song of alice's."""
    return composition_update(composition=composition_of(alice), visibility=Visibility.PUBLIC)


@pytest.fixture
def board(contest: Any, heard_ballot: Any, settings: Any, bob: Any) -> Any:
    """A challenge in voting with three entries, one vote, and a board of it."""
    settings.LEADERBOARD_MINIMUM_VOTES = 1
    challenge, entries = contest("voting", 3)
    vote_cast(ballot=heard_ballot(bob, challenge), outcome="a")
    board_refresh(challenge=challenge)
    return challenge, entries


def soon(challenge: Challenge, field: str) -> None:
    """The time of `field` comes within this second; no row is touched when it does."""
    Challenge.objects.filter(pk=challenge.pk).update(
        **{field: timezone.now() + timedelta(seconds=1)}
    )


def test_a_song_made_private_is_gone_for_all_but_its_maker(
    look: Look, alice: Any, bob: Any, staff: Any, song: Any
) -> None:
    assert all("A tune" in look(page) for page in ("/", SONG, "/@alice/"))
    composition_update(composition=song, visibility=Visibility.PRIVATE)
    for person in (None, bob, staff):
        assert "A tune" not in look("/", person) and "A tune" not in look("/@alice/", person)
        assert look(SONG, person) == "404"
    assert "Only you can see this" in look(SONG, alice)


def test_a_song_behind_a_secret_link_is_told_nowhere_else(
    look: Look, song: Any, visitor: Client
) -> None:
    assert "A tune" in look(SONG)
    token = secret_link_make(
        composition=composition_update(composition=song, visibility=Visibility.PRIVATE)
    )
    SHELF.clear()
    assert b"A tune" in visitor.get(f"/s/{token}/").content and SHELF.taken == 0
    assert look(SONG) == "404" and "A tune" not in look("/") and "A tune" not in look("/@alice/")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"licence": "cc0"}, "CC0 1.0"),
        ({"process_note": "A model helped"}, "A model helped"),
    ],
)
def test_what_a_maker_says_of_a_song(
    change: dict[str, str], told: str, look: Look, song: Any
) -> None:
    assert told not in look(SONG)
    composition_update(composition=song, **change)
    assert told in look(SONG)


def test_a_song_with_another_title(look: Look, song: Any) -> None:
    assert (
        "A tune" in look("/") and "A tune" in look(SONG) and look("/@alice/another-name/") == "404"
    )
    composition_update(composition=song, title="Another name")
    assert all("Another name" in look(page) for page in ("/", "/@alice/", "/@alice/another-name/"))
    assert look(SONG) == "404"


def test_a_new_revision(look: Look, song: Any, sample_song: Any) -> None:
    assert "Edited by hand" not in look(SONG)
    revision_add(composition=song, song=sample_song(bars=2))
    assert "Edited by hand" in look(SONG)


def test_a_recording_that_is_done(look: Look, song: Any) -> None:
    assert "Download MP3" not in look(SONG)
    name = default_storage.save("renderings/x.mp3", ContentFile(b"sound"))
    done = {"state": RenderingState.DONE, "seconds": 8, "audio": name}
    Rendering.objects.update_or_create(song=song.head.song, defaults=done)
    assert "Download MP3" in look(SONG)


def test_a_song_deleted(look: Look, song: Any) -> None:
    assert "A tune" in look(SONG) and "A tune" in look("/")
    composition_delete(composition=song)
    assert look(SONG) == "404" and "A tune" not in look("/")


def test_a_maker_with_another_name(look: Look, alice: Any, song: Any) -> None:
    assert all("by alice" in look(page) or "alice" in look(page) for page in ("/", SONG))
    User.objects.filter(pk=alice.pk).update(display_name="Alice in Chains")
    assert all("Alice in Chains" in look(page) for page in ("/", SONG, "/@alice/"))


def test_a_maker_who_left(look: Look, alice: Any, song: Any) -> None:
    assert all("A tune" in look(page) for page in ("/", SONG, "/@alice/"))
    person_erase(person=alice, by=alice)
    assert (
        "A tune" not in look("/")
        and look(SONG) == look("/@alice/") == "404"
        and "alice" not in look("/")
    )


def test_a_song_that_enters_leaves_the_first_page(
    look: Look, song: Any, challenge_in: Any, alice: Any
) -> None:
    challenge = challenge_in("open")
    assert "A tune" in look("/")
    entry_create(challenge=challenge, composition=song, maker=alice)
    assert "A tune" not in look("/")


def test_a_challenge_published_and_renamed(look: Look, challenge_in: Any, staff: Any) -> None:
    challenge = challenge_in("open", published=False, title="Waltzes")
    assert (
        "Waltzes" not in look("/")
        and "Waltzes" not in look(LIST)
        and look(ENTRIES) == look(BOARD) == "404"
    )
    challenge_publish(challenge=challenge, by=staff)
    assert all("Waltzes" in look(page) for page in ("/", LIST, ENTRIES, BOARD))
    Challenge.objects.filter(pk=challenge.pk).update(title="Mazurkas")
    assert all("Mazurkas" in look(page) for page in ("/", LIST, ENTRIES, BOARD))
    Challenge.objects.filter(pk=challenge.pk).update(published=False)
    assert (
        "Mazurkas" not in look("/")
        and "Mazurkas" not in look(LIST)
        and look(ENTRIES) == look(BOARD) == "404"
    )


def test_a_challenge_extended(look: Look, challenge_in: Any, staff: Any) -> None:
    challenge = challenge_in("voting")
    before = [look(page) for page in ("/", LIST, ENTRIES, BOARD)]
    challenge_extend(challenge=challenge, by=staff, length=timedelta(days=40))
    assert all(
        look(page) != old for page, old in zip(("/", LIST, ENTRIES, BOARD), before, strict=True)
    )


def test_entries_that_come_and_go(look: Look, challenge_in: Any, song: Any, alice: Any) -> None:
    challenge = challenge_in("open")
    assert "Nobody has entered yet" in look(ENTRIES) and "0 entries" in look(LIST)
    entry = entry_create(challenge=challenge, composition=song, maker=alice)
    assert f"Entry {entry.number}" in look(ENTRIES) and "1 entry" in look(LIST)
    entry_withdraw(entry=entry)
    assert "Nobody has entered yet" in look(ENTRIES) and "0 entries" in look(LIST)


@pytest.mark.django_db(transaction=True)
def test_time_alone_opens_a_challenge(
    look: Look, challenge_in: Any, visitor: Client, eventually: Any
) -> None:
    challenge = challenge_in("upcoming")
    assert "Soon" in look("/") and ">Upcoming<" in look(LIST)
    soon(challenge, "opens_at")
    # once: it may come between two looks
    eventually(lambda: b"Open for songs" in visitor.get("/").content, seconds=30)
    assert "Open for songs" in look("/") and ">Open<" in look(LIST)


@pytest.mark.django_db(transaction=True)
def test_time_alone_ends_the_blindness(
    look: Look, board: Any, visitor: Client, eventually: Any
) -> None:
    challenge, _ = board
    assert "Secret title" not in look(BOARD) + look(ENTRIES) + look("/") and "Vote now" in look("/")
    soon(challenge, "voting_closes_at")
    eventually(lambda: b"Finished" in visitor.get("/").content, seconds=30)
    assert all(
        "Secret title 0" in look(page) and "by maker0" in look(page) for page in (BOARD, ENTRIES)
    )
    assert "Secret title" in look("/")


def test_a_vote_that_is_opened_again_is_blind_again(look: Look, board: Any) -> None:
    challenge, _ = board
    to_phase(challenge, "closed")
    assert all("Secret title" in look(page) for page in (BOARD, ENTRIES, "/"))
    to_phase(challenge, "voting")
    shown = [look(page) for page in (BOARD, ENTRIES, "/")]
    assert not any("Secret title" in page for page in shown)
    assert not any("maker0" in page for page in shown)


def test_votes_and_voids_reach_the_board(
    look: Look, board: Any, charlie: Any, staff: Any, heard_ballot: Any, bob: Any
) -> None:
    challenge, _ = board
    assert "1 votes" in look(BOARD)
    vote_cast(ballot=heard_ballot(charlie, challenge), outcome="b")
    board_refresh(challenge=challenge)
    assert "2 votes" in look(BOARD) and "2 votes" in look(BOARD, bob)
    vote_void(vote=Vote.objects.latest("pk"), by=staff, reason="a test")
    board_refresh(challenge=challenge)
    assert "1 votes" in look(BOARD) and "1 votes" in look(BOARD, bob)


def test_a_score_that_comes_late(look: Look, board: Any) -> None:
    _, entries = board
    look(BOARD)
    report = ScoreReport.objects.get(pk=entries[0].score_report_id)
    ScoreReport.objects.filter(pk=report.pk).update(state=ReportState.DONE, score=73.2)
    assert ">73<" in look(BOARD)


def test_an_entry_that_stands_no_more_leaves_the_board(look: Look, board: Any) -> None:
    _, entries = board
    gone = f"Entry {entries[1].number}<"
    assert gone in look(BOARD)
    Entry.objects.filter(pk=entries[1].pk).update(withdrawn_at=timezone.now())
    assert gone not in look(BOARD) and gone not in look(ENTRIES)


def test_names_on_a_decided_board(look: Look, board: Any) -> None:
    challenge, entries = board
    to_phase(challenge, "closed")
    assert all("by maker0" in look(page) for page in (BOARD, ENTRIES))
    User.objects.filter(pk=entries[0].maker_id).update(display_name="The Baroness")
    assert all("by The Baroness" in look(page) for page in (BOARD, ENTRIES))
    person_erase(person=entries[0].maker, by=entries[0].maker)
    assert not any("Baroness" in look(page) for page in (BOARD, ENTRIES, "/"))


def test_a_song_on_the_first_page_that_becomes_private_is_linked_no_more(
    look: Look, board: Any
) -> None:
    challenge, entries = board
    to_phase(challenge, "closed")
    for entry in entries:
        composition_update(composition=entry.composition, visibility=Visibility.PUBLIC)
    assert 'data-rank="' in look("/") and "/@maker0/secret-title-0/" in look("/")
    composition_update(composition=entries[0].composition, visibility=Visibility.PRIVATE)
    assert "/@maker0/secret-title-0/" not in look("/")


@pytest.mark.parametrize("phase", ["voting", "closed"])
def test_a_maker_finds_their_own_row_and_nobody_else_does(
    phase: str, look: Look, board: Any, staff: Any
) -> None:
    challenge, entries = board
    to_phase(challenge, phase)
    for _ in range(2):
        for entry in entries:
            page = look(BOARD, entry.maker)
            assert page.count(">Yours<") == 1 and entry.title in page
            others = [other.title in page for other in entries if other != entry]
            assert all(others) if phase == "closed" else not any(others)
        for person in (None, staff):
            assert "Yours" not in look(BOARD, person) and (
                "Secret title" in look(BOARD, person)
            ) == (phase == "closed")


@pytest.mark.parametrize("address", ["/", LIST, ENTRIES, BOARD, SONG, "/@alice/"])
def test_nothing_of_a_person_is_in_what_visitors_get(
    address: str, look: Look, alice: Any, staff: Any, board: Any, song: Any
) -> None:
    for person in (staff, alice):
        assert "Sign out" in look(address, person) and f"@{person.username}" in look(
            address, person
        )
    page = look(address)
    private_words = (
        "Sign out",
        "Administration",
        "csrf",
        "organiser",
        "Who may see it",
        "Open in the studio",
    )
    for private in (*private_words, "Your songs"):
        assert private not in page
    assert (
        "Sign in" in page
        and "Sign out" in look(address, alice)
        and "Administration" in look(address, staff)
    )


def test_a_message_is_for_one_visitor_alone(
    look: Look, visitor: Client, client_of: Any, alice: Any
) -> None:
    browser = client_of(alice)
    page = browser.post("/accounts/logout/", follow=True).content.decode()
    assert "You have signed out" in page and "You have signed out" not in look("/")


def test_songs_on_a_profile_come_and_go(
    look: Look, song: Any, alice: Any, composition_of: Any
) -> None:
    other = composition_of(alice, title="A second one", transpose=3)
    assert "A second one" not in look("/@alice/") and "A second one" in look("/@alice/", alice)
    composition_update(composition=other, visibility=Visibility.PUBLIC)
    assert "A second one" in look("/@alice/")
    User.objects.filter(pk=alice.pk).update(about="Likes waltzes", is_active=True)
    assert "Likes waltzes" in look("/@alice/")
    User.objects.filter(pk=alice.pk).update(is_active=False)
    assert look("/@alice/") == "404" and "A tune" not in look("/")
