"""Mail goes by the database and a worker: no request waits for a mail server, and none fails when
it is away."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from email import message_from_bytes
from smtplib import SMTPAuthenticationError, SMTPRecipientsRefused
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.mail import EmailMultiAlternatives, send_mail
from django.db.models.functions import Now
from django.test import Client

from chartbusters.mail import services
from chartbusters.mail.models import OutgoingMail
from tests.servers import free_port
from tests.workers import LiveWorker

pytestmark = pytest.mark.django_db
SIGN_UP = {"username": "dora", "password1": "a-long-enough-word-7", "email": "dora@example.org"}
SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture(autouse=True)
def _queued(settings: LazySettings) -> None:
    settings.EMAIL_BACKEND = "chartbusters.mail.backend.QueuedMail"
    settings.MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.EMAIL_TIMEOUT = 5


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Messages to workers, which no worker takes here."""
    pks: list[int] = []

    def send_task(name: str, arguments: list[int], **options: Any) -> None:
        assert (name, options) == ("chartbusters.mail.tasks.mail_send", {"retry": False})
        pks.extend(arguments)

    monkeypatch.setattr("celery.current_app.send_task", send_task)
    return pks


def _queue(subject: str = "Hello", **fields: Any) -> OutgoingMail:
    message = EmailMultiAlternatives(
        subject, "Words.", "us@example.org", ["dora@example.org"], **fields
    )
    return services.mail_queue(message=message)


def _due(row: OutgoingMail) -> None:
    OutgoingMail.objects.filter(pk=row.pk).update(next_at=Now())


def _away(settings: LazySettings) -> None:
    """A mail server that refuses every connection."""
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    settings.MAIL_BACKEND = SMTP


@pytest.mark.postgres
def test_it_works(sent: list[int], django_capture_on_commit_callbacks: Any) -> None:
    message = EmailMultiAlternatives(
        "Hello",
        "Words.",
        "us@example.org",
        ["a@example.org"],
        bcc=["b@example.org"],
        headers={"X-Own": "1"},
    )
    message.attach_alternative("<p>Words.</p>", "text/html")
    with django_capture_on_commit_callbacks(execute=True):
        message.send()
    assert mail.outbox == [] and sent == [OutgoingMail.objects.get().pk]
    assert services.mail_send(pk=sent[0])
    (out,) = mail.outbox
    assert (out.subject, out.body, out.from_email) == ("Hello", "Words.", "us@example.org")
    assert out.recipients() == ["a@example.org", "b@example.org"]
    assert out.extra_headers["X-Own"] == "1" and out.extra_headers["Message-ID"].endswith(
        "@example.org>"
    )
    assert [tuple(part) for part in out.alternatives] == [("<p>Words.</p>", "text/html")]
    assert not OutgoingMail.objects.exists()
    assert not services.mail_send(pk=sent[0])


@pytest.mark.parametrize("address", ["signup", "password/reset"])
def test_a_page_works_while_the_mail_server_is_away(
    address: str, alice: Any, visitor: Client, settings: LazySettings, sent: list[int]
) -> None:
    _away(settings)
    form = SIGN_UP if address == "signup" else {"email": alice.email}
    assert visitor.post(f"/accounts/{address}/", form).status_code == 302
    assert OutgoingMail.objects.filter(to=form["email"]).count() == 1


def test_a_page_works_while_the_broker_is_away(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*words: Any, **options: Any) -> None:
        raise ConnectionError

    monkeypatch.setattr("celery.current_app.send_task", away)
    assert visitor.post("/accounts/signup/", SIGN_UP).status_code == 302
    assert (
        get_user_model().objects.filter(username="dora").exists()
        and OutgoingMail.objects.count() == 1
    )


@pytest.mark.postgres
def test_it_tries_again(settings: LazySettings, sent: list[int]) -> None:
    _away(settings)
    row = _queue()
    assert not services.mail_send(pk=row.pk)
    row.refresh_from_db()
    assert (row.attempts, row.given_up_at) == (1, None) and "Error" in row.error
    assert not services.mail_send(pk=row.pk)  # not yet
    row.refresh_from_db()
    assert row.attempts == 1 and services.mails_requeue() == 0
    _due(row)
    sent.clear()
    assert services.mails_requeue() == 1 and sent == [row.pk]
    settings.MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert services.mail_send(pk=row.pk) and len(mail.outbox) == 1


