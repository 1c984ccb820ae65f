"""Everything that changes challenges and entries."""

import hashlib
from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.challenges import selectors
from chartbusters.challenges.models import Challenge, Entry, Phase
from chartbusters.compositions.models import Composition
from chartbusters.compositions.rendering import rendering_request
from chartbusters.web.errors import Refusal, still_there
from scoring.services import score_report_request

NOT_OPEN = {
    Phase.UPCOMING: "This challenge has not opened yet. Your song is safe; come back on {opens_at:%d %B %H:%M} UTC.",
    Phase.VOTING: "Entries closed at {entries_close_at:%H:%M:%S} UTC on {entries_close_at:%d %B}. Your song is safe.",
    Phase.CLOSED: "This challenge is over. Your song is safe; there may be another one to enter.",
}


def entry_create(*, challenge: Challenge, composition: Composition, maker: User, process_note: str = "") -> Entry:
    """Freezes the head of a composition into a challenge; an entry that this maker had before is withdrawn.

    Raises `Refusal` when the challenge is not open by the database's clock, a rule is unmet, or the song is in already.
    """
    if composition.owner_id != maker.pk or composition.head is None:
        raise Refusal("not_yours", "You can enter songs of your own only.", 403, "composition")
    _refuse_unmet(challenge, composition)
    try:
        with transaction.atomic():
            entry = _enter(challenge, composition, maker, process_note)
    except IntegrityError:
        message = "This song, or another one of yours, has just been entered. Nothing more was done."
        raise Refusal("already_entered", message, 409, "composition") from None
    return entry


def _enter(challenge: Challenge, composition: Composition, maker: User, process_note: str) -> Entry:
    # The clock of this transaction decides, and its time goes on the receipt.
    now = _open_now(challenge)
    # Held, so that a deletion at this moment waits, or has been: an entry may outlive its song, not be born without it.
    still_there(Composition.objects.select_for_update(no_key=True).filter(pk=composition.pk).first())
    Entry.objects.filter(challenge=challenge, maker=maker, withdrawn_at=None).update(withdrawn_at=Now())
    head = composition.head
    assert head is not None  # noqa: S101  entry_create has looked
    pk = uuid4()
    entry = Entry.objects.create(
        pk=pk,
        challenge=challenge,
        maker=maker,
        composition=composition,
        revision=head,
        song_id=head.song_id,
        title=composition.title,
        process_note=process_note[:2000],
        receipt=receipt_of(pk=pk, slug=challenge.slug, username=maker.username, digest=head.song_id, at=now),
        submitted_at=now,
        score_report=score_report_request(song=head.song, genre=challenge.genre),
    )
    rendering_request(digest=head.song_id)
    return entry


def _open_now(challenge: Challenge) -> datetime:
    """The database's time, if by it the challenge takes entries."""
    current = Challenge.objects.published().with_phase().filter(pk=challenge.pk).first()
    if current is None:
        raise Refusal("no_challenge", "There is no such challenge.", 404, "challenge")
    if current.phase != Phase.OPEN:  # type: ignore[attr-defined]
        sentence = NOT_OPEN[Phase(current.phase)]  # type: ignore[attr-defined]
        raise Refusal("not_open", sentence.format(**vars(current)), 409, "challenge")
    now: datetime = current.now  # type: ignore[attr-defined]
    return now


def _refuse_unmet(challenge: Challenge, composition: Composition) -> None:
    unmet = [f for f in selectors.findings_of(challenge=challenge, composition=composition) if not f.met]
    if unmet:
        said = " ".join(f"{finding.label}: {finding.message}" for finding in unmet)
        raise Refusal("rules_unmet", f"{said} Your song is safe and was not entered.", 409, "composition")


def receipt_of(*, pk: UUID, slug: str, username: str, digest: str, at: datetime) -> str:
    """SHA-256 over what was entered, where, by whom and when, one a line: anyone who knows these can check it."""
    return hashlib.sha256("\n".join([str(pk), slug, username, digest, at.isoformat()]).encode()).hexdigest()


def entry_withdraw(*, entry: Entry) -> Entry:
    """Takes an entry out while its challenge is open. Twice is as good as once."""
    with transaction.atomic():
        # A replacement may withdraw it at the same time; the second finds it done.
        rows = Entry.objects.select_for_update(of=("self",)).select_related("challenge")
        locked = still_there(rows.filter(pk=entry.pk).first())
        if locked.withdrawn_at is None:
            _open_now(locked.challenge)
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
    return digests


def challenge_publish(*, challenge: Challenge) -> None:
    Challenge.objects.filter(pk=challenge.pk).update(published=True)


def challenge_extend(*, challenge: Challenge, by: timedelta) -> None:
    """Moves the end of entries and of voting, in the database, so that two organisers at once add up."""
    Challenge.objects.filter(pk=challenge.pk).update(
        entries_close_at=F("entries_close_at") + by, voting_closes_at=F("voting_closes_at") + by
    )
