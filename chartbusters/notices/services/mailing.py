"""Mails of notices: all that waits for a person in one mail, and one an hour at most."""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Min
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.urls import reverse

from chartbusters.notices.kinds import told
from chartbusters.notices.models import Letterbox, Notice
from chartbusters.notices.selectors import address_of
from chartbusters.notices.stopping import stop_link
from generation.wording import clipped, line

logger = logging.getLogger(__name__)
GATHERED = timedelta(minutes=2)  # what comes close together goes together
APART = timedelta(hours=1)  # two mails to one person
AT_ONCE = (
    60  # mails of one round: a crowd's mails come in portions, and nothing else waits for them
)
LISTED = 20  # notices of one mail; the others are counted


def digests_send() -> int:
    """Mails those whose turn it is; returns how many mails were queued. A person for whom that
    fails has their turn again in an hour, and stops nobody else's."""
    return sum(_tried(person) for person in _ripe())


def _ripe() -> list[int]:
    rested = Notice.objects.filter(mail_due=True, at__lte=Now() - GATHERED).exclude(
        person__letterbox__mailed_at__gt=Now() - APART
    )
    first = rested.order_by().values("person").annotate(first=Min("at")).order_by("first")
    return list(first.values_list("person", flat=True)[:AT_ONCE])


def _tried(person: int) -> bool:
    try:
        return _digest(person)
    except Exception:
        logger.exception("person %d was not mailed of notices, will be tried again", person)
        Letterbox.objects.filter(person=person).update(mailed_at=Now())
        return False


def _digest(person: int) -> bool:
    # Outside of what may fail: a failure then puts the next try off.
    Letterbox.objects.get_or_create(person_id=person, defaults={"mailed_at": Now() - 2 * APART})
    with transaction.atomic():
        # Compare and set: of two workers one sends.
        rested = Letterbox.objects.filter(person=person, mailed_at__lte=Now() - APART)
        if not rested.update(mailed_at=Now()):
            return False
        due = Notice.objects.filter(person=person, mail_due=True)
        waiting = list(due.select_related("event").order_by("-pk"))
        Notice.objects.filter(pk__in=[one.pk for one in waiting]).update(mail_due=False)
        address = address_of(person=person)
        if waiting and address:
            # With the backend of the site this is a row, in this transaction.
            _message(person, address, waiting).send()
        return bool(waiting and address)


def _message(person: int, address: str, waiting: list[Notice]) -> EmailMessage:
    kinds = {notice.event.kind for notice in waiting}
    site = settings.SITE_NAME
    first = told(waiting[0].event)
    words = {
        "site": site,
        "lines": [_written(notice) for notice in waiting[:LISTED]],
        "more": max(0, len(waiting) - LISTED),
        "notices": settings.SITE_ADDRESS + reverse("notices"),
        "stop": stop_link(person=person, kinds=sorted(kinds)),
        "settings": settings.SITE_ADDRESS + reverse("notices-mail"),
    }
    subject = first if len(waiting) == 1 else f"{first}, and {len(waiting) - 1} more"
    return EmailMessage(
        clipped(line(f"[{site}] {subject}"), 200),
        render_to_string("notices/mail/digest.txt", words),
        None,
        [address],
        headers={
            "List-Unsubscribe": f"<{stop_link(person=person)}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )


def _written(notice: Notice) -> dict[str, str]:
    """A notice as a mail has it."""
    event = notice.event
    said = str(event.data.get("words", ""))
    return {"told": told(event), "words": said, "link": settings.SITE_ADDRESS + event.address}
