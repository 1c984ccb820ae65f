"""Staff set aside, release, void and take back, each with a reason, and all of it can be read."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.exceptions import PermissionDenied

from chartbusters.notices.models import Event
from chartbusters.trail.models import Act, Trace
from chartbusters.trust.models import Decision, Verdict
from chartbusters.trust.services import voter_decide
from chartbusters.voting.models import VoteVoid
from chartbusters.voting.services import vote_void
from chartbusters.web.errors import Refusal
from tests.chartbusters.trust.voters import SMTP, vote
from tests.contests import votes_counting

pytestmark = pytest.mark.django_db
RIGHT_OF = {"void": "add_votevoid", "restore": "add_votevoid"}


def say(challenge: Any, voter: Any, verdict: str, by: Any, reason: str = "I looked.") -> Decision:
    return voter_decide(challenge=challenge, voter=voter, verdict=verdict, by=by, reason=reason)


def test_a_void_and_its_end(challenge: Any, alice: Any, staff: Any) -> None:
    say(challenge, alice, "void", staff, "Bought.")
    assert votes_counting(challenge=challenge).count() == 0
    say(challenge, alice, "restore", staff, "A mistake of mine.")
    assert votes_counting(challenge=challenge).count() == 3
    assert [word.reason for word in VoteVoid.objects.order_by("pk")] == [
        *["Bought."] * 3,
        *["A mistake of mine."] * 3,
    ]
    assert list(Decision.objects.values_list("verdict", flat=True)) == ["void", "restore"]


def test_the_voter_is_told_behind_the_bell_of_voids_alone(
    challenge: Any, alice: Any, staff: Any
) -> None:
    say(challenge, alice, "quarantine", staff, "Let us wait.")
    say(challenge, alice, "void", staff, "Bought.")
    told = Event.objects.filter(notices__person=alice, kind__startswith="votes_")
    assert [(one.kind, one.data["words"]) for one in told] == [
        ("votes_void", "The organisers' reason: Bought.")
    ]


def test_votes_that_were_voided_for_themselves_stay_void(
    challenge: Any, alice: Any, staff: Any
) -> None:
    one = votes_counting(challenge=challenge)[0]
    vote_void(vote=one, by=staff, reason="This one alone.")
    say(challenge, alice, "void", staff, "Bought.")
    say(challenge, alice, "restore", staff)
    counting = list(votes_counting(challenge=challenge))
    assert len(counting) == 2 and one not in counting


def test_every_word_stands_in_the_log_and_in_the_trail(
    challenge: Any, alice: Any, staff: Any
) -> None:
    say(challenge, alice, "quarantine", staff, "Looks bought.")
    told = Trace.objects.get(act=Act.WEIGHED)
    assert (told.by, told.to, told.words) == (staff, alice, "set aside: Looks bought.")
    assert "alice: set aside: Looks bought." in LogEntry.objects.get().change_message
    page = f"/admin/trust/weighedchallenge/{challenge.pk}/history/"
    assert "Looks bought." in LogEntry.objects.get().get_change_message() and page


def test_saying_the_same_twice_says_it_once(challenge: Any, alice: Any, staff: Any) -> None:
    assert say(challenge, alice, "quarantine", staff) == say(challenge, alice, "quarantine", staff)
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("reason", ["", " \u200b "])
def test_it_rejects_words_without_a_reason(
    reason: str, challenge: Any, alice: Any, staff: Any
) -> None:
    with pytest.raises(Refusal) as refusal:
        say(challenge, alice, "void", staff, reason)
    assert refusal.value.code == "no_reason" and not Decision.objects.exists()


@pytest.mark.parametrize("verdict", ["guilty", "", "VOID"])
def test_it_rejects_other_verdicts(verdict: str, challenge: Any, alice: Any, staff: Any) -> None:
    with pytest.raises(Refusal):
        say(challenge, alice, verdict, staff)


def test_it_rejects_what_makes_no_sense(challenge: Any, alice: Any, bob: Any, staff: Any) -> None:
    for voter, verdict, code in ((bob, "void", "no_votes"), (alice, "restore", "not_void")):
        with pytest.raises(Refusal) as refusal:
            say(challenge, voter, verdict, staff)
        assert refusal.value.code == code
    say(challenge, alice, "void", staff)
    with pytest.raises(Refusal) as refusal:
        say(challenge, alice, "release", staff)
    assert refusal.value.code == "void"


def test_nobody_decides_on_their_own_votes(challenge: Any, staff: Any, contest: Any) -> None:
    entries = list(challenge.entries.order_by("pk"))
    vote(challenge, staff, entries[:2])
    with pytest.raises(Refusal) as refusal:
        say(challenge, staff, "release", staff)
    assert refusal.value.code == "own_votes"


@pytest.mark.parametrize("verdict", Verdict.values)
def test_one_right_opens_each(verdict: str, challenge: Any, alice: Any, helper: Any) -> None:
    right = RIGHT_OF.get(verdict, "add_decision")
    others = Permission.objects.exclude(codename=right).values_list("codename", flat=True)
    someone = helper(*others)
    with pytest.raises(PermissionDenied):
        say(challenge, alice, verdict, someone)
    if verdict == "restore":
        say(challenge, alice, "void", get_user_model().objects.create_superuser("boss"))
    someone.user_permissions.set(Permission.objects.filter(codename=right))
    someone = get_user_model().objects.get(pk=someone.pk)
    assert say(challenge, alice, verdict, someone).verdict == verdict


def test_a_void_is_told_and_a_quarantine_is_not(
    challenge: Any, alice: Any, staff: Any, settings: LazySettings, client_of: Any
) -> None:
    settings.MAIL_BACKEND = SMTP
    alice.emailaddress_set.create(email=alice.email, verified=True, primary=True)
    before = client_of(alice).get("/accounts/votes/").content.decode()
    say(challenge, alice, "quarantine", staff, "Looks bought.")
    say(challenge, alice, "automatic", staff)
    assert mail.outbox == [] and "Looks bought" not in before
    after = client_of(alice).get("/accounts/votes/").content.decode()
    assert "None of your votes is void." in before and "None of your votes is void." in after
    say(challenge, alice, "void", staff, "Bought for sure.")
    (told,) = mail.outbox
    assert told.to == [alice.email] and "Bought for sure." in told.body
    page = client_of(alice).get("/accounts/votes/").content.decode()
    assert "Bought for sure." in page and "3 of your votes" in page


def test_who_has_confirmed_no_address_gets_no_mail(
    challenge: Any, alice: Any, staff: Any, settings: LazySettings
) -> None:
    settings.MAIL_BACKEND = SMTP
    say(challenge, alice, "void", staff)
    assert mail.outbox == []
