"""Who belongs to a challenge, and what they are told who do not."""

from typing import Any, NamedTuple

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge, ClassCode, JoinRequest, Member, Takes
from chartbusters.challenges.selectors.join_requests import join_request_of


class Door(NamedTuple):
    """What a challenge asks of this person before they enter or vote."""

    enter: bool  # whether they may, as far as membership goes
    vote: bool
    code: bool  # whether a class code is to be had at all
    ask: bool = False  # whether they may ask to be a member, or have asked
    request: JoinRequest | None = None

    @property
    def shut(self) -> bool:
        return not (self.enter and self.vote)


def is_member(*, challenge: int, person: User) -> bool:
    """By user name, by a class code, or by a mail address that they have confirmed."""
    mails = EmailAddress.objects.filter(user=person, verified=True).values(low=Lower("email"))
    standing = Member.objects.filter(challenge=challenge, removed_at=None)
    return standing.filter(Q(person=person) | Q(email__in=mails)).exists()


def door_of(*, challenge: Any, person: Any) -> Door:
    """`challenge` may be a row as well. Where all may do both nothing is asked of the database."""
    asked = [challenge.entered_by == Takes.MEMBERS, challenge.voted_by == Takes.MEMBERS]
    if not any(asked):
        return Door(enter=True, vote=True, code=False)
    inside = isinstance(person, User) and is_member(challenge=challenge.pk, person=person)
    code = not inside and ClassCode.objects.open().filter(challenge=challenge.pk).exists()
    ask = challenge.may_ask and not inside
    request = (
        join_request_of(challenge=challenge, person=person)
        if ask and isinstance(person, User)
        else None
    )
    return Door(inside or not asked[0], inside or not asked[1], code, ask, request)


def class_code_of(*, challenge: Challenge) -> ClassCode | None:
    """The one that is not ended, though its places may be taken."""
    return ClassCode.objects.filter(challenge=challenge, ended_at=None).first()


def members_of(*, challenge: Challenge) -> QuerySet[Member]:
    """Who may enter or vote where that is for members, the last first."""
    standing = Member.objects.filter(challenge=challenge, removed_at=None)
    return standing.select_related("person", "code").order_by("-pk")
