"""Audio of songs: asked for by services, made by a worker when its turn has come, stored beside its
row."""

import logging
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.compositions.models import (
    ATTEMPTS,
    Rendering,
    RenderingState,
    Revision,
    recording_name,
)
from chartbusters.compositions.rendering_queue import (
    in_work,
    next_in_turn,
    seconds_guessed,
    turn_claim,
    waiting,
)
from chartbusters.compositions.sounding import BEAT, SynthesisError, synthesise
from chartbusters.web.errors import Refusal
from generation.messages import send_on_commit
from generation.models import StoredSong
from generation.music.song import Song
from generation.rights import RENDER_AGAIN, record, require

logger = logging.getLogger(__name__)
LEASE = timedelta(seconds=6 * BEAT)  # a worker that is silent for longer is dead
LOST_AFTER = timedelta(minutes=1)
MOST_ASKED_AGAIN = 2  # by its owner, of one recording
FAILED = (
    "We could not make audio from this song. The song itself is safe, and its MIDI file "
    "can be downloaded."
)
TOO_MUCH = (
    "This song is too long, with too many notes together, for us to make audio from it. The song "
    "itself is safe, and its MIDI file can be downloaded. With fewer notes there will be a "
    "recording."
)


def rendering_request(*, digest: str, owner: User | None, song: Song | None = None) -> Rendering:
    """Asks for the audio of a song, on commit. Asking again is free and changes nothing, after a
    failure too.

    What failed would fail again and keep the others waiting; `rendering_ask_again` is for people
    who mean it. Whoever has the `song` at hand gives it, so that it is not read once more while
    they hold a lock.
    """
    rendering, made = Rendering.objects.get_or_create(song_id=digest, defaults={"owner": owner})
    if made:
        _admit(rendering, song or StoredSong.objects.get(pk=digest).song)
    # Failed without a word: it is being forgotten at this moment, as nobody had the song any more.
    elif _put_back(
        Rendering.objects.filter(pk=digest, state=RenderingState.FAILED, error_message=""),
        owner=owner,
    ):
        rendering.refresh_from_db()
    return rendering


def _admit(rendering: Rendering, song: Song) -> None:
    """Puts a new wish in line, or says at once that its song is too much for the synthesizer."""
    rendering.cost = seconds_guessed(song)
    if rendering.cost > settings.RENDERING_SECONDS_EACH:
        rendering.state, rendering.error_message = RenderingState.FAILED, TOO_MUCH
    else:
        _queue()
    rendering.save(update_fields=["cost", "state", "error_message"])


def rendering_retry(*, rendering: Rendering, by: User) -> None:
    """An organiser's word that audio which failed is to be tried once more."""
    require(by, RENDER_AGAIN)
    with transaction.atomic():
        _put_back(Rendering.objects.filter(pk=rendering.pk, state=RenderingState.FAILED))
        record(by=by, row=rendering, words="Asked for again.")


def rendering_ask_again(*, digest: str, by: User) -> None:
    """The word of somebody who has this song that its audio, which failed, is to be tried once
    more. May refuse."""
    if not Revision.objects.filter(song_id=digest, composition__owner=by).exists():
        raise Refusal("not_yours", "Only who has the song may ask for its recording.", 403)
    failed = Rendering.objects.filter(pk=digest, state=RenderingState.FAILED).exclude(
        error_message=TOO_MUCH
    )
    if not _put_back(
        failed.filter(asked_again__lt=MOST_ASKED_AGAIN), asked_again=F("asked_again") + 1, owner=by
    ):
        raise Refusal("not_again", _why_not(digest), 409)


def _why_not(digest: str) -> str:
    rendering = Rendering.objects.filter(pk=digest).first()
    if rendering is None:
        return "There is no recording of this song yet: it is made when the song is shared."
    if rendering.state != RenderingState.FAILED:
        return "The recording has not failed: it is there, or being made. Nothing more was done."
    if rendering.error_message == TOO_MUCH:
        return TOO_MUCH
    return (
        f"We have tried {MOST_ASKED_AGAIN} times more. Your song is safe; change something "
        "in it, and we try anew."
    )


