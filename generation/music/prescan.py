"""A first look at the bytes of an upload, in time and memory bounded by their number, before any
parser sees them."""

from itertools import chain
from math import ceil
from typing import NamedTuple

from generation.music.document import (
    MAX_MAP,
    MAX_NOTES,
    MAX_SECONDS,
    MAX_TRACKS,
    MAX_UPLOAD_BYTES,
    TEMPO_US,
    too_long,
)
from generation.music.midi_events import walk_chunks, walk_events
from generation.music.song import DEFAULT_TEMPO_US
from generation.music.upload_error import UploadError, broken

# 40,000 begin and end the most notes there may be; half as many again for pedals, bends and words
MAX_EVENTS = 60_000
# more than a song may keep, for some change nothing, or the same moment of ours
MAX_TEMPO_EVENTS = 4 * MAX_MAP
TEMPO, SMPTE_OFFSET, TIME_SIGNATURE, KEY_SIGNATURE = 0x51, 0x54, 0x58, 0x59  # kinds of meta events
OTHER_KINDS = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a ZIP archive",
    b"ID3": "an MP3 recording",
    b"OggS": "an Ogg recording",
    b"fLaC": "a FLAC recording",
    b"RIFF": "a WAVE recording or a film",
    b"<?xm": "an XML file",
    b"<!DO": "a web page",
}
# Length that a parser relies on without looking; a shorter event would be read past its end.
META_LENGTHS = {TEMPO: 3, SMPTE_OFFSET: 5, TIME_SIGNATURE: 4, KEY_SIGNATURE: 2}


class Chunk(NamedTuple):
    """What one pass over a track chunk counted. `tempi` are (tick, microseconds a quarter)."""

    events: int
    notes: int
    last_tick: int
    tempi: list[tuple[int, int]]


def check_header(data: bytes) -> int:
    """The division of what seems to be MIDI. Costs nothing. Raises `UploadError`."""
    if len(data) > MAX_UPLOAD_BYTES:
        raise UploadError("too_big", too_big(len(data)))
    kind, declared, division = _header(data)
    if kind not in (0, 1):
        raise UploadError(
            "unknown_type",
            "This is a MIDI file of type 2, several songs in one. Export one as type 1.",
        )
    if declared > MAX_TRACKS + 1:
        raise UploadError(
            "too_many_tracks", f"This file has {declared:,} tracks; the limit is {MAX_TRACKS}."
        )
    if division == 0 or division & 0x8000:
        raise UploadError(
            "bad_division", "This file does not say how many ticks a beat has. Export it once more."
        )
    return division


def prescan(data: bytes) -> None:
    """Raises `UploadError` for what no parser should be given. A tenth of a second of work for the
    longest files."""
    division = check_header(data)
    chunks: list[Chunk] = []
    for start, stop in walk_chunks(data):
        chunks.append(_scan(data, start, stop, MAX_EVENTS - sum(chunk.events for chunk in chunks)))
        if len(chunks) > MAX_TRACKS + 1:
            raise UploadError("too_many_tracks", f"This file has more than {MAX_TRACKS} tracks.")
    if not chunks:
        raise UploadError("no_tracks", "This MIDI file holds no track.")
    _check_size(chunks, division)


def too_big(size: int, most: int = MAX_UPLOAD_BYTES) -> str:
    this = ceil(size / 1e4) / 100
    return f"The limit is {most / 1e6:g} MB; yours has {this:.2f}. Try exporting fewer tracks."


def _check_size(chunks: list[Chunk], division: int) -> None:
    notes = sum(chunk.notes for chunk in chunks)
    if notes > MAX_NOTES:
        limit = f"the limit is {MAX_NOTES:,}. Try exporting fewer tracks."
        raise UploadError("too_many_notes", f"This file has {notes:,} notes; {limit}")
    if notes == 0:
        raise UploadError("no_notes", "This MIDI file holds no notes.")
    tempi = sorted(chain.from_iterable(chunk.tempi for chunk in chunks))
    if len(tempi) > MAX_TEMPO_EVENTS:
        limit = f"the limit is {MAX_MAP:,}. Try a part of it."
        raise UploadError("bad_map", f"This file changes its tempo {len(tempi):,} times; {limit}")
    seconds = _seconds(max(chunk.last_tick for chunk in chunks), tempi, division)
    if seconds > MAX_SECONDS:
        raise UploadError("too_long", too_long(seconds))


def _header(data: bytes) -> tuple[int, int, int]:
    """Type, number of tracks, division."""
    if not data:
        raise UploadError("empty_file", "This file is empty.")
    if data[:4] != b"MThd":
        found = next(
            (
                f" (it starts like {name})"
                for magic, name in OTHER_KINDS.items()
                if data.startswith(magic)
            ),
            "",
        )
        raise UploadError("not_midi", f"This file is not MIDI{found}.")
    if len(data) < 14 or int.from_bytes(data[4:8]) < 6:
        raise UploadError("cut_short", "This MIDI file ends before its music begins.")
    return int.from_bytes(data[8:10]), int.from_bytes(data[10:12]), int.from_bytes(data[12:14])


def _scan(data: bytes, start: int, stop: int, most_events: int) -> Chunk:
    events = notes = last_tick = 0
    tempi: list[tuple[int, int]] = []
    for tick, status, kind, at, size in walk_events(data, start, stop):
        events += 1
        if events > most_events:
            raise UploadError("too_many_events", f"This file has more than {MAX_EVENTS:,} events.")
        if status < 0xF0:
            last_tick = tick
            notes += status >> 4 == 0x9 and data[at + 1] > 0
        elif kind is not None:
            _check_meta(kind, data[at : at + size])
            if kind == TEMPO:
                tempi.append((tick, int.from_bytes(data[at : at + 3])))
    return Chunk(events, notes, last_tick, tempi)


def _check_meta(kind: int, body: bytes) -> None:
    if len(body) != META_LENGTHS.get(kind, len(body)):
        raise broken()
    if kind == TEMPO and not any(body):
        raise UploadError("bad_tempo", "This file has a tempo of zero, at which time stands still.")
    if kind == TIME_SIGNATURE and (body[0] == 0 or body[1] > 6):
        raise UploadError("bad_meter", "This file has a time signature that cannot be.")


def _seconds(last_tick: int, tempi: list[tuple[int, int]], division: int) -> float:
    """How long the song will last, in which no tempo is beyond `TEMPO_US`."""
    elapsed, here, tempo = 0.0, 0, DEFAULT_TEMPO_US
    for tick, us_per_quarter in tempi:
        if tick >= last_tick:
            break
        elapsed += (tick - here) * tempo
        here, tempo = tick, min(max(us_per_quarter, TEMPO_US.start), TEMPO_US.stop - 1)
    return (elapsed + (last_tick - here) * tempo) / division / 1e6
