"""What people count on changes with a note for everybody, once a challenge has opened; what is over
stays over."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry

from chartbusters.challenges.models import Challenge, ChallengeNote
from chartbusters.challenges.services import challenge_extend, challenge_save
from chartbusters.web.errors import Refusal
from tests.contests import HOUR

DAY = timedelta(days=1)
PAGE = "/challenges/tunes/"
WHY = "A holiday was in the way."


def filled(challenge: Challenge, **changes: str) -> dict[str, str]:
    """The admin's form of a challenge, as it is sent: times to the second."""
    form = {
        "title": challenge.title,
        "slug": challenge.slug,
        "tagline": "",
        "overview": "",
    }
    form |= {"genre": challenge.genre, "published": "on"}
    for name in ("opens_at", "entries_close_at", "voting_closes_at"):
        at = getattr(challenge, name)
        form |= {f"{name}_0": f"{at:%Y-%m-%d}", f"{name}_1": f"{at:%H:%M:%S}"}
    return form | changes


def test_a_moved_deadline_is_told_on_the_page(
    challenge_in: Any, client_of: Any, staff: Any, visitor: Any
) -> None:
    challenge = challenge_in("open")
    later = challenge.entries_close_at + timedelta(minutes=30)
    moved = {"entries_close_at_0": f"{later:%Y-%m-%d}", "entries_close_at_1": f"{later:%H:%M:%S}"}
    address = f"/admin/challenges/challenge/{challenge.pk}/change/"
    assert client_of(staff).post(address, filled(challenge, note=WHY, **moved)).status_code == 302
    page = visitor.get(PAGE).content.decode()
    assert "What was changed" in page and "The end of entries was moved from" in page
    assert f"to {later:%-d %b %Y %H:%M:%S} UTC" in page and "The end of voting" not in page
    assert WHY in page and LogEntry.objects.get().user == staff


def test_it_rejects_a_change_without_the_organisers_own_words(
    challenge_in: Any, client_of: Any, staff: Any
) -> None:
    challenge = challenge_in("open")
    later = challenge.voting_closes_at + timedelta(minutes=30)
    moved = {"voting_closes_at_0": f"{later:%Y-%m-%d}", "voting_closes_at_1": f"{later:%H:%M:%S}"}
    address = f"/admin/challenges/challenge/{challenge.pk}/change/"
    page = client_of(staff).post(address, filled(challenge, note="  ", **moved))
    assert page.status_code == 200 and "Say in a few words why" in page.content.decode()
    challenge.voting_closes_at = later
    with pytest.raises(Refusal) as refusal:
        challenge_save(challenge=challenge, by=staff)
    assert (refusal.value.code, refusal.value.field) == ("note_needed", "note")
    assert Challenge.objects.get().voting_closes_at < later and not ChallengeNote.objects.exists()


def test_changed_rules_are_told_before_and_after(
    challenge_in: Any, staff: Any, visitor: Any, api: Any
) -> None:
    challenge = challenge_in("open", rules=[{"rule": "minimum_bars", "value": 8}])
    challenge.rules = [{"rule": "minimum_bars", "value": 16}, {"rule": "meter", "value": "3/4"}]
    challenge_save(challenge=challenge, by=staff, words=WHY)
    said = "Before: At least 8 bars. Now: At least 16 bars; In 3/4 time."
    assert said in visitor.get(PAGE).content.decode()
    (note,) = api().get("/api/v1/challenges/tunes/").json()["notes"]
    assert said in note["text"] and note["created_at"]


def test_a_genre_that_changes_is_told(challenge_in: Any, staff: Any) -> None:
    challenge = challenge_in("open", genre="bach")
    challenge.genre = "jazz"
    challenge_save(challenge=challenge, by=staff, words=WHY)
    assert "measured beside jazz, no longer beside bach" in ChallengeNote.objects.get().text


def test_what_nobody_counts_on_leaves_no_note(
    challenge_in: Any, client_of: Any, staff: Any, visitor: Any
) -> None:
    challenge = challenge_in("open")
    address = f"/admin/challenges/challenge/{challenge.pk}/change/"
    assert client_of(staff).post(address, filled(challenge, tagline="Sing it")).status_code == 302
    assert (
        Challenge.objects.get().tagline == "Sing it"
        and "What was changed" not in visitor.get(PAGE).content.decode()
    )


