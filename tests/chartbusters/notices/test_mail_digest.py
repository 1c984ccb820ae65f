"""Notices by mail: to who wishes, together, seldom, and ended by one click."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db.models import F
from django.test import Client
from django.urls import reverse

from chartbusters.notices.models import Letterbox, Notice
from chartbusters.notices.services import digests_send, mail_choose, mailing, notices_read_all
from tests.chartbusters.notices.conftest import Record

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def waiting(recorded: Record, mailed: Callable[[Any], Any]) -> Callable[..., None]:
    """`waiting(alice, 3)`: so many notices of hers wait to be mailed, since five minutes."""

    def make(person: Any, notices: int) -> None:
        mailed(person)
        for number in range(notices):
            recorded(person, f"{person.pk}-{number}", data={"words": f"Words {number}"})
        Notice.objects.update(at=F("at") - timedelta(minutes=5))

    return make


def test_it_sends_one_mail_of_all(waiting: Any, alice: Any) -> None:
    waiting(alice, 25)
    assert digests_send() == 1 and digests_send() == 0
    message = mail.outbox[0]
    assert message.to == [alice.email] and "and 24 more" in message.subject
    assert "Words 24" in message.body and "There are 5 more" in message.body
    assert f"{reverse('notices')}\n" in message.body


def test_it_waits_an_hour(waiting: Any, recorded: Record, alice: Any) -> None:
    waiting(alice, 1)
    digests_send()
    recorded(alice, "later")
    Notice.objects.update(at=F("at") - timedelta(minutes=5))
    assert digests_send() == 0
    Letterbox.objects.update(mailed_at=F("mailed_at") - HOUR)
    assert digests_send() == 1 and "Words" not in mail.outbox[1].body


def test_it_requires_a_confirmed_address_and_a_site_with_mail(
    recorded: Record, mailed: Any, alice: Any, bob: Any, settings: Any
) -> None:
    mailed(alice)
    recorded(bob, "bob has confirmed none")
    settings.MAIL_BACKEND = "chartbusters.mail.local.LocalMail"
    recorded(alice, "no mail leaves this machine")
    assert not Notice.objects.filter(mail_due=True).exists()


def test_it_leaves_out_what_was_read_or_is_not_wanted(
    waiting: Any, recorded: Record, alice: Any, bob: Any
) -> None:
    waiting(alice, 1)
    notices_read_all(person=alice)
    waiting(bob, 1)
    mail_choose(person=bob, wanted={"heard": False})
    recorded(bob, "after")
    assert digests_send() == 0 and mail.outbox == []


def test_one_that_fails_stops_no_other(
    waiting: Any, alice: Any, bob: Any, monkeypatch: Any
) -> None:
    waiting(alice, 1)
    waiting(bob, 1)
    whole = mailing._message

    def broken(person: int, *rest: Any) -> Any:
        if person == alice.pk:
            raise OSError("no")
        return whole(person, *rest)

    monkeypatch.setattr(mailing, "_message", broken)
    assert digests_send() == 1 and mail.outbox[0].to == [bob.email]
    assert digests_send() == 0  # hers has its turn in an hour
    monkeypatch.setattr(mailing, "_message", whole)
    Letterbox.objects.update(mailed_at=F("mailed_at") - HOUR)
    assert digests_send() == 1


def test_a_mail_program_ends_them_by_one_click(waiting: Any, recorded: Record, alice: Any) -> None:
    waiting(alice, 1)
    digests_send()
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = re.sub(r"^<https?://[^/]+|>$", "", headers["List-Unsubscribe"])
    program = Client(enforce_csrf_checks=True)
    assert "Stop these mails?" in program.get(link).content.decode()
    recorded(alice, "looking stops nothing")
    assert Notice.objects.filter(mail_due=True).count() == 1
    answer = program.post(link, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200 and not Notice.objects.filter(mail_due=True).exists()
    recorded(alice, "after")
    assert not Notice.objects.filter(mail_due=True).exists()


def test_it_rejects_a_link_that_was_not_made_here(visitor: Client, alice: Any) -> None:
    assert visitor.post(reverse("notices-stop", args=["forged"])).status_code == 404
