"""The playlist of a challenge goes to the account of one who runs it: the tracks that makers have
published themselves, in the order of the result, once that is told."""

import re
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import IntegrityError, transaction

from chartbusters.challenges.models import Challenge, Entry, Organiser, Role
from chartbusters.compositions.models import Composition
from chartbusters.leaderboard.services import board_refresh
from chartbusters.soundcloud import services
from chartbusters.soundcloud.models import ChallengePlaylist
from chartbusters.voting.services import vote_cast
from chartbusters.web.errors import Refusal
from tests.chartbusters.soundcloud.conftest import play, work
from tests.chartbusters.soundcloud.fake import SoundCloud, User
from tests.contests import to_phase

pytestmark = pytest.mark.django_db
Told = tuple[Challenge, list[Entry]]


def tracks_there(soundcloud: SoundCloud) -> list[str]:
    (playlist,) = soundcloud.playlists.values()
    return [each["urn"] for each in playlist.fields["tracks"]]


def track_of(entry: Entry) -> str:
    return str(entry.composition.publications.get().track)  # type: ignore[union-attr]


def _in_order(entries: list[Entry]) -> list[str]:
    """Without a rank: by their numbers, which are drawn."""
    return [track_of(one) for one in sorted(entries, key=lambda entry: entry.number)]


@pytest.mark.postgres
def test_it_works(
    soundcloud: SoundCloud, told_contest: Told, alice: Any, settings: LazySettings
) -> None:
    settings.SITE_ADDRESS = "https://music.example"
    challenge, entries = told_contest
    asked = services.playlist_ask(challenge=challenge, by=alice)
    assert asked.state == "queued" and play() == 1
    asked.refresh_from_db()
    (playlist,) = soundcloud.playlists.values()
    assert (asked.state, asked.playlist) == ("live", playlist.urn)
    assert asked.link == f"{soundcloud.url}/alice-plays/sets/list-500"
    assert tracks_there(soundcloud) == _in_order(entries[:2]) == asked.tracks
    fields = playlist.fields
    assert (fields["title"], fields["sharing"], fields["tag_list"]) == (
        "Tunes",
        "public",
        asked.tag,
    )
    assert "https://music.example/challenges/tunes/playlist/" in fields["description"]
    assert len(soundcloud.asked("POST", "/tracks")) == 2  # nobody's song was sent by it


def test_it_is_in_the_order_of_the_result(
    soundcloud: SoundCloud,
    contest: Any,
    heard_ballot: Any,
    alice: Any,
    charlie: Any,
    connected: Any,
    sent: Any,
    visitor: Any,
) -> None:
    challenge, entries = contest("voting", 3)
    for _ in range(3):
        ballot = heard_ballot(charlie, challenge)
        last_wins = "a" if ballot.entry_a.number > ballot.entry_b.number else "b"
        vote_cast(ballot=ballot, outcome=last_wins)
    Challenge.objects.filter(pk=challenge.pk).update(minimum_votes=1)
    challenge = to_phase(challenge, "closed")
    board_refresh(challenge=challenge)
    Organiser.objects.create(challenge=challenge, person=alice, role=Role.EDITOR)
    connected(alice)
    for entry in entries:
        sent(entry)
    services.playlist_ask(challenge=challenge, by=alice)
    play()
    page = visitor.get("/challenges/tunes/playlist/").content.decode()
    shown = re.findall(r'<h3><a href="/challenges/tunes/entries/([^/]+)/', page)
    by_key = {str(entry.pk): track_of(entry) for entry in entries}
    assert tracks_there(soundcloud) == [by_key[key] for key in shown]


def test_pressed_again_it_is_brought_up_to_date(
    soundcloud: SoundCloud, told_contest: Told, alice: Any, sent: Any
) -> None:
    challenge, entries = told_contest
    services.playlist_ask(challenge=challenge, by=alice)
    play()
    sent(entries[2])
    gone = entries[0].composition.publications.get()  # type: ignore[union-attr]
    services.publication_withdraw(publication=gone, by=entries[0].maker)
    work()
    again = services.playlist_ask(challenge=challenge, by=alice)
    assert again.state == "queued" and play() == 1
    assert tracks_there(soundcloud) == _in_order(entries[1:])
    assert len(soundcloud.asked("POST", "/playlists")) == 1


def test_what_was_just_done_is_not_done_again(
    soundcloud: SoundCloud, told_contest: Told, alice: Any
) -> None:
    challenge, _ = told_contest
    first = services.playlist_ask(challenge=challenge, by=alice)
    assert services.playlist_ask(challenge=challenge, by=alice).pk == first.pk
    play()
    assert services.playlist_ask(challenge=challenge, by=alice).state == "live"
    assert play() == 0 and len(soundcloud.playlists) == 1


