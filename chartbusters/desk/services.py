"""What is written on the desk: a challenge with what belongs to it, in one step."""

from collections.abc import Sequence

from django.db import transaction

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge
from chartbusters.challenges.services import challenge_save
from chartbusters.compositions.models import Composition
from chartbusters.desk.models import Planner
from generation.rights import record


def challenge_write(
    *,
    challenge: Challenge,
    by: User,
    zone: str,
    note: str = "",
    examples: Sequence[Composition] = (),
    changed: Sequence[str] = (),
) -> Challenge:
    """Saves a challenge, and remembers the zone in which its times were written."""
    words = f"Changed {', '.join(changed)}." if challenge.pk and changed else "Saved."
    with transaction.atomic():
        saved = challenge_save(challenge=challenge, by=by, words=note, examples=examples)
        Planner.objects.update_or_create(person=by, defaults={"zone": zone})
        record(by=by, row=saved, words=words)
    return saved
