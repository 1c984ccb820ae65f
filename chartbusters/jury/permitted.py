"""Who looks after a jury: staff by one permission for each act, and organisers of the challenge who
look after its people."""

from django.core.exceptions import PermissionDenied

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge
from chartbusters.challenges.organisers import Right, rights_of
from generation.rights import has_right


def may_run(*, by: User, challenge: Challenge, right: str) -> bool:
    return has_right(by, right) or Right.PEOPLE in rights_of(person=by, challenge=challenge)


def require_run(*, by: User, challenge: Challenge, right: str) -> None:
    """Raises `PermissionDenied`."""
    if not may_run(by=by, challenge=challenge, right=right):
        raise PermissionDenied