def _put_back(renderings: QuerySet[Rendering], **values: Any) -> int:
    """Puts recordings in line again; returns how many."""
    fresh = {
        "error_message": "",
        "created_at": Now(),
        "finished_at": None,
        "lease_until": None,
        "left": ATTEMPTS,
    }
    back = renderings.update(state=RenderingState.QUEUED, audio="", **fresh, **values)
    if back:
        _queue()
    return back


def rendering_lost(*, rendering: Rendering) -> None:
    """The file of a recording is not where its row says: it is made again. Compare and set: once,
    however many ask."""
    logger.error("the recording %s is missing; it is made again", rendering.audio.name)
    _put_back(
        Rendering.objects.filter(
            pk=rendering.pk, state=RenderingState.DONE, audio=rendering.audio.name
        )
    )


def _queue() -> None:
    """Tells a worker, on commit, that a recording waits; which one is the next it finds out by
    itself."""
    send_on_commit("chartbusters.compositions.tasks.rendering_next")


def rendering_next() -> bool:
    """Makes the recording whose turn it is, and passes the word on while more wait. False when none
    does."""
    wish = next_in_turn()
    while wish and not turn_claim(rendering=wish, length=LEASE):
        wish = next_in_turn()  # another worker was faster
    if wish is None:
        return False
    rendering_make(rendering=wish)
    if waiting().exists():
        _queue()
    return True


def rendering_make(*, rendering: Rendering) -> None:
    """Renders a song in an attempt that was claimed. What comes too late is thrown away."""
    settings.RENDERING_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="rendering-", dir=settings.RENDERING_DIR) as folder:
        audio, began = Path(folder) / "audio.mp3", time.monotonic()
        try:
            # Written from the validated song, never from the bytes somebody uploaded.
            document = StoredSong.objects.get(pk=rendering.song_id).document_json
            figures = synthesise(document, audio, alive=lambda: _beat(rendering))
        except SynthesisError as error:
            logger.error("rendering of %s: %s", rendering.song_id, error)
            _held(rendering).update(
                state=RenderingState.FAILED,
                error_message=FAILED,
                finished_at=Now(),
                cost=time.monotonic() - began,
            )
            return
        _hand_in(rendering, audio, {**figures, "cost": time.monotonic() - began})


def _held(rendering: Rendering) -> QuerySet[Rendering]:
    """The row while it still carries this attempt; nothing once a newer one, or an end, has
    come."""
    return Rendering.objects.filter(
        pk=rendering.pk, attempt=rendering.attempt, state=RenderingState.QUEUED
    )


def _beat(rendering: Rendering) -> bool:
    return bool(_held(rendering).update(lease_until=Now() + LEASE))


def _hand_in(rendering: Rendering, audio: Path, figures: dict[str, Any]) -> None:
    """Stores the whole file first and shows it second, so that no page ever offers half of one."""
    name = recording_name(rendering.song_id, rendering.attempt)
    with audio.open("rb") as file:
        name = default_storage.save(name, File(file))
    shown = _show(rendering, name, figures)
    # With it those of attempts before this one, whose workers died between their file and the row.
    for other in set(rendering.files) - {name} if shown else {name}:
        default_storage.delete(other)


def _show(rendering: Rendering, name: str, figures: dict[str, Any]) -> bool:
    shown = {"state": RenderingState.DONE, "audio": name, "finished_at": Now(), "lease_until": None}
    return bool(_held(rendering).update(**shown, **figures))


def renderings_reap() -> int:
    """Gives up on what workers have died over, and sends the word again when it may be lost;
    returns how many wait."""
    silent = Rendering.objects.filter(state=RenderingState.QUEUED, left=0, lease_until__lt=Now())
    silent.update(state=RenderingState.FAILED, error_message=FAILED, finished_at=Now())
    late = waiting().filter(created_at__lt=Now() - LOST_AFTER).count()
    # One word each round, and only to a worker that has nothing to do: whoever takes it passes it
    # on.
    if late and in_work().count() < settings.RENDER_WORKERS:
        _queue()
    return late
