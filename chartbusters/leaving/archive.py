"""One ZIP of all that is a person's: read row by row and written song by song, so that its size
costs no memory."""

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import IO, Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.core.files.storage import default_storage

from chartbusters.accounts.models import User
from chartbusters.catalogue.taken_home import kept_told, models_owned_told, requests_told
from chartbusters.comments.selectors import comments_told
from chartbusters.compositions.models import Composition, Rendering, RenderingState
from chartbusters.learning.selectors import classes_told, seats_told, steps_told
from chartbusters.leaving import following_told, judging, selectors, taking_part
from chartbusters.modelcontests.selectors import entered_told
from chartbusters.notices.selectors import mail_told, notices_told
from chartbusters.plays.selectors import hearings_told, plays_told
from chartbusters.soundcloud.selectors import connection_told, playlists_told, publications_told
from chartbusters.takehome.selectors import parcels_told
from generation.dataset_selectors import datasets_told
from generation.models import StoredSong
from generation.music.midi import write_midi

MOST_BYTES = 2_000_000_000
CHUNK = 1 << 20  # bytes of a recording at a time
AT_ONCE = 100  # songs asked for at a time
README = """All that Chartbusters keeps of you, as it was when you asked for it.

account.json       your account, and from where it was signed in to
compositions.json  your songs with their histories: every revision, how it came to be, its recipe;
                   and the checkpoints that Keep made, which nobody else sees
drafts.json        songs that you were working on, with their notes
songs/             your songs as they are now: as MIDI files, as documents (JSON), and as
                   recordings where there are any
entries.json       what you entered in challenges, with the receipts
signed.json        entries of others whose makers named you, and what you said
memberships.json   challenges of which you are a member
join_requests.json where you asked to take part, and the answers
models_entered.json  models that you entered in challenges of models
late_links.json    late links that you were given
hearts.json        songs that you love
following.json     whom you follow, block and mute, and who follows you
reposts.json       songs that you pass on to those who follow you
playlists.json     your playlists, with the songs in them
comments.json      what you said of songs
learnt.json        steps of capsules that you have done
classes.json       classes that you teach
seats.json         classes in which you learn, and which questions you have answered there
plays.json         how often your songs were heard, by day
listened.json      what you were counted for as a listener, and from when on that is forgotten
votes.json         your votes
jury.json          what you said as a juror
jury_orders.json   orders that you gave in final rounds of juries
notices.json       what you were told
soundcloud.json    what you published on SoundCloud, with the addresses there
soundcloud_playlists.json  playlists of challenges that you put there
parcels.json       files of songs that you asked for: WAV, FLAC, stems
jobs.json          what you asked models for, with the recipes that make the results again
datasets.json      files that you brought to train on, and what was found of each
models.json        models that you trained, with their cards, and under which key the site keeps the
                   weights; these are taken home from the page of each
model_requests.json  what you asked organisers to publish, and the answers
kept_models.json   models of others that you keep by their links
music/             every song these files speak of, under its digest

A receipt is the SHA-256 of five lines, all as they stand in entries.json but for the third: the
entry's id, the challenge, your user name, the song's digest, and when it was submitted.
Not in here: your password and your keys, which the site itself cannot read, and what of your drafts
is in your browser only.
"""


class TooLarge(Exception):
    """The archive has more bytes than it may."""


