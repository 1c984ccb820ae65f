"""A worker's side of playlists: one that is due is made at SoundCloud, or brought up to date."""

from django.conf import settings
from django.db.models.functions import Coalesce, Now

from chartbusters.challenges.models import Challenge
from chartbusters.challenges.organisers import Right, rights_of
from chartbusters.discovery.selectors import challenge_told
from chartbusters.soundcloud import client_playlists as client
from chartbusters.soundcloud.client_playlists import Playlist
from chartbusters.soundcloud.guards import is_configured
from chartbusters.soundcloud.models import ChallengePlaylist, State
from chartbusters.soundcloud.selectors import tracks_in_order
from chartbusters.soundcloud.services.calling import PLAYLISTS, workers_call
from chartbusters.soundcloud.services.claiming import (
    due,
    errand_claim,
    held,
    lease_extend,
    next_in,
    same,
)
from chartbusters.soundcloud.services.stepping import Overtaken, errand_step
from chartbusters.soundcloud.troubles import Busy, Gone, Unaccepted, Unreachable, Withheld
from chartbusters.soundcloud.wording_playlists import playlist_fields

NOT_NOW = (
    "The result of the challenge is not told, or you do not run it any more, so nothing was sent."
)
EMPTY = "No entry of the challenge is on SoundCloud any more, so nothing was sent."
REMOVED = (
    "The playlist is not at SoundCloud any more: somebody has removed it there. Try again, and it "
    "is made anew."
)
# What is said of a song elsewhere.
WORDS = {
    Unreachable.code: (
        "SoundCloud did not answer, or only with an error of its own. Nothing of the challenge is "
        "lost; try again later."
    ),
    Busy.code: (
        "SoundCloud says that this is too much at once, and said so each time we came back. Try "
        "again tomorrow."
    ),
    Unaccepted.code: (
        "SoundCloud does not accept this site at the moment, which its operator has to look at. "
        "Try again later."
    ),
}


def playlist_next() -> bool:
    """Sends one playlist, and passes the word on while others wait. False when none is due."""
    if not is_configured():
        return False
    rows = ChallengePlaylist.objects.select_related("challenge", "owner")
    if row := errand_claim(rows):
        errand_step(row, _send, WORDS)
    if (seconds := next_in(ChallengePlaylist.objects.all())) is not None:
        workers_call(seconds=seconds, task=PLAYLISTS)
    return row is not None


def playlists_call() -> int:
    """Sends the word again when it may be lost; returns how many are due."""
    count = ChallengePlaylist.objects.filter(due()).count() if is_configured() else 0
    if count:
        workers_call(task=PLAYLISTS)
    return count


def _send(row: ChallengePlaylist, token: str) -> None:
    challenge = _challenge(row)
    if row.sent_at and not row.playlist:
        _look_for(row, token)
    tracks = tracks_in_order(challenge=challenge)
    if not tracks and not row.playlist:
        raise Withheld(EMPTY)
    _mark_sent(row)
    fields = playlist_fields(challenge, row.tag, tracks)
    _live_tell(row, _made_or_changed(row, token, fields), tracks)


def _challenge(row: ChallengePlaylist) -> Challenge:
    """Asked anew: since the click more time may have been given, or somebody else runs it."""
    found = challenge_told(slug=row.challenge.slug) if row.challenge else None
    if found is None or Right.EDIT not in rights_of(person=row.owner, challenge=found):
        raise Withheld(NOT_NOW)
    return found


def _look_for(row: ChallengePlaylist, token: str) -> None:
    """Whether it was made by a try of which there is no answer. It is noted also when the person
    has stopped it meanwhile."""
    if found := client.playlist_find(token=token, tag=row.tag):
        same(row).update(playlist=found.urn, link=found.link)
        row.playlist = found.urn


def _mark_sent(row: ChallengePlaylist) -> None:
    """From here on it may be there. Committed before the first byte goes."""
    if not held(row).update(state=State.UPLOADING, sent_at=Coalesce("sent_at", Now())):
        raise Overtaken
    row.state = State.UPLOADING
    if not lease_extend(row, settings.SOUNDCLOUD_SECONDS):
        raise Overtaken


def _made_or_changed(row: ChallengePlaylist, token: str, fields: client.Fields) -> Playlist:
    if not row.playlist:
        return client.playlist_make(token=token, fields=fields)
    try:
        return client.playlist_change(token=token, urn=row.playlist, fields=fields)
    except Gone:
        held(row).update(playlist="", link="", tracks=[], sent_at=None)
        raise Gone(REMOVED) from None


def _live_tell(row: ChallengePlaylist, made: Playlist, tracks: list[str]) -> None:
    same(row).update(playlist=made.urn, link=made.link, tracks=tracks)
    held(row).update(state=State.LIVE, leased_until=Now(), live_at=Now(), tries=0, problem="")
