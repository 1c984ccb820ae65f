"""The page of the votes of a challenge: who sees it, what stands on it, and its buttons."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import Permission

from chartbusters.trust import admin
from chartbusters.trust.models import Decision
from chartbusters.voting.models import VoteVoid
from tests.chartbusters.trust.voters import SMTP, person, vote, votes_bulk

pytestmark = pytest.mark.django_db


def address(challenge: Any) -> str:
    return f"/admin/trust/weighedchallenge/{challenge.pk}/change/"


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


def test_many_are_meant_by_one_field(
    contest: Any, staff: Any, client_of: Any, settings: LazySettings
) -> None:
    """A form may bring 200 fields, and a finding be about more people than that."""
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 20
    challenge, entries = contest("voting", 2)
    people = [person(f"p{number}") for number in range(30)]
    votes_bulk(challenge, [(one, entries, "a") for one in people])
    keys = " ".join(str(one.pk) for one in people)
    body = {"voters": keys, "verdict": "quarantine", "reason": "One script."}
    page = client_of(staff).post(address(challenge), body, follow=True).content.decode()
    assert "and 20 more" in page and Decision.objects.count() == 30


def test_it_rejects_more_than_a_request_can_do(
    contest: Any, staff: Any, client_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admin, "MOST_AT_ONCE", 1)
    challenge, entries = contest("voting", 2)
    people = [person(f"p{number}") for number in range(2)]
    votes_bulk(challenge, [(one, entries, "a") for one in people])
    body = {"voters": [one.pk for one in people], "verdict": "void", "reason": "One script."}
    page = client_of(staff).post(address(challenge), body, follow=True).content.decode()
    assert "At most 1 at once" in page and not Decision.objects.exists()


def test_voters_are_told_to_confirm_their_mail(
    contest: Any, client_of: Any, settings: LazySettings
) -> None:
    challenge, _ = contest("voting")
    lazy, good = person("lazy", confirmed=False), person("good")
    page = f"/challenges/{challenge.slug}/vote/"
    words = "count once you have confirmed a mail address"
    assert words not in client_of(lazy).get(page).content.decode()  # no mail is sent here
    settings.MAIL_BACKEND = SMTP
    assert words in client_of(lazy).get(page).content.decode()
    assert words in client_of(lazy).get("/accounts/votes/").content.decode()
    assert words not in client_of(good).get(page).content.decode()
