"""Entering a challenge, and leaving it: a song is frozen, and nobody enters it twice."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.challenges import selectors
from chartbusters.challenges.conditions import conditions_require
from chartbusters.challenges.models import Challenge, Entry, EntryTraining, Kind, Seal
from chartbusters.challenges.services.freezing import Music, music_of
from chartbusters.challenges.services.late import late_link_keep
from chartbusters.challenges.services.members import member_require
from chartbusters.challenges.services.opening import challenge_hold, open_now, open_or_late
from chartbusters.challenges.services.placing import entry_place
from chartbusters.challenges.services.slots import slot_take
from chartbusters.challenges.trained_here import trainings_keep
from chartbusters.compositions.models import LONGEST_NOTE, Composition
from chartbusters.compositions.showing import provenance_ask
from chartbusters.web.errors import Refusal, still_there
from chartbusters.web.wording import fitting_prose
from generation.wording import line

ALIKE = 0.75  # of the notes: other takes of one model on one melody share a half at most

TWICE = (
    "This music is in the challenge already, or you have just entered another song. Nothing "
    "more was done. Another "
    "title, tempo, instrument or loudness makes no other music: change notes, and enter it again."
)


class Asked(NamedTuple):
    """What of a wish to enter is looked at while the challenge is held."""

    conditions: str
    late: str
    replaces: UUID | None


def entry_create(
    *,
    challenge: Challenge,
    composition: Composition,
    maker: User,
    process_note: str = "",
    replaces: UUID | None = None,
    heard_by_all: bool = False,
    conditions: str = "",
    late: str = "",
) -> Entry:
    """Freezes the head of a composition into a challenge. The entry that it `replaces` is
    withdrawn; where each may have one, the one that this maker had before. Until voting is over
    its tune is heard on ballots only, unless its maker agrees that it is `heard_by_all`.

    `conditions` is the digest of those that the maker accepts, `late` the code of a link by which
    they may enter after the end. Raises `Refusal` when the challenge is not open by the database's
    clock, or not to this maker, a rule is unmet, the song is in already, or this maker has as many
    entries as each may have.
    """
    if composition.owner_id != maker.pk or composition.head is None:
        raise Refusal("not_yours", "You can enter songs of your own only.", 403, "composition")
    process_note = fitting_prose(process_note, most=LONGEST_NOTE, field="process_note")
    _refuse_models(challenge)
    _refuse_unmet(challenge, composition)
    # It takes a while for a long song, so no lock is held meanwhile.
    music = music_of(composition.head.song.song)
    try:
        with transaction.atomic():
            said = {"process_note": process_note, "heard_by_all": heard_by_all}
            asked = Asked(conditions, late, replaces)
            return _enter(challenge, composition, maker, said, music, asked)
    except IntegrityError:
        raise Refusal("already_entered", TWICE, 409, "composition") from None


def _refuse_models(challenge: Challenge) -> None:
    if challenge.kind == Kind.MODELS:
        message = (
            "This challenge compares models, and takes no songs. Your song is safe; enter a model "
            "that you have trained."
        )
        raise Refusal("models_only", message, 409, "challenge")


def _refuse_many(maker: User) -> None:
    # Two that enter at once would both count the same entries and both add one: the second waits
    # here for the first.
    User.objects.select_for_update(no_key=True).filter(pk=maker.pk).first()
    entered = Entry.objects.filter(maker=maker, submitted_at__gt=Now() - timedelta(days=1)).count()
    if entered >= settings.ENTRIES_A_DAY:
        message = (
            f"You have entered {entered} times within a day, as often as we allow. Your "
            "song is safe."
        )
        raise Refusal("too_many_entries", message, 429, retry_after=3600)


def _enter(
    challenge: Challenge,
    composition: Composition,
    maker: User,
    said: dict[str, Any],
    music: Music,
    asked: Asked,
) -> Entry:
    _refuse_many(maker)
    held = _hold_rules(challenge)
    # The clock of this transaction decides, and its time goes on the receipt.
    now, late = open_or_late(held, maker, asked.late)
    member_require(challenge=held, person=maker, doing="enter")
    _hold(composition)
    slot = slot_take(challenge=held, maker=maker, replaces=asked.replaces, adds=late)
    entry = entry_place(
        challenge=challenge,
        maker=maker,
        slot=slot,
        **_frozen(composition),
        music=music,
        at=now,
        checked_rules=challenge.rules,
        provenance=provenance_ask(composition=composition, song=music.song),
        **said,
        **_accepted(held, asked.conditions, now),
        **_likeness(challenge, maker, music),
    )
    trainings_keep(entry=entry, composition=composition, song=music.song)
    if late:
        late_link_keep(entry=entry, code=asked.late)
    return entry


def _accepted(challenge: Challenge, conditions: str, now: datetime) -> dict[str, Any]:
    digest = conditions_require(challenge=challenge, accepted=conditions)
    return {"conditions_digest": digest, "conditions_accepted_at": now if digest else None}


def _frozen(composition: Composition) -> dict[str, Any]:
    """What of a composition stays as it is now."""
    head = composition.head
    assert head is not None  # noqa: S101  entry_create has looked
    title = line(composition.title) or "Untitled"  # it may be older than our care for titles
    return {"composition": composition, "revision": head, "song": head.song, "title": title}


def _hold_rules(challenge: Challenge) -> Challenge:
    """The challenge as it stands, held."""
    # Two that enter at once could draw the same number: the second waits here. And so does whoever
    # changes the rules, or how many entries each may have.
    held = challenge_hold(challenge)
    if held.rules != challenge.rules:
        message = (
            "The rules were changed this very moment. Your song is safe; look at them, "
            "and enter it again."
        )
        raise Refusal("rules_changed", message, 409, "challenge")
    return held


def _hold(composition: Composition) -> None:
    # Held, so that a deletion at this moment waits, or has been: an entry may outlive its song, not
    # be born without it.
    still_there(
        Composition.objects.select_for_update(no_key=True).filter(pk=composition.pk).first()
    )


def _likeness(challenge: Challenge, maker: User, music: Music) -> dict[str, Any]:
    """What staff are told of an entry that is nearly somebody else's. Two may have come to it by
    the same way."""
    found = selectors.most_alike(challenge=challenge, maker=maker, sketch=music.sketch)
    if found is None or found[1] < ALIKE:
        return {}
    return {"alike_id": found[0], "alike_percent": round(100 * found[1])}


def _refuse_unmet(challenge: Challenge, composition: Composition) -> None:
    unmet = [
        f for f in selectors.findings_of(challenge=challenge, composition=composition) if not f.met
    ]
    if unmet:
        said = " ".join(f"{finding.label}: {finding.message}" for finding in unmet)
        raise Refusal(
            "rules_unmet", f"{said} Your song is safe and was not entered.", 409, "composition"
        )


def entry_withdraw(*, entry: Entry) -> Entry:
    """Takes an entry out while its challenge is open. Twice is as good as once."""
    with transaction.atomic():
        # A replacement may withdraw it at the same time; the second finds it done.
        rows = Entry.objects.select_for_update(of=("self",)).select_related("challenge")
        locked = still_there(rows.filter(pk=entry.pk).first())
        if locked.withdrawn_at is None:
            open_now(locked.challenge)
            Entry.objects.filter(pk=entry.pk).update(withdrawn_at=Now())
    entry.refresh_from_db()
    return entry


def entries_erase(*, maker: User, keep: Collection[UUID]) -> set[str]:
    """Removes the entries of a person but for those to `keep`, which lose the words of their maker.

    Returns the digests of the songs that they all were.
    """
    mine = Entry.objects.filter(maker=maker)
    digests = set(mine.values_list("song_id", flat=True))
    with transaction.atomic():
        mine.exclude(pk__in=keep).delete()
        mine.update(process_note="")
        EntryTraining.objects.filter(entry__maker=maker).delete()
        # There are no songs left to be silent, but for those of co-authors.
        Seal.objects.filter(entry__maker=maker, entry__co_authors=0).delete()
    return digests