def _fails(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail(*words: Any) -> None:
        raise error

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fail)


@pytest.mark.parametrize(
    ("error", "gives_up"),
    [
        (SMTPRecipientsRefused({"dora@example.org": (550, b"unknown")}), True),
        (SMTPRecipientsRefused({"dora@example.org": (450, b"later")}), False),
        (SMTPAuthenticationError(535, b"wrong password"), False),
        (OSError("no route"), False),
    ],
)
def test_it_gives_up_on_addresses_that_are_none(
    error: Exception, gives_up: bool, monkeypatch: pytest.MonkeyPatch, sent: list[int]
) -> None:
    _fails(monkeypatch, error)
    row = _queue()
    services.mail_send(pk=row.pk)
    row.refresh_from_db()
    assert (row.given_up_at is not None) == gives_up


@pytest.mark.postgres
def test_it_gives_up_after_days_and_forgets(
    monkeypatch: pytest.MonkeyPatch, sent: list[int]
) -> None:
    _fails(monkeypatch, OSError("away"))
    row = _queue()
    OutgoingMail.objects.update(created_at=Now() - timedelta(days=4))
    services.mail_send(pk=row.pk)
    row.refresh_from_db()
    assert row.given_up_at is not None
    _due(row)
    assert services.mails_requeue() == 0 and OutgoingMail.objects.exists()
    OutgoingMail.objects.update(given_up_at=Now() - timedelta(days=15))
    services.mails_requeue()
    assert not OutgoingMail.objects.exists()


def test_one_bad_mail_does_not_stop_the_next(sent: list[int]) -> None:
    bad, good = _queue("bad"), _queue("good")
    OutgoingMail.objects.filter(pk=bad.pk).update(content={})
    assert [services.mail_send(pk=row.pk) for row in (bad, good)] == [False, True]
    assert [out.subject for out in mail.outbox] == ["good"]


def test_an_organiser_sees_what_waits_and_not_its_text(
    staff: Any, client_of: Callable[[Any], Client], sent: list[int]
) -> None:
    row = _queue()
    OutgoingMail.objects.update(given_up_at=Now(), error="TimeoutError: away")
    pages = [f"/admin/mail/outgoingmail/{end}" for end in ("", f"{row.pk}/change/")]
    texts = [client_of(staff).get(page).content.decode() for page in pages]
    assert all("TimeoutError: away" in text and "Words." not in text for text in texts)
    client_of(staff).post(pages[0], {"action": "try_again", "_selected_action": str(row.pk)})
    row.refresh_from_db()
    assert row.given_up_at is None and services.mail_send(pk=row.pk)


class Sink(socketserver.StreamRequestHandler):
    """As much of a mail server as a client needs."""

    def handle(self) -> None:
        self.wfile.write(b"220 sink\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper().strip()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                lines = iter(self.rfile.readline, b".\r\n")
                self.server.mails.append(b"".join(lines))  # type: ignore[attr-defined]
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 yes\r\n")


@pytest.fixture
def sink() -> Iterator[Any]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Sink) as server:
        server.mails = []  # type: ignore[attr-defined]
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.mark.django_db(transaction=True)
def test_a_worker_sends_it(
    live_worker: LiveWorker, sink: Any, settings: LazySettings, eventually: Callable[..., Any]
) -> None:
    """By SMTP, as EMAIL_URL of its environment says."""
    live_worker.stop()
    live_worker.environment["EMAIL_URL"] = f"smtp://127.0.0.1:{sink.server_address[1]}"
    live_worker.start()
    assert send_mail("Über alles", "Wörter.", "us@example.org", ["dora@example.org"]) == 1
    eventually(lambda: sink.mails, 60, "the mail")
    arrived = message_from_bytes(sink.mails[0])
    assert arrived["To"] == "dora@example.org"
    assert arrived.get_payload(decode=True).decode().strip() == "Wörter."
    eventually(lambda: not OutgoingMail.objects.exists(), 30, "its row to be gone")
