"""Staff set aside, release, void and take back, each with a reason, and all of it can be read."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.exceptions import PermissionDenied

from chartbusters.trail.models import Act, Trace
from chartbusters.trust.models import Decision, Verdict
from chartbusters.trust.services import voter_decide
from chartbusters.voting.models import VoteVoid
from chartbusters.voting.selectors import votes_counting
from chartbusters.voting.services import vote_void
from chartbusters.web.errors import Refusal
from tests.chartbusters.trust.voters import SMTP, person, vote

pytestmark = pytest.mark.django_db
RIGHT_OF = {"void": "add_votevoid", "restore": "add_votevoid"}


@pytest.fixture
def challenge(contest: Any, alice: Any) -> Any:
    """With three votes of alice's."""
    made, entries = contest("voting", 4)
    for opponent in entries[1:]:
        vote(made, alice, (entries[0], opponent))
    return made


def address(challenge: Any) -> str:
    return f"/admin/trust/weighedchallenge/{challenge.pk}/change/"


@pytest.fixture
def helper() -> Callable[..., Any]:
    """`helper("view_weighedchallenge")`: staff with these rights alone."""

    def make(*rights: str) -> Any:
        made = get_user_model().objects.create_user("helper", is_staff=True)
        made.user_permissions.set(Permission.objects.filter(codename__in=rights))
        return made

    return make


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


def test_the_page_asks_for_its_right(
    challenge: Any, alice: Any, helper: Any, client_of: Any, visitor: Any
) -> None:
    page = address(challenge)
    assert visitor.get(page).status_code == 302 and client_of(alice).get(page).status_code in (
        302,
        403,
    )
    everything = Permission.objects.exclude(codename__endswith="weighedchallenge")
    someone = helper(*everything.values_list("codename", flat=True))
    assert client_of(someone).get(page).status_code == 403
    assert client_of(someone).post(page, {"verdict": "release"}).status_code == 403
    someone.user_permissions.set(Permission.objects.filter(codename="view_weighedchallenge"))
    answer = client_of(someone).get(page)
    text = answer.content.decode()
    assert answer.status_code == 200 and "Layers on this installation" in text
    assert 'name="verdict"' not in text  # looking is not deciding


def test_looking_is_not_deciding(challenge: Any, alice: Any, helper: Any, client_of: Any) -> None:
    client = client_of(helper("view_weighedchallenge"))
    body = {"voters": [alice.pk], "verdict": "quarantine", "reason": "I say so."}
    assert client.post(address(challenge), body).status_code == 403
    assert client.post(address(challenge), {**body, "verdict": "void"}).status_code == 403
    assert not Decision.objects.exists() and not VoteVoid.objects.exists()


def test_the_buttons_of_a_right(challenge: Any, alice: Any, helper: Any, client_of: Any) -> None:
    someone = helper("view_weighedchallenge", "add_decision")
    body = {"voters": [alice.pk], "verdict": "quarantine", "reason": "I say so."}
    page = client_of(someone).post(address(challenge), body, follow=True).content.decode()
    assert "Set aside: alice." in page and "I say so." in page
    assert 'value="release"' in page and 'value="void"' not in page


def test_one_that_cannot_be_stops_no_other(
    challenge: Any, alice: Any, bob: Any, staff: Any, client_of: Any
) -> None:
    body = {"voters": [alice.pk, bob.pk], "verdict": "void", "reason": "Bought."}
    page = client_of(staff).post(address(challenge), body, follow=True).content.decode()
    assert "Not done for bob: There is no vote" in page and "Voided: alice." in page
    assert Decision.objects.get().voter == alice


def test_nobody_chosen_is_told(challenge: Any, staff: Any, client_of: Any) -> None:
    for body in ({"verdict": "void", "reason": "x"}, {"verdict": "no", "voters": ["1x"]}):
        page = client_of(staff).post(address(challenge), body, follow=True).content.decode()
        assert "Nobody was chosen" in page
    for nowhere in ("0", "999999", "x", "9" * 30):
        assert client_of(staff).get(f"/admin/trust/weighedchallenge/{nowhere}/change/").status_code
    assert not Decision.objects.exists()


def test_it_tells_which_layers_are_off_and_why(
    challenge: Any, staff: Any, client_of: Any, settings: LazySettings
) -> None:
    page = client_of(staff).get(address(challenge)).content.decode()
    assert "Mail is not configured here (EMAIL_URL), so confirmed addresses are not asked" in page
    settings.MAIL_BACKEND = SMTP
    page = client_of(staff).get(address(challenge)).content.decode()
    assert "Mail is not configured" not in page and "has confirmed a mail address" in page


def test_the_list_tells_what_waits(challenge: Any, staff: Any, client_of: Any) -> None:
    page = client_of(staff).get("/admin/trust/weighedchallenge/").content.decode()
    assert challenge.title in page and address(challenge) in page


def test_an_entry_before_any_vote_has_a_page(contest: Any, staff: Any, client_of: Any) -> None:
    for number, entries in enumerate((0, 2)):
        challenge, _ = contest("voting", entries, slug=f"empty-{number}")
        page = client_of(staff).get(address(challenge)).content.decode()
        assert "There are no votes yet." in page


def test_the_board_stands_with_and_without(
    contest: Any, staff: Any, client_of: Any, settings: LazySettings
) -> None:
    """The last entry is lifted by votes that weigh nothing."""
    from chartbusters.trust.selectors.page import trust_view

    settings.MAIL_BACKEND = SMTP
    challenge, (first, second, third) = contest("voting", 3)
    for number in range(6):
        honest, bought = person(f"h{number}"), person(f"p{number}", confirmed=False)
        for pair in ((first, second), (first, third), (second, third)):
            vote(challenge, honest, pair)
        for pair in ((third, first), (third, second)):
            vote(challenge, bought, pair)
    rows = {row.entry: row for row in trust_view(challenge=challenge).rows}
    assert (rows[third].position, rows[first].position) == (3, 1)
    assert rows[third].position_without < 3 and rows[third].gained > 0
    page = client_of(staff).get(address(challenge)).content.decode()
    assert third.title in page and "maker2" in page and str(third.pk) not in page


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
