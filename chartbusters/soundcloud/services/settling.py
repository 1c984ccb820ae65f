"""What came of a try: further, later, or over."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from chartbusters.soundcloud.client import Track
from chartbusters.soundcloud.models import LONGEST_PROBLEM, Errand, Publication, State
from chartbusters.soundcloud.services.claiming import held, same
from chartbusters.soundcloud.troubles import Trouble

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
PAUSES = [30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR]
FIRST_POLL, LONGEST_POLL, SLOWER = 3.0, 60.0, 1.4
MOST_POLLS = 90  # more than an hour
STUCK = (
    "SoundCloud has the song, and after an hour it still cannot be played there. Look at it there, "
    "or try again here."
)


def poll_pause(tries: int) -> timedelta:
    return timedelta(seconds=min(LONGEST_POLL, FIRST_POLL * SLOWER ** min(tries, 20)))


@transaction.atomic
def track_adopt(publication: Publication, track: Track) -> None:
    """The track is there. It is noted also when the person wants it away meanwhile: then that can
    be done."""
    mine = same(publication)
    found = {"track": track.urn, "link": track.link, "leased_until": Now(), "next_at": Now()}
    mine.update(**found)
    polls = Now() + poll_pause(0)
    mine.filter(state__in=[State.QUEUED, State.UPLOADING]).update(
        state=State.TRANSCODING, tries=0, next_at=polls
    )


def errand_end(row: Errand, state: State, **values: Any) -> None:
    held(row).update(state=state, leased_until=Now(), ended_at=Now(), **{"problem": "", **values})


def live_tell(publication: Publication, track: Track) -> None:
    held(publication).update(
        state=State.LIVE, leased_until=Now(), live_at=Now(), link=track.link, tries=0, problem=""
    )


def poll_later(publication: Publication) -> None:
    if publication.tries >= MOST_POLLS:
        errand_end(publication, State.FAILED, problem=STUCK)
        return
    tries = publication.tries + 1
    next_at = Now() + poll_pause(tries)
    held(publication).update(tries=tries, next_at=next_at, leased_until=Now())


def trouble_settle(row: Errand, trouble: Trouble) -> None:
    """Again after a pause, as often as it is worth it; else the person is told."""
    if row.tries >= trouble.most:
        errand_end(row, State.FAILED, problem=trouble.words[:LONGEST_PROBLEM])
        return
    pause = PAUSES[min(row.tries, len(PAUSES) - 1)]
    pause = max(pause, trouble.pause or timedelta())
    next_at = Now() + pause
    held(row).update(tries=row.tries + 1, next_at=next_at, leased_until=Now())
