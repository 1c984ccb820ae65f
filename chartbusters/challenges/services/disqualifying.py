"""Putting an entry out of its challenge, and taking that back: by words that are added and
stay."""

from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge, ChallengeNote, Disqualification, Entry
from chartbusters.challenges.models.disqualifications import LONGEST_REASON
from chartbusters.challenges.noticing import word_tell
from chartbusters.challenges.organisers import Right, right_require
from chartbusters.challenges.people import is_theirs
from chartbusters.challenges.services.slots import slot_free
from chartbusters.web.errors import Refusal, still_there
from chartbusters.web.wording import fitting_line
from generation.rights import record


def entry_disqualify(*, entry: Entry, by: User, reason: str) -> Entry:
    """Puts an entry out, at any time, the end included: it leaves ballots, boards and counts, and
    stays on record with the reason, which its maker reads. Twice is as good as once. Raises
    `Refusal`."""
    reason = _allowed(entry, by, reason)
    with transaction.atomic():
        # A withdrawal or another organiser at this moment is waited for, and then seen.
        held = still_there(Entry.objects.select_for_update().filter(pk=entry.pk).first())
        if held.disqualified_at is None:
            _refuse_withdrawn(held)
            # The word first: whoever reads boards' facts in between would see too little, not less.
            _say(held, by, reason)
            Entry.objects.filter(pk=held.pk).update(withdrawn_at=Now(), disqualified_at=Now())
    entry.refresh_from_db()
    return entry


def entry_reinstate(*, entry: Entry, by: User, reason: str) -> Entry:
    """Takes back that an entry was put out, with all that was said. Raises `Refusal` where its
    maker has another song in its place by now, or somebody else has the music in."""
    reason = _allowed(entry, by, reason)
    try:
        with transaction.atomic():
            _reinstated(entry, by, reason)
    except IntegrityError:
        message = (
            "Somebody has entered the same music meanwhile, and no music is in twice. Put that "
            "entry out first, or leave this one out. Nothing was done."
        )
        raise Refusal("music_is_in", message, 409) from None
    entry.refresh_from_db()
    return entry


def _reinstated(entry: Entry, by: User, reason: str) -> None:
    # In the order in which somebody who enters holds them: the maker, the challenge, the entry.
    still_there(User.objects.select_for_update(no_key=True).filter(pk=entry.maker_id).first())
    rows = Challenge.objects.select_for_update(no_key=True)
    challenge = still_there(rows.filter(pk=entry.challenge_id).first())
    held = still_there(Entry.objects.select_for_update().filter(pk=entry.pk).first())
    if held.disqualified_at is None:
        return
    slot = slot_free(challenge=challenge, entry=held)
    _say(held, by, reason)
    Entry.objects.filter(pk=held.pk).update(withdrawn_at=None, disqualified_at=None, slot=slot)


def _allowed(entry: Entry, by: User, reason: str) -> str:
    """The reason, cleaned, of somebody who may."""
    right_require(person=by, challenge=entry.challenge, right=Right.MODERATE)
    if is_theirs(entry=entry, person=by):
        message = "This is your own entry: let another organiser decide on it. Nothing was done."
        raise Refusal("own_entry", message, 403)
    if cleaned := fitting_line(reason, most=LONGEST_REASON, field="reason"):
        return cleaned
    message = "Say why: the maker reads it, and so does whoever asks later. Nothing was done."
    raise Refusal("no_reason", message, field="reason")


def _refuse_withdrawn(entry: Entry) -> None:
    if entry.withdrawn_at is not None:
        message = "Its maker has withdrawn this entry, so it is out already. Nothing was done."
        raise Refusal("withdrawn", message, 409)


def _say(entry: Entry, by: User, reason: str) -> None:
    number = entry.disqualifications.count() + 1  # the entry is held, so nobody adds one beside us
    word = Disqualification.objects.create(entry=entry, number=number, by=by, reason=reason)
    told = "was disqualified" if word.out else "is in again: its disqualification was taken back"
    # By its number, as everybody knows it; why is for its maker and the organisers.
    ChallengeNote.objects.create(challenge=entry.challenge, text=f"Entry {entry.number} {told}.")
    record(by=by, row=entry, words=f"Entry {entry.number} {told}: {reason}")
    word_tell(word)
