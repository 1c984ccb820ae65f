"""People are asked onto a jury, say yes or no, are reminded, and taken off."""

from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db.models import F

from chartbusters.jury.models import Juror, JurySheet
from chartbusters.jury.selectors import invitation_by_code, juror_of, said_counting
from chartbusters.jury.services import (
    Invited,
    juror_accept,
    juror_decline,
    juror_remind,
    juror_remove,
    jurors_invite,
    jurors_remind,
)
from chartbusters.jury.services.reminding import REMIND_AGAIN_AFTER
from chartbusters.notices.models import Event
from chartbusters.web.errors import Refusal

pytestmark = pytest.mark.django_db
SMTP = "django.core.mail.backends.smtp.EmailBackend"


def address(page: str, link: str) -> str:
    return f"{page}:{link}"


def invite(challenge: Any, text: str, by: Any) -> list[Invited]:
    return jurors_invite(challenge=challenge, text=text, by=by, address=address)


def refused(code: str, act: Any, **values: Any) -> None:
    with pytest.raises(Refusal) as refusal:
        act(**values)
    assert refusal.value.code == code


@pytest.fixture
def mailing(settings: Any) -> None:
    """A site whose mail leaves the machine."""
    settings.MAIL_BACKEND = SMTP


def test_it_works(challenge_in: Any, alice: Any, staff: Any, mailing: None) -> None:
    challenge = challenge_in("open")
    (asked,) = invite(challenge, " @Alice ", staff)
    assert asked == Invited("@Alice", 1, "", True, "")
    assert "jury:tunes" in mail.outbox[0].body and mail.outbox[0].to == ["alice@example.org"]
    assert juror_of(challenge=challenge, person=alice) is None
    juror_accept(juror=Juror.objects.get(), person=alice)
    assert juror_of(challenge=challenge, person=alice) == Juror.objects.get()


def test_it_is_behind_the_bell_once_each_time(challenge_in: Any, alice: Any, staff: Any) -> None:
    challenge = challenge_in("open")
    for _ in range(2):
        invite(challenge, "alice", staff)
    assert [one.kind for one in Event.objects.filter(notices__person=alice)] == ["jury_invited"]
    juror_decline(juror=Juror.objects.get(), person=alice)
    invite(challenge, "alice", staff)
    assert Event.objects.filter(notices__person=alice).count() == 2


def test_it_requires_the_right(challenge_in: Any, alice: Any) -> None:
    with pytest.raises(PermissionDenied):
        invite(challenge_in("open"), "alice", alice)


def test_one_bad_line_does_not_stop_the_next(challenge_in: Any, alice: Any, staff: Any) -> None:
    found = invite(challenge_in("open"), "nobody\nno@address\n\nalice\nalice", staff)
    assert [one.number for one in found] == [None, None, 1]
    assert "nobody" in found[0].fault and "no mail address" in found[1].fault


def test_who_is_on_it_is_not_asked_again(jury: Any, staff: Any) -> None:
    (found,) = invite(jury().challenge, "alice", staff)
    assert "already" in found.fault and Juror.objects.count() == 2


def test_a_link_is_mailed_and_shown_to_nobody(challenge_in: Any, staff: Any, mailing: None) -> None:
    (found,) = invite(challenge_in("open"), "Judge@Example.org", staff)
    assert found.link == "" and found.mailed
    assert "jury-invited:" in mail.outbox[0].body and mail.outbox[0].to == ["Judge@Example.org"]


def test_a_link_is_told_where_the_site_sends_no_mail(challenge_in: Any, staff: Any) -> None:
    (found,) = invite(challenge_in("open"), "judge@example.org", staff)
    assert found.link.startswith("jury-invited:") and not found.mailed and not mail.outbox


def test_whoever_has_the_link_takes_the_seat_once(
    challenge_in: Any, alice: Any, bob: Any, staff: Any
) -> None:
    challenge = challenge_in("open")
    (asked,) = invite(challenge, "judge@example.org", staff)
    code = asked.link.partition(":")[2]
    found = invitation_by_code(code=code.lower())
    assert found is not None
    other = Juror.objects.get()  # read before somebody took it
    juror_accept(juror=found, person=alice)
    seat = Juror.objects.get()
    assert (seat.person, seat.email, seat.link) == (alice, "", None)
    assert invitation_by_code(code=code) is None
    refused("not_invited", juror_accept, juror=other, person=bob)


def test_a_fresh_link_ends_the_one_before(challenge_in: Any, staff: Any) -> None:
    challenge = challenge_in("open")
    codes = [invite(challenge, "judge@example.org", staff)[0].link.partition(":")[2] for _ in "12"]
    assert [bool(invitation_by_code(code=code)) for code in codes] == [False, True]
    assert Juror.objects.count() == 1


