"""A song comes back from its own MusicXML: every note as it was played, tempi and chords."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from generation.music.chord_symbols import KINDS
from generation.music.song import ChordSign, Note, Song, Tempo, Track
from generation.sheets.musicxml import write_musicxml
from generation.sheets.score_reading import read_musicxml
from tests.generation.music.songs import songs
from tests.generation.sheets.scores import told_notes

symbols = st.builds(
    "{}{}{}".format,
    st.sampled_from(["C", "F#", "Bb", "Eb", "A"]),
    st.sampled_from(sorted(KINDS)),
    st.sampled_from(["", "/D", "/Gb"]),
)


@st.composite
def on_the_grid(draw: st.DrawFn) -> Song:
    """Sixteenths and triplets of several voices at once."""
    lengths = st.sampled_from([240, 320, 480, 640, 720, 960, 1440, 1920, 3840])
    rows = st.tuples(st.sampled_from([0, 160, 240, 320, 480, 960]), st.integers(36, 96), lengths)
    now, notes = 0, []
    for gap, pitch, length in draw(st.lists(rows, min_size=1, max_size=20)):
        now += gap
        notes.append(Note(now, pitch, length, draw(st.integers(1, 127))))
    return Song((Track(tuple(notes), draw(st.integers(0, 127))),))


@given(songs())
@settings(max_examples=60, deadline=None)
def test_every_note_is_kept(song: Song) -> None:
    if not song.note_count:
        return
    assert told_notes(read_musicxml(write_musicxml(song)).song) == told_notes(song)


@given(on_the_grid())
@settings(max_examples=60, deadline=None)
def test_voices_that_sound_together_are_kept(song: Song) -> None:
    again = read_musicxml(write_musicxml(song)).song
    assert (told_notes(again), again.tracks[0].program) == (
        told_notes(song),
        song.tracks[0].program,
    )


@given(st.lists(symbols, min_size=1, max_size=6))
@settings(max_examples=30, deadline=None)
def test_chords_are_kept(names: list[str]) -> None:
    chords = tuple(ChordSign(place * 1000, name) for place, name in enumerate(names))
    song = Song((Track((Note(0, 60, 9600),)),), chords=chords)
    assert read_musicxml(write_musicxml(song)).song.chords == chords


def test_tempi_and_titles_are_kept() -> None:
    tempi = (Tempo(0, 431_654), Tempo(1000, 500_000), Tempo(5000, 20_000))
    song = Song((Track((Note(0, 60, 9600),), name="Geige & <b>"),), tempi, title="Müde <b>&")
    again = read_musicxml(write_musicxml(song)).song
    assert (again.tempi, again.title, again.tracks[0].name) == (tempi, song.title, "Geige & <b>")


def test_drums_volume_and_pan_are_kept() -> None:
    kit = Track(tuple(Note(n * 240, pitch, 60) for n, pitch in enumerate([36, 38, 42, 81, 0])))
    kit = replace(kit, drums=True, volume=33, pan=5, name="Kit", program=16)
    assert read_musicxml(write_musicxml(Song((kit,)))).song.tracks == (kit,)
