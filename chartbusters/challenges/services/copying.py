"""Makes a challenge of another one."""

from django.db import transaction
from django.utils import timezone

from chartbusters.accounts.models import User
from chartbusters.challenges.copying import AFTER_COPYING, copy_of, free_slug
from chartbusters.challenges.examples import examples_of
from chartbusters.challenges.models import Challenge
from chartbusters.challenges.organisers import Right, right_require
from chartbusters.challenges.services.challenges import LONGEST_TITLE, challenge_save
from chartbusters.challenges.services.covers import picture_copy
from generation.rights import record


def challenge_copy(*, challenge: Challenge, by: User) -> Challenge:
    """Makes a challenge of another one whose desk one may see: its settings and its rubric, its
    times some weeks later; no entries, and not public yet."""
    right_require(person=by, challenge=challenge, right=Right.VIEW)
    made = copy_of(
        challenge,
        now=timezone.now(),
        slug=free_slug(challenge.slug),
        title=f"{challenge.title[: LONGEST_TITLE - 8]} (again)",
    )
    with transaction.atomic():
        songs = examples_of(challenge=challenge)
        challenge_save(challenge=made, by=by, examples=songs)
        picture_copy(challenge, made)
        for add in AFTER_COPYING:
            add(challenge, made)
        record(by=by, row=made, words=f"Made of {challenge.slug}.")
    return made
