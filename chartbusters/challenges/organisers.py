"""What each organiser of a challenge may do: staff by their permissions, others by their role."""

from enum import StrEnum
from typing import Any

from django.conf import settings

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge, Organiser, Role
from chartbusters.web.errors import Refusal
from generation.rights import ADD_CHALLENGE, CHANGE_CHALLENGE, VIEW_CHALLENGE, has_right

__all__ = [
    "Organiser",
    "Right",
    "Role",
    "may_organise",
    "organising_offered",
    "right_require",
    "rights_of",
]


class Right(StrEnum):
    VIEW = "view"  # the desk, and what is not public yet
    EDIT = "edit"  # what the challenge is: words, rules, times, settings, publishing
    MODERATE = "moderate"  # entries, reports, votes
    PEOPLE = "people"  # who takes part, is written to, is let in


ALL = frozenset(Right)
NONE: frozenset[Right] = frozenset()
BY_ROLE: dict[str, frozenset[Right]] = {
    Role.OWNER: ALL,
    Role.EDITOR: frozenset({Right.VIEW, Right.EDIT}),
    Role.MODERATOR: frozenset({Right.VIEW, Right.MODERATE, Right.PEOPLE}),
    Role.VIEWER: frozenset({Right.VIEW}),
}
HIDDEN = "There is nothing here."
LACKING = (
    "Your role in this challenge does not include that, so nothing was changed. An owner of the "
    "challenge can give you another role."
)


def may_organise(*, person: Any) -> bool:
    """Whether this person may make a challenge: staff with the permission, and everybody where the
    operator lets them."""
    if not isinstance(person, User) or not person.is_active:
        return False
    return settings.ORGANISERS == "everybody" or has_right(person, ADD_CHALLENGE)


def organising_offered(*, person: Any) -> bool:
    """Whether the way to make a challenge is shown: also to visitors, where all who sign in may."""
    visitor = not isinstance(person, User)
    return may_organise(person=person) or (visitor and settings.ORGANISERS == "everybody")


def rights_of(*, person: Any, challenge: Challenge) -> frozenset[Right]:
    """All that this person may do with the challenge; nothing for who is not signed in."""
    if not isinstance(person, User) or not person.is_active:
        return NONE
    if has_right(person, CHANGE_CHALLENGE):
        return ALL
    row = Organiser.objects.filter(challenge=challenge.pk, person=person).first()
    granted = BY_ROLE[row.role] if row else NONE
    return granted | ({Right.VIEW} if has_right(person, VIEW_CHALLENGE) else NONE)


def right_require(*, person: Any, challenge: Challenge, right: Right) -> None:
    """Raises `Refusal`: 403 for who may look and not do this, 404 for who may not even look."""
    held = rights_of(person=person, challenge=challenge)
    if right in held:
        return
    if Right.VIEW in held:
        raise Refusal("not_your_role", LACKING, 403)
    raise Refusal("not_found", HIDDEN, 404)