def plain(value: object) -> str:
    """What JSON has no word for. Times keep their microseconds, which receipts are made over."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{value!r} has no place in an archive")


class Archive:
    """The file while it grows. `look(done, of)` is told after every song, and may raise
    `Cancelled`."""

    def __init__(
        self, file: IO[bytes], most_bytes: int | None, look: Callable[[int, int], None]
    ) -> None:
        self.zip = ZipFile(file, "w", ZIP_DEFLATED)
        self.file, self.most_bytes, self.look = file, most_bytes, look

    def text(self, name: str, text: str) -> None:
        self.zip.writestr(name, text)

    def rows(self, name: str, rows: Iterable[dict[str, Any]]) -> None:
        """A JSON list, one row a line."""
        with self.zip.open(name, "w") as member:
            member.write(b"[")
            for number, row in enumerate(rows):
                member.write(b",\n" if number else b"\n")
                member.write(json.dumps(row, default=plain, ensure_ascii=False).encode())
            member.write(b"\n]\n")

    def song(self, name: str, stored: StoredSong) -> None:
        self.zip.writestr(f"{name}.json", json.dumps(stored.document, ensure_ascii=False))
        self.zip.writestr(f"{name}.mid", write_midi(stored.song))
        self._measure()

    def recording(self, name: str, digest: str) -> None:
        """The MP3, where there is one; a file that the storage has lost is left out."""
        rendering = (
            Rendering.objects.filter(song_id=digest, state=RenderingState.DONE)
            .exclude(audio="")
            .first()
        )
        if rendering is None or not default_storage.exists(rendering.audio.name):
            return
        stored = ZipInfo(f"{name}.mp3")  # ZIP_STORED: MP3 does not get smaller
        with rendering.audio.open("rb") as audio, self.zip.open(stored, "w") as member:
            while chunk := audio.read(CHUNK):
                member.write(chunk)
        self._measure()

    def _measure(self) -> None:
        if self.most_bytes is not None and self.file.tell() > self.most_bytes:
            raise TooLarge


def archive_write(
    file: IO[bytes],
    *,
    person: User,
    most_bytes: int | None = MOST_BYTES,
    look: Callable[[int, int], None] = lambda done, of: None,
) -> None:
    """Writes the archive of a person. Raises `TooLarge`, and whatever `look` raises."""
    archive = Archive(file, most_bytes, look)
    with archive.zip:
        archive.text("README.txt", README)
        account = selectors.account_told(person=person) | mail_told(person=person)
        account |= connection_told(person=person)
        archive.text(
            "account.json", json.dumps(account, default=plain, ensure_ascii=False, indent=1)
        )
        archive.rows("compositions.json", selectors.compositions_told(person=person))
        archive.rows("drafts.json", selectors.drafts_told(person=person))
        archive.rows("entries.json", selectors.entries_written(person=person))
        archive.rows("signed.json", taking_part.signed_told(person=person))
        archive.rows("memberships.json", taking_part.memberships_told(person=person))
        archive.rows("join_requests.json", taking_part.requests_told(person=person))
        archive.rows("late_links.json", taking_part.late_told(person=person))
        _write_among_others(archive, person)
        archive.rows("plays.json", plays_told(person=person))
        archive.rows("listened.json", hearings_told(person=person))
        archive.rows("votes.json", selectors.votes_told(person=person))
        archive.rows("jury.json", judging.sheets_told(person=person))
        archive.rows("jury_orders.json", judging.orders_told(person=person))
        archive.rows("notices.json", notices_told(person=person))
        archive.rows("soundcloud.json", publications_told(person=person))
        archive.rows("soundcloud_playlists.json", playlists_told(person=person))
        archive.rows("parcels.json", parcels_told(person=person))
        archive.rows("jobs.json", selectors.jobs_told(person=person))
        _write_models(archive, person)
        _write_songs(archive, person)


def _write_among_others(archive: Archive, person: User) -> None:
    """What somebody loves, passes on and says, and whom they follow."""
    archive.rows("hearts.json", taking_part.hearts_told(person=person))
    archive.rows("following.json", following_told.ties_told(person=person))
    archive.rows("reposts.json", following_told.reposts_told(person=person))
    archive.rows("playlists.json", following_told.playlists_told(person=person))
    archive.rows("comments.json", comments_told(person=person))


def _write_models(archive: Archive, person: User) -> None:
    """What somebody trained, on what, and what they learnt of it."""
    archive.rows("datasets.json", datasets_told(person=person))
    archive.rows("models.json", models_owned_told(person=person))
    archive.rows("model_requests.json", requests_told(person=person))
    archive.rows("models_entered.json", entered_told(person=person))
    archive.rows("kept_models.json", kept_told(person=person))
    archive.rows("learnt.json", steps_told(person=person))
    archive.rows("classes.json", classes_told(person=person))
    archive.rows("seats.json", seats_told(person=person))


def _write_songs(archive: Archive, person: User) -> None:
    mine = Composition.objects.filter(owner=person, head__isnull=False).select_related("head__song")
    digests = sorted(selectors.song_digests(person=person))
    of = mine.count() + len(digests)
    for done, composition in enumerate(mine.order_by("slug").iterator(chunk_size=AT_ONCE), start=1):
        archive.song(f"songs/{composition.slug}", composition.head.song)  # type: ignore[union-attr]
        archive.recording(f"songs/{composition.slug}", composition.head.song_id)  # type: ignore[union-attr]
        archive.look(done, of)
    for start in range(0, len(digests), AT_ONCE):
        for stored in StoredSong.objects.filter(pk__in=digests[start : start + AT_ONCE]):
            archive.song(f"music/{stored.pk}", stored)
        archive.look(of - len(digests) + start, of)
