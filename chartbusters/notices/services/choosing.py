"""Which kinds of notices come to whom by mail."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from chartbusters.notices.kinds import kinds_mailed
from chartbusters.notices.models import MailChoice, Notice
from chartbusters.notices.stopping import Stop
from chartbusters.web.errors import Refusal


def mail_choose(*, person: Any, wanted: Mapping[str, bool]) -> None:
    """Turns mails of these kinds on or off. Raises `Refusal` for a kind that is never mailed."""
    known = {kind.name for kind in kinds_mailed()}
    if unknown := sorted(set(wanted) - known):
        message = f"No mail is sent of {', '.join(unknown)}. Nothing was changed."
        raise Refusal("unknown_kind", message, field="kind")
    _choose(person.pk, wanted)


def mail_stop(*, stop: Stop) -> None:
    """Turns off what somebody asked for by a link in a mail; all kinds, where it names none."""
    kinds = stop.kinds or [kind.name for kind in kinds_mailed()]
    _choose(stop.person, dict.fromkeys(kinds, False))


def _choose(person: Any, wanted: Mapping[str, bool]) -> None:
    rows = [MailChoice(person_id=person, kind=kind, wanted=on) for kind, on in wanted.items()]
    off = [kind for kind, on in wanted.items() if not on]
    with transaction.atomic():
        MailChoice.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["person", "kind"],
            update_fields=["wanted"],
        )
        waiting = Notice.objects.filter(person=person, mail_due=True, event__kind__in=off)
        waiting.update(mail_due=False)
