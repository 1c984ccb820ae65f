"""What an organiser decides: that the playlist of a challenge stands on SoundCloud as it is."""

from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge
from chartbusters.challenges.organisers import Right, right_require
from chartbusters.discovery.selectors import challenge_told
from chartbusters.soundcloud.guards import require_configured
from chartbusters.soundcloud.models import ChallengePlaylist, Connection, State
from chartbusters.soundcloud.selectors import tracks_in_order
from chartbusters.soundcloud.services.calling import PLAYLISTS, workers_call
from chartbusters.trail.models import Act
from chartbusters.trail.services import trace
from chartbusters.web.errors import Refusal

A_MOMENT = timedelta(minutes=1)  # in which what was just done is not done again
CONNECT = "Connect your account at SoundCloud first. Nothing was sent."
NOT_TOLD = (
    "The playlist comes with the result, and that is not told yet: its order, or a name in it, "
    "would tell what ballots must not. Nothing was sent."
)
EMPTY = (
    "No entry of this challenge is on SoundCloud: their makers publish them there, from the pages "
    "of their songs. Nothing was sent."
)


def playlist_ask(*, challenge: Challenge, by: User) -> ChallengePlaylist:
    """Puts the playlist of a challenge into the account of this organiser, or brings the one that
    is there up to date: asking again is free. Raises `Refusal`."""
    require_configured()
    right_require(person=by, challenge=challenge, right=Right.EDIT)
    if challenge_told(slug=challenge.slug) is None:
        raise Refusal("not_told", NOT_TOLD, 409)
    tracks = tracks_in_order(challenge=challenge)
    with transaction.atomic():
        # Two clicks at once would both find nothing: the second waits here for the first.
        mine = Connection.objects.select_for_update().filter(person=by, ended_because="")
        if (connection := mine.first()) is None:
            raise Refusal("not_connected", CONNECT, 409)
        found = _found(challenge, by, connection.account, tracks)
        if found.working or _is_fresh(found, tracks):
            return found
        return _put_back(found, challenge, by)


def _found(challenge: Challenge, by: User, account: str, tracks: list[str]) -> ChallengePlaylist:
    known = ChallengePlaylist.objects.filter(account=account, challenge=challenge)
    found = known.select_for_update().first()
    if not tracks and not (found and found.playlist):
        raise Refusal("no_tracks", EMPTY, 409)
    if found is None:
        # Two organisers may have connected the same account: the constraint lets one make it.
        fresh = {"owner": by, "title": challenge.title}
        found, made = known.get_or_create(account=account, challenge=challenge, defaults=fresh)
        if made:
            _tell(found, by)
    return found


def _tell(row: ChallengePlaylist, by: User) -> None:
    words = "the playlist goes to SoundCloud"
    trace(act=Act.VISIBILITY, by=by, row=row.challenge, words=words)
    workers_call(task=PLAYLISTS)


def _is_fresh(row: ChallengePlaylist, tracks: list[str]) -> bool:
    """That it was done a moment ago, and would be the same."""
    just = ChallengePlaylist.objects.filter(pk=row.pk, state=State.LIVE)
    return row.tracks == tracks and just.filter(live_at__gt=Now() - A_MOMENT).exists()


def _put_back(row: ChallengePlaylist, challenge: Challenge, by: User) -> ChallengePlaylist:
    """It goes on where it stood: what may be there is looked for first. It belongs to whoever of
    those with this account asked last."""
    ChallengePlaylist.objects.filter(pk=row.pk).update(
        owner=by,
        title=challenge.title,
        state=State.QUEUED,
        tries=0,
        next_at=Now(),
        problem="",
        ended_at=None,
    )
    row.refresh_from_db()
    _tell(row, by)
    return row
