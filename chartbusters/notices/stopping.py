"""Links in mails that stop them: signed, so that they work without signing in, and for nobody
else."""

from collections.abc import Sequence
from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.urls import reverse

from chartbusters.notices.kinds import KINDS

SALT = "chartbusters.notices.stopping"


class Stop(NamedTuple):
    """Whose mails end, and of which kinds; none stands for all."""

    person: int
    kinds: list[str]


def stop_link(*, person: int, kinds: Sequence[str] = ()) -> str:
    """The whole address of a link."""
    token = signing.dumps([person, *sorted(kinds)], salt=SALT)
    return settings.SITE_ADDRESS + reverse("notices-stop", args=[token])


def stop_of(token: str) -> Stop | None:
    """What a link asks for; None where it was not made here. Old mails may be opened: it never runs
    out."""
    try:
        person, *kinds = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return Stop(person, [kind for kind in kinds if kind in KINDS])
