"""An entry is written: numbered, with its receipt, its score report and all that goes silent with
it. Whoever calls has looked that it may be."""

import random
from datetime import datetime
from typing import Any
from uuid import uuid4

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge, Entry
from chartbusters.challenges.services.freezing import Music, music_keep
from chartbusters.challenges.services.receipts import receipt_of
from chartbusters.notices.services import event_record
from chartbusters.originality.services import comparison_request, song_know
from generation.callers import person_caller
from generation.models import StoredSong
from scoring.services import score_report_request


def entry_place(
    *,
    challenge: Challenge,
    maker: User,
    song: StoredSong,
    music: Music,
    at: datetime,
    **values: Any,
) -> Entry:
    """The entry, in a transaction that holds its challenge. `values` are its other columns. Raises
    `IntegrityError` where the place is taken, or the music is in."""
    pk = uuid4()
    receipt = receipt_of(pk=pk, slug=challenge.slug, username=maker.username, digest=song.pk, at=at)
    report = score_report_request(
        song=song,
        genre=challenge.genre,
        caller=person_caller(maker.pk),
        seed=challenge.score_seed,
    )
    entry = Entry.objects.create(
        pk=pk,
        challenge=challenge,
        maker=maker,
        song=song,
        receipt=receipt,
        number=_number_drawn(challenge, receipt),
        length_ms=music.length_ms,
        submitted_at=at,
        score_report=report,
        sounding=music.digest,
        **values,
    )
    _tell_received(entry)
    song_know(digest=song.pk, song=music.song)
    comparison_request(digest=song.pk)
    return music_keep(entry, music)


def _tell_received(entry: Entry) -> None:
    event_record(
        kind="entry_received",
        key=str(entry.pk),
        label=entry.challenge.title,
        address=entry.get_absolute_url(),
        audience=f"person:{entry.maker_id}",
        data={"words": f"“{entry.title}” was entered. Receipt: {entry.receipt}"},
    )


def _number_drawn(challenge: Challenge, receipt: str) -> int:
    """A number that no entry of this challenge has had. The receipt draws it, so it tells nothing
    of who came when."""
    given = set(Entry.objects.filter(challenge=challenge).values_list("number", flat=True))
    span = next(top for top in (99, 999, 9_999, 99_999, 999_999) if 2 * len(given) < top)
    return random.Random(receipt).choice(
        [number for number in range(1, span + 1) if number not in given]
    )
