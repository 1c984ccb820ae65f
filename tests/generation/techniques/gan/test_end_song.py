"""How a band ends: as it comes, ringing out, on a last chord."""

from dataclasses import replace
from functools import cache
from itertools import chain, product

import pytest

from generation.codecs.grid import build_grid
from generation.codecs.instrumentation import Part
from generation.engine import Request, generate
from generation.harmony.symbols import Symbol
from generation.music.song import TICKS_PER_QUARTER, ChordSign, Note, Song, Track
from generation.techniques.gan.cadences import Cadence, find_cadence
from generation.techniques.gan.closing import close_tracks
from generation.techniques.gan.endings import ring_out
from generation.techniques.gan.genres.roles import GENRES
from generation.techniques.gan.leading import Close
from generation.techniques.gan.melody import prepare_melody
from generation.techniques.gan.parameters import AS_IT_COMES, CLOSE, RING_OUT
from tests.generation.tunes import grace, jig, ode, tune

Q = TICKS_PER_QUARTER
BAR = 4 * Q
DOMINANT, TONIC = Symbol(7, "dominant 7", 7), Symbol(0, "major", 0)
# Meters, upbeats, and melodies of which hardly anything is there.
ODD = {
    "waltz with an upbeat": grace(),
    "jig": jig(),
    "one note": tune("67"),
    "one short note late in a bar": tune("67:.25", first=3.5),
    "an upbeat alone": tune("60:.5 62:.5", first=3),
    "five quarters": tune("60 62 64 65 67 65 64 62 59 60", (5, 4)),
    "seven eighths": tune("60:1.5 62 64 65:1.5 67 60", (7, 8)),
    "two quarters": tune("60 62 64 62 59:2 60:2", (2, 4)),
    "held over the last bar line": tune("60 62 64 65 67 65 62:1.5 60:4.5"),
    "off any grid": tune("60:1.37 62:.41 64:.09 65:2.2 60:.3"),
    "very high": tune("96 98 100 103 101 98 95 96"),
}


@cache
def play(song: Song, ending: str, model: str = "gan-pop") -> Song:
    return generate(Request("gan", song, model, 4, {"refine": 0, "ending": ending})).song


def find(song: Song, genre: str = "pop") -> Cadence:
    prepared = prepare_melody(song, song.tracks[0].notes, genre == "bach")
    return find_cadence(prepared, genre)


def last_notes(song: Song) -> list[Note]:
    """Of the pitched tracks of the band."""
    notes = chain.from_iterable(track.notes for track in song.tracks[1:] if not track.drums)
    return [note for note in notes if note.end == song.end]


def list_starts(track: Track) -> list[tuple[int, int]]:
    return [(note.onset, note.pitch) for note in track.notes]


def bass_of(song: Song) -> Track:
    return next(track for track in song.tracks if track.name == "Bass")


def write(*chords: tuple[int, str]) -> Song:
    """The Ode under chords at some quarters."""
    return replace(ode(), chords=tuple(ChordSign(at * Q, symbol) for at, symbol in chords))


@pytest.mark.parametrize("model", ["gan-pop", "gan-bach"])
def test_it_works(model: str) -> None:
    """The Ode ends on C for two quarters, in the middle of a bar in which it sang D."""
    notes = last_notes(play(ode(), CLOSE, model))
    assert {note.pitch % 12 for note in notes} == {0, 4, 7}
    assert {note.onset for note in notes} == {30 * Q}
    assert min(notes, key=lambda note: note.pitch).pitch % 12 == 0


def test_it_comes_from_the_dominant() -> None:
    assert find(ode())[:2] == (DOMINANT, TONIC)
    for track in [track for track in play(ode(), CLOSE).tracks[1:] if not track.drums]:
        later = [note for note in track.notes if note.onset >= 28 * Q]
        played = {note.pitch % 12 for note in later if note.onset < 30 * Q}
        assert played and played <= set(DOMINANT.classes)


@pytest.mark.parametrize("genre", GENRES)
def test_each_genre_has_its_last_chord(genre: str) -> None:
    assert find(ode(), genre).last == TONIC


def test_a_melody_that_holds_the_tonic_before_has_no_dominant() -> None:
    assert find(tune("64 65 67 65 64:2 60:2 60:4")).before is None


