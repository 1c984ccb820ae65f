"""An event goes out as Standard Webhooks has it, once, and again until it has arrived."""

import json
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from django.conf import LazySettings
from django.core import mail
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone

from chartbusters.web.errors import Refusal
from chartbusters.webhooks import services
from chartbusters.webhooks.models import Delivery, Endpoint
from chartbusters.webhooks.pauses import PAUSES, asked_pause, pause_after
from tests.chartbusters.webhooks.receivers import Receiver, checks, silent
from tests.servers import free_port

pytestmark = pytest.mark.django_db
EVENT = {"kind": "board.sealed", "subject": "challenge:999", "payload": {"a": "ö"}, "key": "seal 1"}


def _due() -> None:
    Delivery.objects.update(next_at=Now())
    Endpoint.objects.update(rests_until=Now())


def _pause(row: Delivery) -> timedelta:
    """How long it was put off for, by the clock that did so."""
    found = Delivery.objects.annotate(pause=F("next_at") - F("leased_until")).get(pk=row.pk)
    pause: timedelta = found.pause
    return pause


@pytest.mark.postgres
def test_it_works(
    receiver: Receiver,
    endpoint_at: Callable[..., tuple[Endpoint, str]],
    asked: list[str],
    django_capture_on_commit_callbacks: Any,
) -> None:
    _, secret = endpoint_at(receiver.url)
    with django_capture_on_commit_callbacks(execute=True):
        services.webhook_send(**EVENT)
        services.webhook_send(**EVENT)
    assert asked == ["chartbusters.webhooks.tasks.deliveries_send"] * 2
    assert services.deliveries_send() == 1
    (got,) = receiver.got
    told = json.loads(got.body)
    assert got.path == "/hook?to=us" and got.headers["content-type"] == "application/json"
    assert (told["type"], told["data"]) == ("board.sealed", {"a": "ö"})
    assert datetime.fromisoformat(told["timestamp"]).tzinfo is not None
    assert abs(int(got.headers["webhook-timestamp"]) - time.time()) < 300
    assert got.headers["webhook-id"].startswith("msg_") and checks(secret, got) == [True]
    row = Delivery.objects.get()
    assert (row.state, row.code, row.attempts, row.answer) == ("delivered", 200, 1, "as you like")
    assert services.deliveries_send() == 0


def test_only_who_subscribes_is_told(
    receiver: Receiver, endpoint_at: Callable[..., Any], staff: Any, challenge_in: Any
) -> None:
    challenge = challenge_in("open")
    mine, _ = endpoint_at(receiver.url, f"challenge:{challenge.pk}")
    services.webhook_send(**EVENT)  # of another challenge
    services.webhook_send(**{**EVENT, "subject": mine.subject, "kind": "entry.submitted"})
    assert not Delivery.objects.exists()
    services.from_event(
        kind="board.sealed", key="2", label="A board", address="/b/", subject=mine.subject
    )
    told = json.loads(Delivery.objects.get().body)["data"]
    assert told == {"subject": mine.subject, "label": "A board", "address": "/b/"}


def test_both_secrets_count_while_one_takes_the_place_of_another(
    receiver: Receiver, endpoint_at: Callable[..., tuple[Endpoint, str]], staff: Any
) -> None:
    endpoint, old = endpoint_at(receiver.url)
    new = services.endpoint_renew_secret(endpoint=endpoint, by=staff)
    services.webhook_send(**EVENT)
    services.deliveries_send()
    assert checks(new, receiver.got[0]) == [True, False]
    assert checks(old, receiver.got[0]) == [False, True]
    Endpoint.objects.update(old_until=Now())
    services.webhook_send(**{**EVENT, "key": "seal 2"})
    services.deliveries_send()
    assert checks(new, receiver.got[1]) == [True]


@pytest.mark.parametrize("answer", [(500, {}), (302, {"Location": "http://127.0.0.1/"}), None])
def test_it_tries_again(
    answer: Any, receiver: Receiver, delivery_to: Callable[..., Delivery], settings: LazySettings
) -> None:
    """After an error, a redirect, which is not followed, and no answer, the same under the
    same id."""
    settings.WEBHOOK_SECONDS = 0.3
    receiver.answers = [answer or silent]
    row = delivery_to(receiver.url)
    services.deliveries_send()
    row.refresh_from_db()
    assert (row.state, row.attempts, row.code) == ("waiting", 1, answer and answer[0])
    assert PAUSES[0] <= _pause(row) < 2 * PAUSES[0]
    assert services.deliveries_send() == 0
    _due()
    settings.WEBHOOK_SECONDS = 30
    assert services.deliveries_send() == 1
    first, second = receiver.got
    assert first.body == second.body
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    row.refresh_from_db()
    assert row.state == "delivered" and Endpoint.objects.get().failing_since is None


def test_it_handles_nobody_there(
    delivery_to: Callable[..., Delivery], receiver: Receiver, settings: LazySettings
) -> None:
    port = free_port()
    settings.WEBHOOK_PORTS = {port}
    row = delivery_to(f"http://127.0.0.1:{port}/")
    services.deliveries_send()
    row.refresh_from_db()
    assert row.state == "waiting" and "refused" in row.error