def test_what_is_not_for_everybody_is_left_out(
    soundcloud: SoundCloud, told_contest: Told, alice: Any, sent: Any
) -> None:
    """A private track, an earlier or later song of the maker's, a song that staff hide, an entry
    that was put out."""
    challenge, entries = told_contest
    sent(entries[2], "private")
    entries[0].composition.publications.update(digest="another")  # type: ignore[union-attr]
    services.playlist_ask(challenge=challenge, by=alice)
    play()
    assert tracks_there(soundcloud) == [track_of(entries[1])]
    Composition.objects.filter(pk=entries[1].composition_id).update(hidden_because="Stolen")
    services.playlist_ask(challenge=challenge, by=alice)
    play()
    assert tracks_there(soundcloud) == []
    Composition.objects.update(hidden_because="")
    out = {"disqualified_at": challenge.created_at, "withdrawn_at": challenge.created_at}
    Entry.objects.filter(pk=entries[1].pk).update(**out)
    services.playlist_ask(challenge=challenge, by=alice)
    play()
    assert tracks_there(soundcloud) == []


@pytest.mark.parametrize("phase", ["upcoming", "open", "voting", "held"])
def test_it_is_refused_before_the_result_is_told(
    soundcloud: SoundCloud, told_contest: Told, alice: Any, phase: str
) -> None:
    challenge = to_phase(told_contest[0], phase)
    with pytest.raises(Refusal, match="not told yet") as refusal:
        services.playlist_ask(challenge=challenge, by=alice)
    assert (refusal.value.code, refusal.value.status) == ("not_told", 409)
    assert not ChallengePlaylist.objects.exists()


def test_it_is_not_sent_when_voting_runs_again(
    soundcloud: SoundCloud, told_contest: Told, alice: Any
) -> None:
    asked = services.playlist_ask(challenge=told_contest[0], by=alice)
    to_phase(told_contest[0], "voting")
    play()
    asked.refresh_from_db()
    assert asked.state == "failed" and "is not told" in asked.problem
    assert not soundcloud.playlists


def test_it_is_not_sent_for_who_runs_it_no_more(
    soundcloud: SoundCloud, told_contest: Told, alice: Any
) -> None:
    services.playlist_ask(challenge=told_contest[0], by=alice)
    Organiser.objects.all().delete()
    play()
    assert ChallengePlaylist.objects.get().state == "failed" and not soundcloud.playlists


def test_two_organisers_have_one_each(
    soundcloud: SoundCloud, told_contest: Told, alice: Any, bob: Any, connected: Any
) -> None:
    Organiser.objects.create(challenge=told_contest[0], person=bob, role=Role.EDITOR)
    soundcloud.user = User(2, "bob-runs")
    connected(bob)
    for one in (alice, bob):
        services.playlist_ask(challenge=told_contest[0], by=one)
    play()
    owners = [each.user.username for each in soundcloud.playlists.values()]
    assert sorted(owners) == ["alice-plays", "bob-runs"]


def test_two_organisers_of_one_account_share_it(
    soundcloud: SoundCloud, told_contest: Told, alice: Any, bob: Any, connected: Any
) -> None:
    Organiser.objects.create(challenge=told_contest[0], person=bob, role=Role.EDITOR)
    services.playlist_ask(challenge=told_contest[0], by=alice)
    play()
    connected(bob)
    services.connection_end(person=alice)
    ChallengePlaylist.objects.update(live_at=told_contest[0].created_at, tracks=[])
    services.playlist_ask(challenge=told_contest[0], by=bob)
    play()
    row = ChallengePlaylist.objects.get()
    assert (row.state, row.owner, len(soundcloud.playlists)) == ("live", bob, 1)


def test_it_requires_a_connection_and_a_track(
    soundcloud: SoundCloud, contest: Any, alice: Any, connected: Any
) -> None:
    challenge, _ = contest("closed", 2)
    Organiser.objects.create(challenge=challenge, person=alice, role=Role.OWNER)
    with pytest.raises(Refusal, match="Connect your account"):
        services.playlist_ask(challenge=challenge, by=alice)
    connected(alice)
    with pytest.raises(Refusal, match="No entry of this challenge"):
        services.playlist_ask(challenge=challenge, by=alice)
    assert not ChallengePlaylist.objects.exists()


@pytest.mark.postgres
def test_the_database_holds_one_for_a_challenge_and_an_account(
    soundcloud: SoundCloud, told_contest: Told, alice: Any
) -> None:
    made = services.playlist_ask(challenge=told_contest[0], by=alice)
    same = {"owner": alice, "account": made.account, "challenge": made.challenge, "title": "x"}
    with pytest.raises(IntegrityError), transaction.atomic():
        ChallengePlaylist.objects.create(**same)
    with pytest.raises(IntegrityError), transaction.atomic():
        ChallengePlaylist.objects.filter(pk=made.pk).update(state="live")
