"""People kept away, and people of whom nothing is shown.

A block holds the rows of both; whatever a person begins towards another (a follow, a repost, a
comment) holds that person's own row and asks `blocked_refuse`. So of a block and such a beginning
at one moment the second sees the first.
"""

from django.db import transaction
from django.db.models import Q, QuerySet

from chartbusters.accounts.models import User
from chartbusters.following.models import Block, Follow, Mute, Post
from chartbusters.following.selectors import blocked_by, blocks_between
from chartbusters.web.errors import Refusal, still_there

MOST_BLOCKED = 1_000  # people, by one person; and as many muted
_FULL = (
    "There are {most:,} people on this list of yours, as many as one may have there. Nothing was "
    "changed; let go of some first."
)


def person_block(*, by: User, person: User) -> None:
    """Keeps a person away: neither follows the other, or passes songs of the other on, as of this
    transaction. Raises `Refusal`."""
    _refuse_oneself(by, person, "block")
    with transaction.atomic():
        # Both, in one order: a follow of either at this moment has been, or finds the block.
        both = User.objects.filter(pk__in=[by.pk, person.pk]).order_by("pk")
        held = {one.pk: one for one in both.select_for_update(no_key=True)}
        for one in (by, person):
            still_there(held.get(one.pk))
        if Block.objects.filter(blocker=by).exclude(blocked=person).count() >= MOST_BLOCKED:
            raise Refusal("too_many", _FULL.format(most=MOST_BLOCKED), 409)
        Block.objects.get_or_create(blocker=by, blocked=person)
        between = Q(follower=by, followed=person) | Q(follower=person, followed=by)
        Follow.objects.filter(between).delete()
        _reposts(by, person).delete()
        _reposts(person, by).delete()


def _reposts(person: User, maker: User) -> QuerySet[Post]:
    """Songs of a maker that a person passes on."""
    theirs = Post.objects.filter(person=person, reposted=True)
    return theirs.filter(listing__composition__owner=maker)


def person_unblock(*, by: User, person: User) -> None:
    """What the block ended does not begin again by itself."""
    Block.objects.filter(blocker=by, blocked=person).delete()


def person_mute(*, by: User, person: User) -> None:
    """Shows nothing more of a person in lists made for this one, and tells them nothing. Raises
    `Refusal`."""
    _refuse_oneself(by, person, "mute")
    with transaction.atomic():
        still_there(User.objects.select_for_update(no_key=True).filter(pk=by.pk).first())
        if Mute.objects.filter(muter=by).exclude(muted=person).count() >= MOST_BLOCKED:
            raise Refusal("too_many", _FULL.format(most=MOST_BLOCKED), 409)
        Mute.objects.get_or_create(muter=by, muted=person)


def person_unmute(*, by: User, person: User) -> None:
    Mute.objects.filter(muter=by, muted=person).delete()


def blocked_refuse(*, by: User, person: int) -> None:
    """Raises `Refusal` where `by` may begin nothing towards a person, given by their key. Whoever
    was kept away is not told that they are: the same is said to all to whom a door is shut."""
    if not blocks_between(one=by.pk, other=person):
        return
    if person in blocked_by(person=by.pk):
        message = "You keep this person away. Nothing was changed; end the block first."
        raise Refusal("blocked_by_you", message, 409)
    raise Refusal("not_here", "You cannot do this here. Nothing was changed.", 403)


def _refuse_oneself(by: User, person: User, verb: str) -> None:
    if by.pk == person.pk:
        raise Refusal("yourself", f"You cannot {verb} yourself. Nothing was changed.", 409)
