"""A song as JSON, version 1. Reading trusts nothing and names the first thing that is wrong."""

from collections.abc import Callable, Sequence
from math import ceil
from typing import Any, TypeVar

from generation.music.document_checks import (
    DocumentError,
    expect,
    read_list,
    read_number,
    read_object,
)
from generation.music.document_chords import read_chords
from generation.music.song import (
    COLOURS,
    TICKS_PER_QUARTER,
    Meter,
    Note,
    Song,
    Tempo,
    Track,
)
from generation.wording import line

FORMAT = "chartbusters-song"
VERSION = 1
MAX_UPLOAD_BYTES = 1_000_000
MAX_NOTES = 20_000
MAX_TRACKS = 64
MAX_SECONDS = 600
MAX_TEXT = 200  # characters of a title or a name
MAX_MAP = 2_000  # tempo changes, or changes of metre
MAX_TICK = 100_000_000
TEMPO_US = range(20_000, 6_000_001)  # 3000 to 10 quarters a minute
MAPS = {"tempi": "tempo", "meters": "time signature"}
DENOMINATORS = (1, 2, 4, 8, 16, 32, 64)

Change = TypeVar("Change", Tempo, Meter)


def to_document(song: Song) -> dict[str, Any]:
    """The song as JSON-able values."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "title": song.title,
        "ticks_per_quarter": TICKS_PER_QUARTER,
        "tempi": [list(tempo) for tempo in song.tempi],
        "meters": [list(meter) for meter in song.meters],
        "tracks": [_track_document(track) for track in song.tracks],
        **({"chords": [list(sign) for sign in song.chords]} if song.chords else {}),
    }


def _track_document(track: Track) -> dict[str, Any]:
    some = {"generated": track.generated_runs, "colour": track.colour}
    return {
        "name": track.name,
        "program": track.program,
        "drums": track.drums,
        "volume": track.volume,
        "pan": track.pan,
        "notes": [list(note) for note in track.notes],
        **{name: value for name, value in some.items() if value},
    }


def from_document(value: object, clean: Callable[[str], str] = line) -> Song:
    """The song that `to_document` wrote, its title and names made such as people can see.

    Raises `DocumentError` for anything else.
    """
    fields = read_object(value, "")
    expect(fields.get("format") == FORMAT, "not_a_song", "This is not a song document.", "format")
    version, ticks = fields.get("version"), fields.get("ticks_per_quarter")
    known = type(version) is int and version == VERSION  # to Python, true is 1
    expect(known, "unknown_version", f"Songs here are of version {VERSION}.", "version")
    whole = type(ticks) is int and ticks == TICKS_PER_QUARTER
    expect(
        whole,
        "bad_resolution",
        f"Songs have {TICKS_PER_QUARTER} ticks a quarter.",
        "ticks_per_quarter",
    )
    tracks = read_list(fields.get("tracks"), "tracks")
    expect(
        len(tracks) <= MAX_TRACKS,
        "too_many_tracks",
        f"A song has at most {MAX_TRACKS} tracks.",
        "tracks",
    )
    song = Song(
        tracks=tuple(
            _track(track, f"tracks[{index}]", clean) for index, track in enumerate(tracks)
        ),
        tempi=_map(fields.get("tempi"), "tempi", _tempo),
        meters=_map(fields.get("meters"), "meters", _meter),
        title=_text(fields.get("title", ""), "title", clean),
        chords=read_chords(fields.get("chords", []), MAX_TICK),
    )
    _check_size(song)
    return song


def _check_size(song: Song) -> None:
    count, seconds = song.note_count, song.seconds
    expect(
        count <= MAX_NOTES,
        "too_many_notes",
        f"This song has {count:,} notes; the limit is {MAX_NOTES:,}. Try fewer tracks.",
        "tracks",
    )
    expect(seconds <= MAX_SECONDS, "too_long", too_long(seconds), "tracks")


def too_long(seconds: float) -> str:
    """Both times as people read them; a part of a second over the limit counts as one."""
    minutes, rest = divmod(ceil(seconds), 60)
    return (
        f"The limit is {MAX_SECONDS // 60}:00; yours lasts {minutes:,}:{rest:02}. Try a part of it."
    )


def _track(value: object, path: str, clean: Callable[[str], str]) -> Track:
    fields = read_object(value, path)
    notes = read_list(fields.get("notes"), f"{path}.notes")
    expect(
        len(notes) <= MAX_NOTES,
        "too_many_notes",
        f"A song has at most {MAX_NOTES:,} notes.",
        f"{path}.notes",
    )
    drums = fields.get("drums", False)
    expect(isinstance(drums, bool), "bad_value", "drums is true or false.", f"{path}.drums")
    colour = fields.get("colour")  # null says as much as none
    read = tuple(_note(note, path, index) for index, note in enumerate(notes))
    return Track(
        notes=read,
        program=read_number(fields.get("program", 0), 0, 127, f"{path}.program"),
        drums=bool(drums),
        name=_text(fields.get("name", ""), f"{path}.name", clean),
        volume=read_number(fields.get("volume", 100), 0, 127, f"{path}.volume"),
        pan=read_number(fields.get("pan", 64), 0, 127, f"{path}.pan"),
        generated=_marked(fields.get("generated", []), read, f"{path}.generated"),
        colour=colour if colour is None else read_number(colour, 1, COLOURS, f"{path}.colour"),
    )


def _marked(value: object, notes: tuple[Note, ...], path: str) -> frozenset[Note]:
    """The notes of some runs `[first, after the last]`, which stand in order and apart."""
    marked: list[Note] = []
    behind = 0
    for row in read_list(value, path):
        whole = isinstance(row, list) and [type(each) for each in row] == [int, int]
        words = f"{path} holds [first, after the last] of runs of notes, in order."
        expect(whole and behind <= row[0] < row[1] <= len(notes), "bad_marks", words, path)
        marked += notes[row[0] : row[1]]
        behind = row[1]
    return frozenset(marked)


def _note(value: object, path: str, index: int) -> Note:
    if isinstance(value, list) and len(value) == 4:
        onset, pitch, length, velocity = value
        if (
            type(onset) is type(pitch) is type(length) is type(velocity) is int
            and 0 <= onset <= MAX_TICK
            and 0 <= pitch <= 127
            and 1 <= length <= MAX_TICK
            and 1 <= velocity <= 127
        ):
            return Note(onset, pitch, length, velocity)
    raise DocumentError(
        "bad_note",
        f"Note {index} is not [onset, pitch 0-127, length, velocity 1-127] in whole numbers.",
        f"{path}.notes[{index}]",
    )


def _map(
    value: object, path: str, change: Callable[[Sequence[Any], str], Change]
) -> tuple[Change, ...]:
    rows = read_list(value, path)
    expect(
        len(rows) >= 1, "bad_map", f"{path} holds no change, not even the first at tick 0.", path
    )
    many = (
        f"The limit is {MAX_MAP:,} changes of {MAPS[path]}; yours has {len(rows):,}. Try a "
        "part of it."
    )
    expect(len(rows) <= MAX_MAP, "bad_map", many, path)
    changes = tuple(
        change(read_list(row, f"{path}[{index}]"), f"{path}[{index}]")
        for index, row in enumerate(rows)
    )
    ticks = [change.tick for change in changes]
    expect(ticks[0] == 0, "bad_map", f"{path} begins at tick 0.", f"{path}[0]")
    for index in range(1, len(ticks)):
        expect(
            ticks[index - 1] < ticks[index],
            "bad_map",
            f"{path} is in order of time.",
            f"{path}[{index}]",
        )
    return changes


def _tempo(row: Sequence[Any], path: str) -> Tempo:
    expect(len(row) == 2, "bad_tempo", "A tempo is [tick, microseconds a quarter].", path)
    return Tempo(
        read_number(row[0], 0, MAX_TICK, path),
        read_number(row[1], TEMPO_US.start, TEMPO_US.stop - 1, path),
    )


def _meter(row: Sequence[Any], path: str) -> Meter:
    expect(len(row) == 3, "bad_meter", "A time signature is [tick, numerator, denominator].", path)
    denominator = read_number(row[2], 1, 64, path)
    expect(
        denominator in DENOMINATORS,
        "bad_meter",
        "The lower figure of a time signature is 1, 2, 4 ... 64.",
        path,
    )
    return Meter(
        read_number(row[0], 0, MAX_TICK, path), read_number(row[1], 1, 64, path), denominator
    )


def _text(value: object, path: str, clean: Callable[[str], str]) -> str:
    words = f"{path} has at most {MAX_TEXT} characters."
    expect(isinstance(value, str) and len(value) <= MAX_TEXT, "bad_text", words, path)
    text = clean(str(value))
    expect(len(text) <= MAX_TEXT, "bad_text", words, path)  # composed, a few letters are longer
    return text
