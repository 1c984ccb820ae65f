"""From a file of a source to the files of an archive: as it is, or read by our own readers and
written as MIDI."""

import json
from collections.abc import Callable, Mapping

from generation.datasets.sources.mus import NoMus, read_mus
from generation.music.chord_symbols import read_symbol
from generation.music.melody import skyline
from generation.music.midi import write_midi
from generation.music.song import TICKS_PER_QUARTER, ChordSign, Note, Song, Track
from generation.music.upload_error import UploadError
from generation.sheets.chords import WRITTEN
from generation.sheets.score_reading import read_musicxml

Files = dict[str, bytes]
CHORD_VELOCITY = 60
CHORD_LOWEST = 48  # C3: chords stand there, and their root an octave below


class Unreadable(ValueError):
    """A piece that our readers cannot read, or that holds nothing."""


def keep_midi(name: str, data: bytes) -> Files:
    return {f"midi/{name}.mid": data}


def convert_mus(name: str, data: bytes) -> Files:
    try:
        return {f"midi/{name}.mid": write_midi(read_mus(data))}
    except NoMus as error:
        raise Unreadable(str(error)) from error


def convert_score(name: str, data: bytes) -> Files:
    """MusicXML, by our reader, repeats played."""
    return {f"midi/{name}.mid": write_midi(read_score(data))}


def read_score(data: bytes) -> Song:
    try:
        song = read_musicxml(data).song
    except UploadError as error:
        raise Unreadable(str(error)) from error
    if not song.note_count:
        raise Unreadable("no notes")
    return song


def convert_lead_sheet(name: str, data: bytes) -> Files:
    """The tune as it is written, its chords as a track and as data."""
    song = read_score(data)
    tune = max((track for track in song.tracks if not track.drums), key=lambda t: len(t.notes))
    melody = Track(skyline(tune.notes), tune.program, name="MELODY")
    chords = Track(tuple(sound_chords(song)), name="CHORDS")
    band = Song((melody, chords), song.tempi, song.meters, song.title)
    told = {"title": song.title, "chords": [tell_chord(sign) for sign in list_chords(song)]}
    return {
        f"midi/{name}.mid": write_midi(band),
        f"mxl/{name}.mxl": data,
        f"chords/{name}.json": json.dumps(told, ensure_ascii=False).encode(),
    }


def list_chords(song: Song) -> list[ChordSign]:
    return [sign for sign in song.chords if read_symbol(sign.symbol)]


def sound_chords(song: Song) -> list[Note]:
    """A block for each chord until the next one, and its root an octave below."""
    found = []
    ends = [*(sign.onset for sign in song.chords[1:]), song.end]
    for sign, end in zip(song.chords, ends, strict=False):
        chord = read_symbol(sign.symbol)
        if chord and end > sign.onset:
            low = CHORD_LOWEST + chord.root - 12
            upper = [CHORD_LOWEST + tone for tone in sorted({*chord.classes})]
            length = end - sign.onset
            found += [Note(sign.onset, pitch, length, CHORD_VELOCITY) for pitch in (low, *upper)]
    return found


def tell_chord(sign: ChordSign) -> dict[str, object]:
    """As the archive has it: beat in quarters, root, kind of MusicXML, bass."""
    chord = read_symbol(sign.symbol)
    assert chord is not None  # noqa: S101  `list_chords` has left out what is none
    bass = chord.bass if chord.bass != chord.root else None
    beat = sign.onset / TICKS_PER_QUARTER
    return {"beat": beat, "root": chord.root, "kind": WRITTEN[chord.kind], "bass": bass}


CONVERTERS: Mapping[str, Callable[[str, bytes], Files]] = {
    "midi": keep_midi,
    "mus": convert_mus,
    "score": convert_score,
    "lead sheet": convert_lead_sheet,
}
WHOLE = "files"  # files of the repository as they are, which need no index