def test_a_melody_that_ends_elsewhere_does_not_end_on_the_tonic() -> None:
    assert find(tune("60 64 67 64 60 64 67 64 60 64 65 67 62:4")).last.root == 7


def test_the_last_chord_comes_on_the_bar_line_that_a_note_is_held_over() -> None:
    assert find(ODD["held over the last bar line"]).arrives == 2 * 16


def test_it_comes_on_the_bar_line_before_a_late_last_note() -> None:
    song = tune("64 62 60 62 64 62 60 59 60:3")
    late = Note(9 * Q, 60, 3 * Q, 90)
    song = song.with_tracks([Track((*song.tracks[0].notes[:-1], late))])
    assert find(song).arrives == 2 * 16


def test_a_choir_waits_for_the_last_note() -> None:
    assert find(tune("64 62 60 62 64 62 60 59 60:2 60:2"), "bach").arrives == 2 * 16 + 8


def test_written_chords_stand() -> None:
    song = write((0, "C"), (28, "F"), (30, "Am/E"))
    assert find(song)[:2] == (Symbol(5, "major", 5), Symbol(9, "minor", 4))
    notes = last_notes(play(song, CLOSE))
    assert {note.pitch % 12 for note in notes} <= {9, 0, 4}
    assert bass_of(play(song, CLOSE)).notes[-1].pitch % 12 == 4


def test_where_no_chord_is_written_none_is_led_to() -> None:
    assert find(write((0, "C"), (28, "N.C."), (30, "C"))).before is None


def test_the_drums_end_with_crash_and_kick() -> None:
    drums = play(ode(), CLOSE).tracks[-1]
    assert {note.pitch for note in drums.notes if note.onset >= 30 * Q} == {36, 49}


def test_a_chord_in_the_second_half_of_the_last_bar_has_a_bar_more() -> None:
    assert play(ode(), CLOSE).end == 9 * BAR


def test_a_choir_ends_with_the_melody() -> None:
    assert play(ode(), CLOSE, "gan-bach").end == 8 * BAR


def test_chords_without_a_bass_are_chords() -> None:
    """The bass is played by a track that the song had before."""
    part = Part("Piano", 0, (1, 2, 3), lowest=43, highest=84)
    track = Track(tuple(Note(0, pitch, Q) for pitch in (60, 65, 69)))
    (closed,) = close_tracks([track], [part], Close(None, TONIC, 0, Q, 2 * Q), 72)
    assert {note.pitch % 12 for note in closed.notes if note.onset == Q} == {0, 4, 7}


def test_it_rings_out_for_a_bar() -> None:
    song, plain = play(ode(), RING_OUT), play(ode(), AS_IT_COMES)
    assert song.end == plain.end + BAR
    pairs = list(zip(song.tracks, plain.tracks, strict=True))
    assert all(list_starts(one) == list_starts(other) for one, other in pairs)
    assert song.tracks[-1] == plain.tracks[-1]


def test_who_is_silent_in_the_last_bar_stays_so() -> None:
    grid = build_grid(ode(), 0, ode().end)
    early, late = Track((Note(0, 60, Q),)), Track((Note(28 * Q, 60, Q),))
    assert ring_out(early, grid) == early
    assert ring_out(late, grid).end == 9 * BAR


@pytest.mark.parametrize("ending", [RING_OUT, CLOSE])
@pytest.mark.parametrize("song", ODD.values(), ids=ODD)
def test_nothing_sounds_after_the_end_that_is_promised(song: Song, ending: str) -> None:
    bar = song.meters[0].bar_ticks
    for model in ("gan-pop", "gan-bach"):
        made = play(song, ending, model)
        assert made.tracks[0] == song.tracks[0]
        assert made.end <= (-(-song.end // bar) + 1) * bar


@pytest.mark.parametrize("ending", [RING_OUT, CLOSE])
@pytest.mark.parametrize("song", ODD.values(), ids=ODD)
def test_no_key_is_struck_while_it_is_held(song: Song, ending: str) -> None:
    for model, number in product(("gan-pop", "gan-bach"), range(1, 4)):
        ends: dict[int, int] = {}
        for note in play(song, ending, model).tracks[number].notes:
            assert note.length > 0 and ends.get(note.pitch, 0) <= note.onset
            ends[note.pitch] = note.end
