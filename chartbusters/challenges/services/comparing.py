"""Entries that are there to compare with, such as those of our own models: they are heard and rated
as all others, and take no place from anybody."""

from django.db import transaction
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge, ChallengeNote, Entry, Phase
from chartbusters.challenges.organisers import Right, right_require
from chartbusters.challenges.people import is_theirs
from chartbusters.web.errors import Refusal, still_there
from generation.rights import record

MOST_COMPARED = 20  # entries of a challenge: each row of its board is told without them


def entry_compare(*, entry: Entry, by: User, back: bool = False) -> Entry:
    """Says of an entry that it is there to compare with, at any time; `back` takes that back. Twice
    is as good as once. Raises `Refusal`."""
    right_require(person=by, challenge=entry.challenge, right=Right.MODERATE)
    if back and is_theirs(entry=entry, person=by):
        message = (
            "This is your own entry: let another organiser say that it takes a place after all. "
            "Nothing was done."
        )
        raise Refusal("own_entry", message, 403)
    with transaction.atomic():
        # Two who mark at once are counted one after the other.
        rows = Challenge.objects.select_for_update(no_key=True)
        still_there(rows.filter(pk=entry.challenge_id).first())
        held = still_there(Entry.objects.filter(pk=entry.pk).first())
        if (held.compared_at is None) != back:
            _mark(held, by, back)
    entry.refresh_from_db()
    return entry


def _mark(entry: Entry, by: User, back: bool) -> None:
    if not back:
        _refuse_too_many(entry)
    told = "takes a place after all" if back else "is there to compare with, and takes no place"
    words = f"Entry {entry.number} {told}."
    Entry.objects.filter(pk=entry.pk).update(compared_at=None if back else Now())
    challenge = Challenge.objects.with_phase().get(pk=entry.challenge_id)
    # Before the end nobody may know; after it a result that changes is told to everybody.
    if challenge.phase == Phase.CLOSED:
        ChallengeNote.objects.create(challenge=challenge, text=words)
    record(by=by, row=entry, words=words)


def _refuse_too_many(entry: Entry) -> None:
    marked = Entry.objects.filter(challenge=entry.challenge_id, compared_at__isnull=False)
    if marked.count() >= MOST_COMPARED:
        message = (
            f"{MOST_COMPARED} entries of this challenge are there to compare with, and more are "
            "not possible. Take one of them back first. Nothing was done."
        )
        raise Refusal("too_many_compared", message, 409)