def test_before_it_opens_it_may_change_freely(challenge_in: Any, staff: Any) -> None:
    challenge = challenge_in("upcoming")
    challenge.entries_close_at += timedelta(minutes=1)
    challenge_save(challenge=challenge, by=staff)
    assert not ChallengeNote.objects.exists()


def test_hiding_it_for_a_moment_hides_no_change(contest: Any, staff: Any) -> None:
    challenge, _ = contest("open")
    for published, minutes in ((False, 0), (False, 5), (True, 0)):
        challenge.published, challenge.voting_closes_at = (
            published,
            challenge.voting_closes_at + minutes * HOUR / 60,
        )
        challenge_save(challenge=challenge, by=staff, words=WHY)
    assert "The end of voting was moved" in ChallengeNote.objects.get().text


def test_extending_an_open_one_moves_both_ends_and_says_so(
    challenge_in: Any, staff: Any, visitor: Any
) -> None:
    before = challenge_in("open")
    challenge_extend(challenge=before, by=staff, length=DAY)
    after = Challenge.objects.get()
    assert (
        after.entries_close_at - before.entries_close_at
        == DAY
        == after.voting_closes_at - before.voting_closes_at
    )
    page = visitor.get(PAGE).content.decode()
    assert "The end of entries was moved" in page and "The end of voting was moved" in page
    assert "Extended. The end of entries was moved" in LogEntry.objects.get().change_message


def test_extending_in_voting_does_not_open_entries_again(contest: Any, staff: Any) -> None:
    before, _ = contest("voting")
    challenge_extend(challenge=before, by=staff, length=DAY)
    after = Challenge.objects.with_phase().get()
    assert after.phase == "voting" and after.entries_close_at == before.entries_close_at
    assert after.voting_closes_at - before.voting_closes_at == DAY


def test_extending_does_not_reopen_what_is_over(contest: Any, client_of: Any, staff: Any) -> None:
    challenge, _ = contest("closed")
    with pytest.raises(Refusal, match="names are known"):
        challenge_extend(challenge=challenge, by=staff, length=DAY)
    wish = {"action": "extend", "_selected_action": str(challenge.pk)}
    page = client_of(staff).post("/admin/challenges/challenge/", wish, follow=True).content.decode()
    assert "nothing was extended" in page and "Extended by a day" not in page
    assert Challenge.objects.with_phase().get().phase == "closed"


@pytest.mark.parametrize("genre", ["romance", "", "General"])
def test_it_rejects_genres_without_real_music(
    genre: str, challenge_in: Any, client_of: Any, staff: Any
) -> None:
    challenge = challenge_in("upcoming")
    address = f"/admin/challenges/challenge/{challenge.pk}/change/"
    answer = client_of(staff).post(address, filled(challenge, genre=genre))
    assert answer.status_code == 200 and Challenge.objects.get().genre == "general"
    challenge.genre = genre
    with pytest.raises(Refusal, match="There is no real music of the genre"):
        challenge_save(challenge=challenge, by=staff)


def test_a_form_changes_no_odd_genre_unasked(challenge_in: Any, client_of: Any, staff: Any) -> None:
    challenge = challenge_in("open", genre="romance")
    page = (
        client_of(staff).get(f"/admin/challenges/challenge/{challenge.pk}/change/").content.decode()
    )
    assert "selected>bach" not in page and "Choose the real music" in page


def test_the_service_rejects_rules_that_nothing_meets(challenge_in: Any, staff: Any) -> None:
    challenge = challenge_in("upcoming")
    challenge.rules = [{"rule": "technique", "value": "gann"}]
    with pytest.raises(
        Refusal, match="No song meets technique 'gann': its value is one of gan, arcnn, transformer"
    ):
        challenge_save(challenge=challenge, by=staff)


def test_the_administration_can_spell(client_of: Any, staff: Any) -> None:
    page = client_of(staff).get("/admin/").content.decode()
    assert (
        "Entrys" not in page
        and ">Entries<" in page
        and page.count("Models in the Accounts application") == 1
    )
