"""A worker's side of publications: one step of the one that is due, fenced by its attempt."""

import logging
import tempfile
from pathlib import Path

from django.conf import settings
from django.db.models.functions import Coalesce, Now

from chartbusters.compositions.sounding import SynthesisError, synthesise
from chartbusters.soundcloud import client
from chartbusters.soundcloud.artwork import artwork_png
from chartbusters.soundcloud.guards import is_configured, withheld_because
from chartbusters.soundcloud.models import Publication, State
from chartbusters.soundcloud.services.calling import workers_call
from chartbusters.soundcloud.services.claiming import (
    due,
    errand_claim,
    held,
    lease_extend,
    next_in,
)
from chartbusters.soundcloud.services.settling import (
    errand_end,
    live_tell,
    poll_later,
    track_adopt,
)
from chartbusters.soundcloud.services.stepping import Overtaken, errand_step
from chartbusters.soundcloud.troubles import Trouble, Unreachable, Withheld
from chartbusters.soundcloud.wording import track_fields
from generation.models import StoredSong

logger = logging.getLogger(__name__)
DELETED = "The song was deleted here before it was sent."
SILENT = "We could not make audio from this song, so nothing was sent. The song itself is safe."


def publication_next() -> bool:
    """Takes the next step of one publication, and passes the word on while others wait. False when
    none is due."""
    if not is_configured():
        return False
    rows = Publication.objects.select_related("composition__head", "composition__owner")
    publication = errand_claim(rows)
    if publication:
        errand_step(publication, _step)
    if (seconds := next_in(Publication.objects.all())) is not None:
        workers_call(seconds=seconds)
    return publication is not None


def _step(publication: Publication, token: str) -> None:
    STEPS[State(publication.state)](publication, token)


def _send(publication: Publication, token: str) -> None:
    if publication.sent_at and (track := client.track_find(token=token, tag=publication.tag)):
        track_adopt(publication, track)
        return
    composition = publication.composition
    if composition is None or composition.head is None:
        raise Withheld(DELETED)
    if because := withheld_because(composition):
        raise Withheld(because)
    with tempfile.TemporaryDirectory(prefix="rendering-", dir=_folder()) as folder:
        file = Path(folder) / "song.flac"
        _record(publication, composition.head.song_id, file)
        composition.refresh_from_db(fields=["hidden_because"])
        if because := withheld_because(composition):  # it may have been entered meanwhile
            raise Withheld(because)
        _mark_sent(publication, digest=composition.head.song_id, title=composition.title)
        fields = track_fields(composition, publication)
        track_adopt(publication, client.track_upload(token=token, fields=fields, file=file))


def _folder() -> Path:
    """Where recordings are made: what a killed worker leaves there is swept with theirs."""
    settings.RENDERING_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Path(settings.RENDERING_DIR)


def _record(publication: Publication, digest: str, file: Path) -> None:
    """The song without loss. From the validated document, never from bytes that somebody gave."""
    document = StoredSong.objects.get(pk=digest).document_json
    try:
        synthesise(document, file, alive=lambda: lease_extend(publication))
    except SynthesisError as error:
        if not lease_extend(publication):
            raise Overtaken from None
        logger.error("publication %s: %s", publication.pk, error)
        raise Withheld(SILENT) from None


def _mark_sent(publication: Publication, **values: str) -> None:
    """From here on a track may be there. Committed before the first byte goes."""
    sent = {"state": State.UPLOADING, "sent_at": Coalesce("sent_at", Now())}
    if not held(publication).update(**sent, **values):
        raise Overtaken
    publication.state = State.UPLOADING
    if not lease_extend(publication, settings.SOUNDCLOUD_UPLOAD_SECONDS):
        raise Overtaken


def _poll(publication: Publication, token: str) -> None:
    track = client.track_of(token=token, urn=publication.track)
    if not track.plays:
        poll_later(publication)
        return
    _adorn(publication, token)
    live_tell(publication, track)


def _adorn(publication: Publication, token: str) -> None:
    """Its notes as its picture, where the account may have one: nothing is lost without."""
    try:
        song = StoredSong.objects.get(pk=publication.digest).song
        picture = artwork_png(song)
        client.artwork_send(token=token, urn=publication.track, picture=picture)
    except (Trouble, StoredSong.DoesNotExist):
        logger.info("publication %s: no picture", publication.pk)


def _take_down(publication: Publication, token: str) -> None:
    urn = publication.track
    if not urn:
        found = client.track_find(token=token, tag=publication.tag)
        urn = found.urn if found else ""
    if urn:
        client.track_remove(token=token, urn=urn)
    elif not publication.tries:
        # What was sent a moment ago may come to their list later.
        raise Unreachable
    errand_end(publication, State.WITHDRAWN, track="", link="")


STEPS = {
    State.QUEUED: _send,
    State.UPLOADING: _send,
    State.TRANSCODING: _poll,
    State.LEAVING: _take_down,
}


def publications_call() -> int:
    """Sends the word again when it may be lost; returns how many are due."""
    count = Publication.objects.filter(due()).count() if is_configured() else 0
    if count:
        workers_call()
    return count
