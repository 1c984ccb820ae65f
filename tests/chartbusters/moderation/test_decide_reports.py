"""Organisers decide on entries, staff on songs and people; one word closes all on a thing."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from chartbusters.challenges.organisers import Organiser, Role
from chartbusters.compositions.models import Visibility
from chartbusters.compositions.services import composition_create, composition_update
from chartbusters.moderation.models import Report
from chartbusters.moderation.services import (
    entry_report,
    person_report,
    report_decide,
    song_report,
)
from chartbusters.notices.audiences import people_in
from chartbusters.notices.models import Event
from chartbusters.sharing.services import secret_link_make
from chartbusters.web.errors import Refusal
from tests.chartbusters.test_act_as_staff import helper_with
from tests.contests import to_phase


@pytest.fixture
def reported(contest: Any, alice: Any, bob: Any, charlie: Any) -> Any:
    """A voting challenge that bob moderates, one entry of it, and reports on it by alice and
    charlie."""
    challenge, (entry, *_) = contest("voting")
    Organiser.objects.create(challenge=challenge, person=bob, role=Role.MODERATOR)
    for person in (alice, charlie):
        entry_report(entry=entry, by=person, why="copy", words=f"{person.username} heard it")
    return challenge, entry, Report.objects.first()


def test_the_queue_plays_it_without_a_name(reported: Any, client_of: Any, bob: Any) -> None:
    _, entry, _ = reported
    page = client_of(bob).get("/desk/tunes/reports/").content.decode()
    assert "alice heard it" in page and "charlie heard it" in page
    assert f"/desk/tunes/entries/{entry.number}/document.json" in page
    assert entry.title not in page and entry.maker.username not in page
    one = client_of(bob).get(f"/desk/tunes/entries/{entry.number}/")
    assert entry.title not in one.content.decode()
    heard = client_of(bob).get(f"/desk/tunes/entries/{entry.number}/document.json").json()
    assert heard["tracks"] and heard["title"] == ""


def test_one_decision_closes_all_and_puts_it_out(
    reported: Any, client_of: Any, bob: Any, charlie: Any
) -> None:
    _, entry, report = reported
    said = {"decision": "out", "reason": "It is a copy.", "answer": "You were right."}
    page = client_of(bob).post(f"/desk/tunes/reports/{report.pk}/", said, follow=True)
    assert "2 reports are closed" in page.content.decode()
    entry.refresh_from_db()
    assert entry.disqualified_at is not None
    assert "You were right." in client_of(charlie).get("/reports/").content.decode()
    told = Event.objects.get(kind="report_decided")
    assert told.label == "an entry in Tunes"  # by no number: some know it as a side of a pair
    people = people_in(told.audience).values_list("username", flat=True)
    assert set(people) == {"alice", "charlie"}


def test_nothing_is_closed_where_nothing_could_be_done(reported: Any, bob: Any) -> None:
    _, _, report = reported
    with pytest.raises(Refusal, match="Say why"):
        report_decide(report=report, by=bob, decision="out")
    assert Report.objects.filter(decided_at=None).count() == 2


def test_it_is_decided_once(reported: Any, bob: Any) -> None:
    _, _, report = reported
    assert report_decide(report=report, by=bob, decision="kept") == 2
    with pytest.raises(Refusal, match="just decided"):
        report_decide(report=report, by=bob, decision="out", reason="A copy.")


def test_who_reported_it_does_not_decide(reported: Any, alice: Any) -> None:
    challenge, _, report = reported
    Organiser.objects.create(challenge=challenge, person=alice, role=Role.MODERATOR)
    with pytest.raises(Refusal) as refused:
        report_decide(report=report, by=alice, decision="kept")
    assert refused.value.code == "own"


def test_strangers_and_viewers_see_no_queue(
    reported: Any, client_of: Any, api: Any, charlie: Any
) -> None:
    challenge, _, report = reported
    assert client_of(charlie).get("/desk/tunes/reports/").status_code == 404
    decide = f"/api/v1/reports/{report.pk}/decide/"
    assert api(charlie).post(decide, {"decision": "kept"}).status_code == 404
    Organiser.objects.create(challenge=challenge, person=charlie, role=Role.VIEWER)
    assert client_of(charlie).get("/desk/tunes/reports/").status_code == 403


def test_a_hidden_song_is_its_makers_alone(
    alice: Any, bob: Any, sample_song: Any, client_of: Any, visitor: Any
) -> None:
    song = composition_create(owner=alice, song=sample_song(), title="A tune")
    song = composition_update(composition=song, visibility=Visibility.PUBLIC)
    report = song_report(song=song, by=bob, why="hateful")
    helper = helper_with("change_report", "change_composition")
    said = {"decision": "hidden", "reason": "It insults people."}
    assert client_of(helper).post(f"/moderation/{report.pk}/", said).status_code == 302
    assert visitor.get(song.get_absolute_url()).status_code == 404
    page = client_of(alice).get(song.get_absolute_url()).content.decode()
    assert "It insults people." in page
    for show in (
        lambda: composition_update(composition=song, visibility=Visibility.PUBLIC),
        lambda: secret_link_make(composition=song),
    ):
        with pytest.raises(Refusal) as refused:
            show()
        assert refused.value.code == "hidden"


def test_the_right_to_decide_hides_no_song_by_itself(
    alice: Any, bob: Any, sample_song: Any
) -> None:
    song = composition_create(owner=alice, song=sample_song(), title="A tune")
    report = song_report(song=song, by=bob, why="spam")
    with pytest.raises(PermissionDenied):
        report_decide(
            report=report, by=helper_with("change_report"), decision="hidden", reason="Spam."
        )
    report.refresh_from_db()
    assert report.decided_at is None


def test_a_song_that_a_vote_silences_has_no_player(contest: Any, bob: Any, client_of: Any) -> None:
    _, (entry, *_) = contest("closed")
    song = composition_update(composition=entry.composition, visibility=Visibility.PUBLIC)
    song_report(song=song, by=bob, why="spam")
    helper = client_of(helper_with("change_report"))
    assert "<song-player" in helper.get("/moderation/").content.decode()
    to_phase(entry.challenge, "voting")
    page = helper.get("/moderation/").content.decode()
    assert "<song-player" not in page and "It cannot be heard now" in page


def test_other_rights_of_staff_see_nothing(alice: Any, bob: Any, client_of: Any) -> None:
    report = person_report(person=alice, by=bob, why="spam")
    helper = client_of(helper_with("view_report", "change_challenge"))
    assert helper.get("/moderation/").status_code == 403
    assert helper.post(f"/moderation/{report.pk}/", {"decision": "kept"}).status_code == 403