def test_somebody_with_two_invitations_takes_one_seat(
    challenge_in: Any, alice: Any, staff: Any
) -> None:
    challenge = challenge_in("open")
    invite(challenge, "alice\nalice@example.org", staff)
    by_name, by_link = Juror.objects.order_by("number")
    juror_accept(juror=by_name, person=alice)
    refused("on_it", juror_accept, juror=by_link, person=alice)
    assert Juror.objects.exclude(accepted_at=None).count() == 1


def test_it_rejects_the_invitation_of_somebody_else(
    challenge_in: Any, alice: Any, bob: Any, staff: Any
) -> None:
    invite(challenge_in("open"), "alice", staff)
    refused("not_invited", juror_accept, juror=Juror.objects.get(), person=bob)
    refused("not_invited", juror_decline, juror=Juror.objects.get(), person=bob)


def test_one_may_decline_and_be_asked_again(challenge_in: Any, alice: Any, staff: Any) -> None:
    challenge = challenge_in("open")
    invite(challenge, "alice", staff)
    juror_decline(juror=Juror.objects.get(), person=alice)
    assert Juror.objects.get().declined_at and juror_of(challenge=challenge, person=alice) is None
    invite(challenge, "alice", staff)
    juror_accept(juror=Juror.objects.get(), person=alice)
    assert Juror.objects.get().number == 1 and juror_of(challenge=challenge, person=alice)


def test_who_has_judged_does_not_decline(jury: Any, alice: Any) -> None:
    made = jury()
    made.judge(0, 0, 3, 4)
    refused("has_judged", juror_decline, juror=made.seats[0], person=alice)


def test_accepting_twice_keeps_the_first_time(jury: Any, alice: Any) -> None:
    seat = jury().seats[0]
    assert juror_accept(juror=seat, person=alice).accepted_at == seat.accepted_at


def test_it_rejects_when_judging_is_over(jury: Any, alice: Any, charlie: Any, staff: Any) -> None:
    made = jury("closed")
    assert "ended" in invite(made.challenge, "charlie", staff)[0].fault
    refused("over", juror_accept, juror=made.seats[0], person=alice)


def test_who_is_removed_judges_no_more_and_what_they_said_counts(
    jury: Any, alice: Any, staff: Any
) -> None:
    made = jury()
    made.judge(0, 0, 3, 4)
    juror_remove(juror=made.seats[0], by=staff, reason="Moved away", counts=True)
    assert juror_of(challenge=made.challenge, person=alice) is None
    refused("no_juror", lambda: made.judge(0, 1, 3, 4))
    assert len(said_counting(challenge=made.challenge)) == 1


def test_who_is_set_aside_counts_no_more_until_it_is_undone(jury: Any, staff: Any) -> None:
    made = jury()
    made.judge(0, 0, 3, 4)
    juror_remove(juror=made.seats[0], by=staff, reason="Knows the makers", counts=False)
    assert said_counting(challenge=made.challenge) == [] and JurySheet.objects.count() == 1
    made.to("closed")
    juror_remove(juror=made.seats[0], by=staff, reason="A mistake", counts=True)
    assert len(said_counting(challenge=made.challenge)) == 1


def test_removing_wants_a_reason_and_the_right(jury: Any, alice: Any, staff: Any) -> None:
    seat = jury().seats[0]
    refused("no_reason", juror_remove, juror=seat, by=staff, reason=" ", counts=True)
    with pytest.raises(PermissionDenied):
        juror_remove(juror=seat, by=alice, reason="So", counts=True)
    assert Juror.objects.get(pk=seat.pk).removed_at is None


def test_those_with_something_left_are_reminded_once_a_day(
    jury: Any, staff: Any, mailing: None
) -> None:
    made = jury()
    for entry in range(3):
        made.judge(1, entry, 3, 3)
    made.judge(0, 0, 3, 4)
    call = {"challenge": made.challenge, "by": staff, "address": address}
    assert [jurors_remind(**call) for _ in "12"] == [1, 0]
    assert "judged 1 of 3 entries" in mail.outbox[0].body
    assert mail.outbox[0].to == ["alice@example.org"]
    Juror.objects.update(reminded_at=F("reminded_at") - REMIND_AGAIN_AFTER)
    assert jurors_remind(**call) == 1


def test_nobody_is_reminded_where_no_mail_is_sent(jury: Any, staff: Any) -> None:
    call = {"juror": jury().seats[0], "by": staff, "address": address}
    refused("no_mail", juror_remind, **call)


def test_reminding_wants_the_right(jury: Any, alice: Any, mailing: None) -> None:
    made = jury()
    with pytest.raises(PermissionDenied):
        jurors_remind(challenge=made.challenge, by=alice, address=address)
    with pytest.raises(PermissionDenied):
        juror_remind(juror=made.seats[0], by=alice, address=address)
