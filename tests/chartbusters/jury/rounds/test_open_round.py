"""Organisers open a final round of a jury and end it: one at a time, by whoever runs the jury."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction
from django.utils import timezone

from chartbusters.challenges.models import Entry, Organiser
from chartbusters.jury.models import Juror, JuryRound
from chartbusters.jury.rounds.services import round_close, round_open
from chartbusters.notices.models import Event
from chartbusters.web.errors import Refusal
from tests.rounds import HOUR

pytestmark = pytest.mark.django_db
PANEL = "/challenges/tunes/jury/panel/"


def refused(code: str, act: Callable[..., Any], **values: Any) -> None:
    with pytest.raises(Refusal) as refusal:
        act(**values)
    assert refusal.value.code == code


def wish(made: Any, **other: Any) -> dict[str, Any]:
    """Words for `round_open`: the first two entries, for an hour."""
    numbers = [entry.number for entry in made.entries[:2]]
    return {
        "challenge": made.challenge,
        "numbers": numbers,
        "ends_at": timezone.now() + HOUR,
    } | other


def test_it_works(jury: Any, staff: Any) -> None:
    made = jury()
    opened = round_open(**wish(made, by=staff))
    finalists = opened.finalists.order_by("entry__number").values_list("entry", flat=True)
    assert list(finalists) == [entry.pk for entry in made.entries[:2]]
    event = Event.objects.get(kind="jury_round")
    assert event.audience == f"jurors:{made.challenge.pk}"
    assert event.address == "/challenges/tunes/jury/round/"


def test_it_takes_two_to_twelve_entries_that_stand(jury: Any, staff: Any) -> None:
    made = jury()
    one, other, third = (entry.number for entry in made.entries)
    Entry.objects.filter(number=third).update(withdrawn_at=timezone.now())
    for code, numbers in {
        "invalid": ([one], [one, one], [one, other, *range(100, 111)]),
        "no_entry": ([one, third], [one, 2**31]),
    }.items():
        for given in numbers:
            refused(code, round_open, **wish(made, by=staff, numbers=given))
    assert not JuryRound.objects.exists()


def test_it_waits_until_entries_are_closed(jury: Any, staff: Any) -> None:
    made = jury()
    for phase in ("upcoming", "open"):
        made.to(phase)
        refused("too_early", round_open, **wish(made, by=staff))


def test_it_ends_later_than_now_by_the_clock_of_the_database(jury: Any, staff: Any) -> None:
    made = jury()
    refused("invalid", round_open, **wish(made, by=staff, ends_at=timezone.now() - HOUR))


def test_it_asks_somebody(jury: Any, staff: Any) -> None:
    made = jury()
    Juror.objects.update(accepted_at=None)
    refused("no_juror", round_open, **wish(made, by=staff))


def test_one_runs_at_a_time_and_those_before_stay_on_record(
    final: Any, client_of: Any, staff: Any
) -> None:
    made = final()
    refused("round_open", made.open)
    round_close(challenge=made.challenge, by=staff)
    refused("no_round", round_close, challenge=made.challenge, by=staff)
    made.round = made.open()
    made.end()
    made.open()
    page = client_of(staff).get("/admin/jury/juryround/").content.decode()
    assert page.count(", ".join(map(str, made.numbers))) == 3
    first, second, third = JuryRound.objects.order_by("pk")
    assert first.closed_at and first.closed_at < first.ends_at
    assert second.closed_at == second.ends_at and third.closed_at is None


def test_the_database_keeps_one_open_round(final: Any) -> None:
    made = final()
    moment = timezone.now() + timedelta(days=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        JuryRound.objects.create(challenge=made.challenge, ends_at=moment)


def helper_with(right: str) -> Any:
    helper = get_user_model().objects.create_user("helper", is_staff=True)
    helper.user_permissions.add(Permission.objects.get(codename=right))
    return helper


def form(made: Any) -> dict[str, str]:
    numbers = [str(entry.number) for entry in made.entries]
    ends_at = timezone.now() + HOUR
    return {"numbers": " and ".join(numbers), "ends_at": f"{ends_at:%Y-%m-%dT%H:%M}"}


def opens_and_ends(browser: Any, made: Any) -> tuple[int, int, int]:
    """What the panel answers to somebody who opens a round, and to them who end it."""
    opened = browser.post(f"{PANEL}round/", form(made)).status_code
    ended = browser.post(f"{PANEL}round/close/").status_code
    return opened, ended, JuryRound.objects.exclude(closed_at=None).count()


@pytest.mark.parametrize("role", ["owner", "editor", "moderator", "viewer"])
def test_organisers_who_look_after_people_open_and_end_it(
    role: str, jury: Any, client_of: Any, charlie: Any
) -> None:
    made = jury()
    Organiser.objects.create(challenge=made.challenge, person=charlie, role=role)
    may = role in ("owner", "moderator")
    answer = opens_and_ends(client_of(charlie), made)
    assert answer == ((302, 302, 1) if may else (403, 403, 0))


@pytest.mark.parametrize("right", ["add_juryround", "add_juror"])
def test_staff_open_and_end_it_by_one_right(right: str, jury: Any, client_of: Any) -> None:
    made, browser = jury(), client_of(helper_with(right))
    may = right == "add_juryround"
    assert ("Finalists, by number" in browser.get(PANEL).content.decode()) == may
    assert opens_and_ends(browser, made) == ((302, 302, 1) if may else (403, 403, 0))


def test_others_do_not(jury: Any, client_of: Any, visitor: Any, alice: Any, charlie: Any) -> None:
    made = jury()
    for browser in map(client_of, (alice, charlie, made.entries[0].maker)):
        assert opens_and_ends(browser, made) == (403, 403, 0)
    assert opens_and_ends(visitor, made) == (302, 302, 0)
    assert not JuryRound.objects.exists()


NONSENSE = [
    {"numbers": ""},
    {"numbers": "one, two"},
    {"numbers": "1 " + "9" * 40},
    {"ends_at": ""},
    {"ends_at": "2026-13-45T99:99"},
    {"ends_at": "0001-01-01T00:00+14:00"},
    {"ends_at": "0001-01-01T00:00"},
]


def test_what_makes_no_sense_is_declined(jury: Any, client_of: Any, staff: Any) -> None:
    made, browser = jury(), client_of(staff)
    for typed in NONSENSE:
        answer = browser.post(f"{PANEL}round/", form(made) | typed)
        assert answer.status_code == 400, typed
    assert not JuryRound.objects.exists()


def test_the_panel_tells_how_many_have_answered_and_not_what(
    final: Any, client_of: Any, staff: Any
) -> None:
    made = final()
    made.order(1, e0=1, e1=3, e2=2)
    page = client_of(staff).get(PANEL).content.decode()
    assert "1 of 2 have answered" in page and "End the final round" in page
    assert client_of(staff).get("/challenges/tunes/jury/round/").status_code == 404
