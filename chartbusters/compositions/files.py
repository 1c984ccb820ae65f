"""The formats in which a song is given out at once: MIDI and MusicXML, each with what it tells of
itself."""

from collections.abc import Callable
from typing import NamedTuple

from chartbusters.web.errors import Refusal
from generation.music.midi import write_midi
from generation.music.song import Song
from generation.sheets.about import About
from generation.sheets.bars import SheetError
from generation.sheets.midi_told import told_events
from generation.sheets.musicxml import compressed, write_musicxml


class Format(NamedTuple):
    """How a file of a kind is written, what its name ends in, and what it is called on the net."""

    write: Callable[[Song, About], bytes]
    ending: str
    kind: str


def _midi(song: Song, about: About) -> bytes:
    return write_midi(song, told_events(song, about))


def _packed(song: Song, about: About) -> bytes:
    return compressed(write_musicxml(song, about))


WRITERS = {
    "midi": Format(_midi, "mid", "audio/midi"),
    "musicxml": Format(write_musicxml, "musicxml", "application/vnd.recordare.musicxml+xml"),
    "mxl": Format(_packed, "mxl", "application/vnd.recordare.musicxml"),
}


def song_written(*, song: Song, name: str, about: About) -> bytes:
    """The song in a format of `WRITERS`. Raises `Refusal` for what cannot be written down."""
    try:
        return WRITERS[name].write(song, about)
    except SheetError as error:
        raise Refusal("no_sheet", str(error), 409) from error
