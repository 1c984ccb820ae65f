"""Scores and tunes of a few bars, as other programs write them, and archives of them."""

import io
import zipfile
from itertools import chain

from generation.music.song import Note, Song
from generation.music.upload import Upload, read_upload

NOTE = (
    "<note><pitch><step>{step}</step><octave>4</octave></pitch><duration>{length}</duration>"
    "{more}</note>"
)


def note(step: str = "C", length: int = 4, more: str = "") -> str:
    return NOTE.format(step=step, length=length, more=more)


def bar(inside: str, first: str = "") -> str:
    return f"<measure>{first}{inside}</measure>"


ATTRIBUTES = (
    "<attributes><divisions>4</divisions><time><beats>{beats}</beats>"
    "<beat-type>{unit}</beat-type></time></attributes>"
)


def score(*bars: str, listed: str = "", beats: int = 4, unit: int = 4, told: str = "") -> bytes:
    """One part of these bars, four divisions a quarter."""
    first = ATTRIBUTES.format(beats=beats, unit=unit)
    music = "".join(bars).replace("<measure>", f"<measure>{first}", 1)
    parts = f'<part-list><score-part id="P1"><part-name>Tune</part-name>{listed}</score-part>'
    whole = (
        f"<score-partwise>{told}{parts}</part-list><part id='P1'>{music}</part></score-partwise>"
    )
    return whole.encode()


def packed(data: bytes, name: str = "score.xml") -> bytes:
    """In a ZIP archive, as .mxl files are."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return buffer.getvalue()


def heard(data: bytes) -> list[tuple[int, int, int]]:
    """Onset, pitch and length of all notes, in sixteenths."""
    song = read_upload(data).song
    notes = sorted(chain.from_iterable(track.notes for track in song.tracks))
    return [(note.onset // 240, note.pitch, note.length // 240) for note in notes]


def remarked(upload: Upload) -> dict[str, int]:
    return {each.what: each.times for each in (*upload.dropped, *upload.changed)}


def told_notes(song: Song) -> list[tuple[Note, ...]]:
    return [track.notes for track in song.tracks if track.notes]


def tune(*lines: str, head: str = "M:4/4\nL:1/4\nK:C") -> bytes:
    return "\n".join(["X:1", "T:Tune", head, *lines]).encode()
