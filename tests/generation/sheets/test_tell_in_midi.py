"""A MIDI file tells key, maker, licence and address; one with all that songs have no place for is
read, and what is left out is named."""

import io

import mido

from generation.music.midi import write_midi
from generation.music.song import ChordSign, Note, Song, Track
from generation.music.upload import read_upload
from generation.sheets.about import About
from generation.sheets.midi_told import told_events
from tests.generation.music.files import file_of, meta, off, on, pedal
from tests.generation.sheets.scores import remarked

SCALE = tuple(Note(960 * n, pitch, 960) for n, pitch in enumerate([69, 71, 73, 74, 76, 78, 80, 81]))
SONG = Song((Track(SCALE),), title="Tune", chords=(ChordSign(960, "F#m7"),))
ABOUT = About("Ada", "CC BY 4.0", "https://charts.example.org/@ada/tune/")


def test_it_tells_key_chords_maker_and_licence() -> None:
    file = mido.MidiFile(file=io.BytesIO(write_midi(SONG, told_events(SONG, ABOUT))))
    told = {(m.type, getattr(m, "text", getattr(m, "key", ""))) for m in file.tracks[0]}
    assert {
        ("key_signature", "A"),
        ("marker", "F#m7"),
        ("text", ABOUT.address),
    } <= told
    assert any(kind == "copyright" and text.endswith("Ada. CC BY 4.0") for kind, text in told)


def test_its_notes_and_chords_come_back() -> None:
    upload = read_upload(write_midi(SONG, told_events(SONG, ABOUT)))
    assert (upload.song.tracks, upload.song.chords) == (SONG.tracks, SONG.chords)
    assert remarked(upload) == {"key_signatures": 1, "marks": 2, "copyright": 1}


def test_pedal_key_lyrics_and_bends_are_worked_or_named() -> None:
    rows = [pedal(0, 127), on(0, 60), off(480, 60), pedal(1920, 0), on(1920, 64), off(2400, 64)]
    extras = [
        meta(0, "key_signature", key="D"),
        meta(0, "lyrics", text="la"),
        (10, "pitchwheel", {"pitch": 900}),
    ]
    upload = read_upload(file_of([*rows, *extras]))
    first = upload.song.tracks[0].notes[0]
    assert first.length > 480
    assert remarked(upload) == {"pitch_bends": 1, "key_signatures": 1, "lyrics": 1, "pedal": 1}
