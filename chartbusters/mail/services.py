"""Every step in the life of a mail: queued, tried, tried again, given up, forgotten."""

import logging
from collections.abc import Collection
from datetime import timedelta
from email.utils import formatdate, make_msgid, parseaddr
from smtplib import SMTPRecipientsRefused
from typing import Any

from celery import current_app
from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from chartbusters.mail.models import OutgoingMail
from generation.messages import send_on_commit
from generation.rights import TRY_MAIL_AGAIN, record, require

logger = logging.getLogger(__name__)
# longer than a mail server is waited for; a worker that died is taken over then
LEASE = timedelta(minutes=5)
FIRST_PAUSE = timedelta(minutes=1)  # after the first failure; each further one is twice as long
LONGEST_PAUSE = timedelta(hours=2)
GIVEN_UP_AFTER = timedelta(days=3)  # links in mail work no longer than that
FORGOTTEN_AFTER = timedelta(days=14)
LISTS = ("to", "cc", "bcc", "reply_to")


def mail_queue(*, message: EmailMessage) -> OutgoingMail:
    """Keeps a mail and tells a worker, on commit. A lost message to the worker is sent again by the
    scheduler."""
    mail = OutgoingMail.objects.create(
        to=", ".join(message.recipients()), subject=str(message.subject), content=_packed(message)
    )

    _queue(mail.pk)
    return mail


def _queue(pk: int) -> None:
    """Tells a worker of a mail, on commit."""
    send_on_commit("chartbusters.mail.tasks.mail_send", pk)


def _packed(message: EmailMessage) -> dict[str, Any]:
    if message.attachments:
        raise ValueError(
            "mail of this site has no attachments: rows of the database are no place for them"
        )
    # Drawn now, so that a mail that was sent twice, by a worker that died in between, is shown
    # once.
    stamps = {"Message-ID": make_msgid(domain=_domain(message)), "Date": formatdate(localtime=True)}
    return {
        "subject": str(message.subject),
        "body": str(message.body),
        "from_email": message.from_email,
        "headers": {**stamps, **message.extra_headers},
        "subtype": message.content_subtype,
        "alternatives": [[str(text), kind] for text, kind in getattr(message, "alternatives", [])],
        **{name: list(getattr(message, name)) for name in LISTS},
    }


def _domain(message: EmailMessage) -> str:
    # Python would ask the name service how this machine is called, and a request would wait for it.
    return parseaddr(message.from_email)[1].rpartition("@")[2] or "localhost"


def _unpacked(content: dict[str, Any]) -> EmailMessage:
    fields = {name: content[name] for name in ("subject", "body", "from_email", "headers", *LISTS)}
    message = EmailMultiAlternatives(**fields)
    message.content_subtype = content["subtype"]
    for text, kind in content["alternatives"]:
        message.attach_alternative(text, kind)
    return message


def mail_send(*, pk: int) -> bool:
    """Hands a mail that is due to the mail server, and removes it; whether it did. Two at once try
    it once."""
    due = OutgoingMail.objects.filter(pk=pk, next_at__lte=Now(), given_up_at=None)
    # Compare and set: of two workers that got the same message one leases the row.
    if not due.update(next_at=Now() + LEASE, attempts=F("attempts") + 1):
        return False
    mail = OutgoingMail.objects.get(pk=pk)
    try:
        get_connection(settings.MAIL_BACKEND).send_messages([_unpacked(mail.content)])
    except (
        Exception
    ) as error:  # of a server, a network or a name service: there is no end to their kinds
        _failed(mail, error)
        return False
    mail.delete()
    return True


def _failed(mail: OutgoingMail, error: Exception) -> None:
    """Puts the next try off, or gives up where the server will never take it, or the links in it
    have run out."""
    logger.warning(
        "mail %d was not sent, try %d: %s",
        mail.pk,
        mail.attempts,
        type(error).__name__,
        exc_info=error,
    )
    pause = min(FIRST_PAUSE * 2 ** min(mail.attempts - 1, 10), LONGEST_PAUSE)
    row = OutgoingMail.objects.filter(pk=mail.pk)
    row.update(next_at=Now() + pause, error=f"{type(error).__name__}: {error}"[:1000])
    too_old = row.filter(created_at__lt=Now() - GIVEN_UP_AFTER)
    (row if _refused_for_good(error) else too_old).update(given_up_at=Now())


def _refused_for_good(error: Exception) -> bool:
    """Whether the server knows none of the addresses. A wrong password is not for good: the
    operator may mend it."""
    return isinstance(error, SMTPRecipientsRefused) and all(
        code >= 500 for code, _ in error.recipients.values()
    )


def mails_requeue() -> int:
    """Sends to the workers again what is due; returns how many. Forgets what was given up
    long ago."""
    OutgoingMail.objects.filter(given_up_at__lt=Now() - FORGOTTEN_AFTER).delete()
    due = Q(next_at__lte=Now(), given_up_at=None)
    late = list(
        OutgoingMail.objects.filter(due).order_by("next_at").values_list("pk", flat=True)[:100]
    )
    for pk in late:
        current_app.send_task("chartbusters.mail.tasks.mail_send", [pk], retry=False)
    return len(late)


def mail_try_again(*, mail: OutgoingMail, by: AbstractUser) -> None:
    """Tries a mail now that waits or was given up (for the admin). One that was sent meanwhile
    stays gone."""
    require(by, TRY_MAIL_AGAIN)
    with transaction.atomic():
        if OutgoingMail.objects.filter(pk=mail.pk).update(
            next_at=Now(), given_up_at=None, created_at=Now()
        ):
            record(by=by, row=mail, words="Tried again.")
            _queue(mail.pk)


def mails_forget(*, addresses: Collection[str]) -> None:
    """Removes what still waits to be sent to these addresses."""
    for address in addresses:
        OutgoingMail.objects.filter(to__iexact=address).delete()
