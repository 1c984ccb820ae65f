"""What people are told of who follows them: once a day at most, whoever comes and goes."""

from django.urls import reverse
from django.utils import timezone

from chartbusters.accounts.models import User
from chartbusters.following.selectors import hidden_from
from chartbusters.notices.kinds import Kind, kinds_add
from chartbusters.notices.services import event_record

# No name stands in it: a name is what its owner writes, and would come by mail to whom they choose.
FOLLOWED = Kind(
    "followed", "somebody new follows you", "Somebody new follows you: see who", mailed=False
)


def connect() -> None:
    kinds_add(FOLLOWED)


def follow_tell(*, follower: User, followed: User) -> None:
    """All who come on one day are one event: the page behind it shows them, the last first."""
    if follower.pk in hidden_from(person=followed.pk):
        return
    event_record(
        kind=FOLLOWED.name,
        key=f"{followed.pk}:{timezone.now():%Y-%m-%d}",
        label=followed.username,
        address=reverse("followers", args=[followed.username]),
        audience=f"person:{followed.pk}",
    )