@pytest.mark.parametrize("said", ["3600", "date"])
def test_it_waits_as_long_as_it_is_asked_to(
    said: str, receiver: Receiver, delivery_to: Callable[..., Delivery]
) -> None:
    date = format_datetime(timezone.now() + timedelta(hours=1), usegmt=True)
    receiver.answers = [(503, {"Retry-After": date if said == "date" else said})]
    row, other = delivery_to(receiver.url), None
    services.deliveries_send()
    assert timedelta(minutes=50) < _pause(row) < timedelta(minutes=70)
    other = delivery_to(receiver.url, "2")
    assert services.deliveries_send() == 0  # nor is it asked for anything else
    _due()
    services.deliveries_send()
    other.refresh_from_db()
    assert other.state == "delivered"


def test_pauses_grow_over_three_days_and_end() -> None:
    pauses = [pause_after(number, "msg_1") for number in range(1, len(PAUSES) + 2)]
    assert pauses[-1] is None and pauses[:-1] == sorted(p for p in pauses if p)
    assert sum(PAUSES, timedelta()) > timedelta(days=3)
    assert len({pause_after(3, f"msg_{number}") for number in range(9)}) == 9
    for text in ("", "soon", "-1", "1e9", "9" * 99, "Thu, 99 Foo"):
        assert asked_pause(text) is None
    assert asked_pause("999999999") == timedelta(days=1)


def test_who_is_gone_is_switched_off_and_whoever_made_it_is_told(
    receiver: Receiver, delivery_to: Callable[..., Delivery], staff: Any
) -> None:
    receiver.answers = [(410, {})]
    row = delivery_to(receiver.url)
    services.deliveries_send()
    row.refresh_from_db()
    assert row.state == "failed" and "410" in Endpoint.objects.get().off_because
    assert [each.to for each in mail.outbox] == [[staff.email]]
    services.webhook_send(**EVENT)
    assert Delivery.objects.count() == 1


def test_who_fails_for_days_is_switched_off_and_loses_nothing(
    receiver: Receiver, delivery_to: Callable[..., Delivery], staff: Any
) -> None:
    row = delivery_to(receiver.url)
    Delivery.objects.update(attempts=4)
    Endpoint.objects.update(failing_since=Now() - timedelta(days=6))
    receiver.answers = [(500, {})]
    services.deliveries_send()
    endpoint = Endpoint.objects.get()
    assert "5 days" in endpoint.off_because and len(mail.outbox) == 1
    _due()
    assert services.deliveries_send() == 0
    services.endpoint_switch(endpoint=endpoint, on=True, by=staff)
    services.deliveries_send()
    row.refresh_from_db()
    assert row.state == "delivered"


def test_it_is_sent_again_by_hand(
    receiver: Receiver, delivery_to: Callable[..., Delivery], staff: Any
) -> None:
    rows = [delivery_to(receiver.url, str(number)) for number in range(3)]
    Delivery.objects.update(attempts=len(PAUSES))
    receiver.answers = [(500, {})] * 3
    services.deliveries_send()
    assert set(Delivery.objects.values_list("state", flat=True)) == {"failed"}
    services.delivery_replay(delivery=rows[0], by=staff)
    with pytest.raises(Refusal) as refusal:
        services.delivery_replay(delivery=rows[0], by=staff)
    assert refusal.value.code == "still_waits"
    endpoint, since = rows[0].endpoint, timezone.now() - timedelta(hours=1)
    assert services.deliveries_replay(endpoint=endpoint, since=since, by=staff) == 2
    services.deliveries_send()
    assert Delivery.objects.filter(state="delivered").count() == 3
    services.delivery_try_out(endpoint=endpoint, by=staff)
    services.deliveries_send()
    assert json.loads(receiver.got[-1].body)["type"] == "webhook.test"


def test_a_slow_receiver_holds_up_nobody(
    receiver: Receiver,
    delivery_to: Callable[..., Delivery],
    endpoint_at: Callable[..., Any],
    settings: LazySettings,
) -> None:
    """Six wait for it, and it answers none before the other receiver has had all of its own: two of
    three places are the most that it holds."""
    settings.WEBHOOK_AT_ONCE, settings.WEBHOOK_SECONDS = 3, 60
    quick = receiver.url.replace("/hook", "/quick")
    endpoint_at(quick)
    for number in range(6):
        delivery_to(receiver.url, str(number))

    def answer(handler: Any) -> None:
        if sum(got.path.startswith("/quick") for got in list(receiver.got)) == 6:
            receiver.let_go.set()
        if handler.path.startswith("/hook"):
            receiver.let_go.wait()
        handler.send_response(200)
        handler.end_headers()

    receiver.answers = [answer] * 12
    services.deliveries_send()
    assert list(Delivery.objects.values_list("state", "attempts")) == [("delivered", 1)] * 12
