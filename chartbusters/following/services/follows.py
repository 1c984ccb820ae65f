"""Follows begun and ended."""

from django.db import transaction

from chartbusters.accounts.models import User
from chartbusters.following.models import Follow
from chartbusters.following.noticing import follow_tell
from chartbusters.following.services.blocks import blocked_refuse
from chartbusters.web.errors import Refusal, still_there

MOST_FOLLOWED = 2_000  # people, by one person: what a stream looks through
_FULL = (
    f"You follow {MOST_FOLLOWED:,} people, as many as one person may. Nothing was changed; let go "
    "of some first."
)


def person_follow(*, by: User, person: User) -> None:
    """Again changes nothing. Raises `Refusal`."""
    if by.pk == person.pk:
        raise Refusal("yourself", "You cannot follow yourself. Nothing was changed.", 409)
    with transaction.atomic():
        # Held: a block between the two, and a follow of this person's in another window, come
        # before or after; and whoever leaves the site is found gone.
        mine = User.objects.select_for_update(no_key=True).filter(pk=by.pk, is_active=True)
        still_there(mine.first())
        blocked_refuse(by=by, person=person.pk)
        if Follow.objects.filter(follower=by).exclude(followed=person).count() >= MOST_FOLLOWED:
            raise Refusal("too_many", _FULL, 409)
        _, fresh = Follow.objects.get_or_create(follower=by, followed=person)
        if fresh:
            follow_tell(follower=by, followed=person)


def person_unfollow(*, by: User, person: User) -> None:
    Follow.objects.filter(follower=by, followed=person).delete()
