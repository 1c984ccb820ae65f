"""Whoever finds their votes void may ask, once until somebody answers; staff answer, and both are
told."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection

from chartbusters.trust.models import Appeal
from chartbusters.trust.services import appeal_answer, appeal_make, voter_decide
from chartbusters.voting.services import vote_void
from chartbusters.web.errors import Refusal
from tests.chartbusters.trust.voters import SMTP, vote

pytestmark = pytest.mark.django_db
PAGE = "/accounts/votes/"


@pytest.fixture
def challenge(contest: Any, alice: Any, bob: Any, staff: Any) -> Any:
    """Alice's votes in it are void, bob's are not."""
    made, entries = contest("voting", 3)
    for voter in (alice, bob):
        vote(made, voter, entries[:2])
    voter_decide(challenge=made, voter=alice, verdict="void", by=staff, reason="Looks bought.")
    return made


def test_it_works(challenge: Any, alice: Any, staff: Any, client_of: Any) -> None:
    client = client_of(alice)
    page = client.post(f"{PAGE}{challenge.slug}/", {"words": "It was me!"}, follow=True)
    text = page.content.decode()
    assert "Your question is with the organisers" in text and "It was me!" in text
    assert "Ask the organisers" not in text  # once until it is answered
    trust = f"/admin/trust/weighedchallenge/{challenge.pk}/change/"
    organiser = client_of(staff)
    assert "It was me!" in organiser.get(trust).content.decode()
    body = {"appeal": Appeal.objects.get().pk, "answer": "Then tell us how."}
    assert "can read your answer" in organiser.post(trust, body, follow=True).content.decode()
    text = client.get(PAGE).content.decode()
    assert "Then tell us how." in text and "Ask the organisers" in text
    assert "Then tell us how." in client.get("/notices/").content.decode()


def test_strangers_have_nothing_to_ask(
    challenge: Any, bob: Any, charlie: Any, client_of: Any, visitor: Any
) -> None:
    for person in (bob, charlie):
        address = f"{PAGE}{challenge.slug}/"
        page = client_of(person).post(address, {"words": "Why?"}, follow=True).content.decode()
        assert "None of your votes in this challenge is void" in page
        assert "Looks bought" not in page
    assert visitor.post(f"{PAGE}{challenge.slug}/", {"words": "Why?"}).status_code == 302
    assert visitor.get(PAGE).status_code == 302 and not Appeal.objects.exists()


def test_nobody_reads_what_others_ask(challenge: Any, alice: Any, bob: Any, client_of: Any) -> None:
    appeal_make(challenge=challenge, person=alice, words="A secret of mine.")
    assert "A secret of mine." not in client_of(bob).get(PAGE).content.decode()


def test_it_rejects_a_second_question_before_the_answer(
    challenge: Any, alice: Any, staff: Any
) -> None:
    appeal = appeal_make(challenge=challenge, person=alice, words="Why?")
    with pytest.raises(Refusal) as refusal:
        appeal_make(challenge=challenge, person=alice, words="Why, why?")
    assert refusal.value.code == "asked_already"
    appeal_answer(appeal=appeal, by=staff, answer="So.")
    appeal_make(challenge=challenge, person=alice, words="And yet?")
    assert Appeal.objects.count() == 2


@pytest.mark.parametrize("words", ["", " \u200b\n", "a" * 2001])
def test_it_rejects_words_that_are_none(words: str, challenge: Any, alice: Any, staff: Any) -> None:
    with pytest.raises(Refusal):
        appeal_make(challenge=challenge, person=alice, words=words)
    appeal = appeal_make(challenge=challenge, person=alice, words="Why?")
    with pytest.raises(Refusal):
        appeal_answer(appeal=appeal, by=staff, answer=words)


def test_it_rejects_a_question_once_votes_count_again(
    challenge: Any, alice: Any, staff: Any
) -> None:
    voter_decide(challenge=challenge, voter=alice, verdict="restore", by=staff, reason="Sorry.")
    with pytest.raises(Refusal) as refusal:
        appeal_make(challenge=challenge, person=alice, words="Why?")
    assert refusal.value.code == "nothing_void"


def test_a_single_vote_is_worth_a_question(
    contest: Any, alice: Any, staff: Any, client_of: Any
) -> None:
    challenge, entries = contest("voting", 3)
    vote_void(vote=vote(challenge, alice, entries[:2]), by=staff, reason="A slip of yours.")
    assert "A slip of yours." in client_of(alice).get(PAGE).content.decode()
    assert appeal_make(challenge=challenge, person=alice, words="Why?").pk


def test_an_answer_stands(challenge: Any, alice: Any, staff: Any) -> None:
    appeal = appeal_make(challenge=challenge, person=alice, words="Why?")
    appeal_answer(appeal=appeal, by=staff, answer="So.")
    with pytest.raises(Refusal) as refusal:
        appeal_answer(appeal=appeal, by=staff, answer="Or so.")
    assert refusal.value.code == "answered" and Appeal.objects.get().answer == "So."


def test_answering_wants_its_right(challenge: Any, alice: Any, client_of: Any) -> None:
    appeal = appeal_make(challenge=challenge, person=alice, words="Why?")
    others = Permission.objects.exclude(codename="add_decision")
    helper = get_user_model().objects.create_user("helper", is_staff=True)
    helper.user_permissions.set(others)
    with pytest.raises(PermissionDenied):
        appeal_answer(appeal=appeal, by=helper, answer="So.")
    trust = f"/admin/trust/weighedchallenge/{challenge.pk}/change/"
    answer = client_of(helper).post(trust, {"appeal": appeal.pk, "answer": "So."})
    assert answer.status_code == 403 and Appeal.objects.get().answer == ""


def test_nobody_answers_themselves(challenge: Any, alice: Any) -> None:
    appeal = appeal_make(challenge=challenge, person=alice, words="Why?")
    alice.is_staff = alice.is_superuser = True
    alice.save()
    with pytest.raises(Refusal) as refusal:
        appeal_answer(appeal=appeal, by=alice, answer="I am right.")
    assert refusal.value.code == "own_question"


def test_a_question_of_another_challenge_is_not_answered_here(
    challenge: Any, alice: Any, staff: Any, client_of: Any, contest: Any
) -> None:
    appeal = appeal_make(challenge=challenge, person=alice, words="Why?")
    other, _ = contest("voting", 2, slug="another")
    for number in (appeal.pk, 0, "x"):
        page = f"/admin/trust/weighedchallenge/{other.pk}/change/"
        body = {"appeal": number, "answer": "So."}
        assert client_of(staff).post(page, body).status_code == 404


def test_both_are_told_by_mail_where_there_is_any(
    challenge: Any, alice: Any, staff: Any, settings: LazySettings
) -> None:
    settings.MAIL_BACKEND = SMTP
    for person in (alice, staff):
        person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    appeal = appeal_make(challenge=challenge, person=alice, words="Is that <b>fair</b>?")
    appeal_answer(appeal=appeal, by=staff, answer="It's & stays.")
    to_staff, to_alice = mail.outbox
    assert to_staff.to == [staff.email] and "Is that <b>fair</b>?" in to_staff.body
    assert to_alice.to == [alice.email] and "It's & stays." in to_alice.body


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_eight_questions_at_once_one_is_kept(challenge: Any, alice: Any) -> None:
    def ask(number: int) -> str:
        try:
            appeal_make(challenge=challenge, person=alice, words=f"Why {number}?")
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "kept"

    with ThreadPoolExecutor(8) as pool:
        told = sorted(pool.map(ask, range(8)))
    assert told == ["asked_already"] * 7 + ["kept"]
