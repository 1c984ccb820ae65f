"""Late links: whether one lets somebody in now, and all that were given."""

from django.db.models import QuerySet
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.challenges.late_codes import late_digest
from chartbusters.challenges.models import LateLink, Phase, PhasedChallenge


def late_link_alive(*, challenge: PhasedChallenge, person: User, code: str) -> LateLink | None:
    """The link of this person, while it can be used; `challenge` carries its phase."""
    if not code or challenge.phase != Phase.VOTING:
        return None
    unused = LateLink.objects.filter(used_at=None, ended_at=None, until__gt=Now())
    return unused.filter(challenge=challenge, person=person, digest=late_digest(code)).first()


def late_links_of(*, challenge: int) -> QuerySet[LateLink]:
    """All that were given, the last first."""
    given = LateLink.objects.filter(challenge=challenge)
    return given.select_related("person", "entry").order_by("-made_at", "-pk")
