"""What is asked about notices: how many are unread, a page of them, who wants which by mail."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import QuerySet

from chartbusters.mail.server import LOCAL
from chartbusters.notices.kinds import KINDS, Kind, kinds_mailed, told
from chartbusters.notices.models import MailChoice, Notice

MOST_COUNTED = 100  # the bell says "99+" beyond
SIZE = 30


class Page(NamedTuple):
    """Notices, and the place after which the next page begins."""

    notices: list[Notice]
    after: str


def mail_is_sent() -> bool:
    """Whether mail leaves this machine."""
    return bool(settings.MAIL_BACKEND != LOCAL)


def notices_of(*, person: Any) -> "QuerySet[Notice]":
    """The newest first, each with its event."""
    return Notice.objects.filter(person=person.pk).select_related("event").order_by("-pk")


def unread_count(*, person: Any) -> int:
    """At most MOST_COUNTED: nobody needs more, and a long list costs no more than a short one."""
    unread = Notice.objects.filter(person=person.pk, read_at=None).order_by()
    return unread[:MOST_COUNTED].count()


def notices_page(*, person: Any, after: str = "") -> Page:
    """Unread ones first, each part with the newest first; `after` is what the page before told."""
    part, _, text = after.partition("-")
    last = int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
    unread, read = (
        (notices_of(person=person).filter(read_at__isnull=one)) for one in (True, False)
    )
    found: list[Notice] = []
    if part != "read" or last is None:
        found = list(_older(unread, last)[: SIZE + 1])
        last = None
    if len(found) <= SIZE:
        found += _older(read, last)[: SIZE + 1 - len(found)]
    shown = found[:SIZE]
    return Page(shown, _place(shown[-1]) if len(found) > SIZE else "")


def _older(notices: "QuerySet[Notice]", last: int | None) -> "QuerySet[Notice]":
    return notices if last is None else notices.filter(pk__lt=last)


def _place(notice: Notice) -> str:
    return f"{'read' if notice.read_at else 'unread'}-{notice.pk}"


def people_mailed(*, kind: str, people: Sequence[int]) -> set[int]:
    """Who of these is mailed of a kind: who wants it, and has confirmed an address."""
    known = KINDS.get(kind)
    if known is None or known.mailed is None or not people or not mail_is_sent():
        return set()
    confirmed = EmailAddress.objects.filter(user__in=people, verified=True)
    said = dict(
        MailChoice.objects.filter(person__in=people, kind=kind).values_list("person", "wanted")
    )
    reached = set(confirmed.values_list("user", flat=True))
    return {person for person in reached if said.get(person, known.mailed)}


def mail_choices_of(*, person: Any) -> list[tuple[Kind, bool]]:
    """Every kind that is mailed, and whether this person gets it."""
    said = dict(MailChoice.objects.filter(person=person.pk).values_list("kind", "wanted"))
    return [(kind, said.get(kind.name, bool(kind.mailed))) for kind in kinds_mailed()]


def address_of(*, person: int) -> str:
    """The confirmed address of a person, or nothing."""
    confirmed = EmailAddress.objects.filter(user=person, verified=True, user__is_active=True)
    found = confirmed.order_by("-primary", "pk").values_list("email", flat=True).first()
    return found or ""


def notices_told(*, person: Any) -> Iterator[dict[str, Any]]:
    """All that a person was told, for the archive of what is theirs."""
    for notice in notices_of(person=person).order_by("pk").iterator():
        event = notice.event
        yield {"at": event.at, "told": told(event), **event.data, "read_at": notice.read_at}


def mail_told(*, person: Any) -> dict[str, Any]:
    """What a person has said of mails, for the same archive."""
    said = MailChoice.objects.filter(person=person.pk).order_by("kind")
    return {"mail_wanted": dict(said.values_list("kind", "wanted"))}
