"""What the desk asks about who runs which challenge."""

from django.db.models import QuerySet

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge, Organiser, PhasedChallenge
from generation.rights import CHANGE_CHALLENGE, VIEW_CHALLENGE, has_right


def organisers_of(*, challenge: Challenge) -> list[Organiser]:
    """Who runs it beside staff, in the order in which they came."""
    return list(Organiser.objects.filter(challenge=challenge.pk).select_related("person"))


def challenges_run_by(*, person: User) -> QuerySet[PhasedChallenge]:
    """All challenges whose desk this person may see, those made last first; all there are for staff
    who may look at them."""
    challenges = Challenge.objects.with_phase().order_by("-pk")
    if has_right(person, CHANGE_CHALLENGE) or has_right(person, VIEW_CHALLENGE):
        return challenges
    return challenges.filter(organisers__person=person)
