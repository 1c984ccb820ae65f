"""The studio writes a MIDI file in the browser byte for byte as the server does."""

import base64
import json
import subprocess
from pathlib import Path

from hypothesis import given, settings

from chartbusters.compositions.presets import presets
from chartbusters.compositions.sounding import NODE
from generation.music import Note, Song, Track
from generation.music.document import to_document
from generation.music.midi import write_midi
from tests.generation.music.songs import songs

WRITER = Path(__file__).parents[3] / "frontend" / "tests" / "midifile" / "written.ts"


def compare(wanted: list[Song]) -> None:
    documents = json.dumps([to_document(song) for song in wanted])
    ran = subprocess.run([NODE, WRITER], input=documents.encode(), capture_output=True, check=True)
    written = [base64.b64decode(text) for text in json.loads(ran.stdout)]
    assert written == [write_midi(song) for song in wanted]


def test_it_works() -> None:
    compare([preset.song for preset in presets()])


def test_long_waits_foreign_letters_and_more_tracks_than_channels() -> None:
    far = Note(127, 60, 10, 64), Note(128, 61, 16_383, 1), Note(2_097_152, 0, 2_097_151, 127)
    drums = Track(far, drums=True)
    compare([Song((Track(far, name="Гусли 🎻"), drums, *[Track(far, 40)] * 20), title="é" * 200)])


def test_any_songs() -> None:
    wanted: list[Song] = []

    @settings(max_examples=100, deadline=None, database=None)
    @given(songs())
    def collect(song: Song) -> None:
        wanted.append(song)

    collect()
    compare(wanted)  # one process for all of them
