"""A worker's side of a file: claim it, play and encode it, hand it in."""

import json
import logging
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

from django.conf import settings
from django.core.files import File

from chartbusters.compositions.rendering import rendering_next
from chartbusters.compositions.sounding import SynthesisError, encode_stem, synthesise
from chartbusters.takehome import services
from chartbusters.takehome.models import ENDINGS, Kind, Parcel
from chartbusters.web.downloads import file_name
from generation.engine import Cancelled
from generation.music.document import to_document
from generation.music.midi import write_midi
from generation.music.song import Song
from generation.services import work_claim
from generation.sheets.instruments import INSTRUMENTS
from generation.workers.attempts import attempt
from generation.workers.jobs import Heartbeat

logger = logging.getLogger(__name__)
RINGS_ON = 2.0  # seconds after the last note
RATE = 44_100
FAILED = "We could not make this file. The song is safe, and its MIDI file has every note."
TOO_LARGE = "The file would be too large to keep. The song is safe; try the single tracks as MIDI."
README = """{title}

One FLAC (24 bit, 44.1 kHz) for each track, all of the same length: put them one below the other at
the beginning of a project, and they are the song, {tempo:.0f} beats a minute at its beginning.
They are 6 dB below what the mixer of the song says, without the loudness of its recording.
"""


class TooLarge(Exception):
    """The file has more bytes than it may."""


ENDINGS_TOLD = {TooLarge: ("too_large", TOO_LARGE), SynthesisError: ("not_made", FAILED)}


def run(*, pk: str, worker: str) -> None:
    """One attempt. May be called twice for the same file: one call gets it, the other returns."""
    if not work_claim(model=Parcel, pk=pk, worker=worker):
        return
    parcel = Parcel.objects.select_related("song").get(pk=pk)
    attempt(parcel, partial(_make, parcel), ENDINGS_TOLD)


def _make(parcel: Parcel, heartbeat: Heartbeat) -> None:
    settings.RENDERING_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="rendering-", dir=settings.RENDERING_DIR) as folder:
        path = Path(folder) / f"whole.{ENDINGS[Kind(parcel.kind)]}"
        if parcel.kind == Kind.STEMS:
            _pack(parcel.song.song, path, heartbeat)
        else:
            heartbeat.progress(0.1, "Playing the song")
            synthesise(parcel.song.document_json, path, alive=lambda: _wanted(heartbeat))
        size = path.stat().st_size
        with path.open("rb") as file:
            if not services.parcel_hand_in(parcel=parcel, file=File(file), size=size):
                logger.warning("parcel %s: attempt %d came too late", parcel.pk, parcel.attempt)


def _wanted(heartbeat: Heartbeat) -> bool:
    return not heartbeat.stopped.is_set()


def _pack(song: Song, path: Path, heartbeat: Heartbeat) -> None:
    """A ZIP of all tracks. What does not get smaller is stored as it is."""
    frames = round((song.seconds + RINGS_ON) * RATE)
    named = list(_named(song))
    tempo = song.tempi[0].qpm
    with ZipFile(path, "w", ZIP_STORED) as archive:
        archive.writestr("README.txt", README.format(title=song.title or "A song", tempo=tempo))
        archive.writestr(file_name(song.title, "mid"), write_midi(song))
        for done, (name, place) in enumerate(named):
            heartbeat.progress(done / len(named), f"Track {done + 1} of {len(named)}")
            rendering_next()  # recordings of songs that people wait for come in between
            _stem(
                song.with_tracks([song.tracks[place]]),
                path.with_name("stem.flac"),
                frames,
                heartbeat,
            )
            archive.write(path.with_name("stem.flac"), name)
            if path.stat().st_size > settings.PARCEL_MEGABYTES_EACH * 1_000_000:
                raise TooLarge


def _stem(song: Song, path: Path, frames: int, heartbeat: Heartbeat) -> None:
    if heartbeat.stopped.is_set():
        raise Cancelled
    document = json.dumps(to_document(song)).encode()
    try:
        encode_stem(document, path, frames, alive=lambda: _wanted(heartbeat))
    except SynthesisError:
        if heartbeat.stopped.is_set():
            raise Cancelled from None
        raise


def _named(song: Song) -> Iterator[tuple[str, int]]:
    """A name of its own for each track that plays, and the track's place."""
    playing = [place for place, track in enumerate(song.tracks) if track.notes]
    for number, place in enumerate(playing, 1):
        track = song.tracks[place]
        name = track.name or ("Drums" if track.drums else INSTRUMENTS[track.program])
        yield f"{number:02} {file_name(name, 'flac')}", place
