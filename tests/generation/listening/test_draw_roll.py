"""A song as a picture: every note where it sounds, one scale for songs that are compared, words for
whoever does not see it."""

import re
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from generation.listening.colours import colour_tracks
from generation.listening.drums import COUNT
from generation.listening.frames import HEIGHT, LANE, LEFT, WIDTH, Frame
from generation.listening.rolls import describe_roll as describe
from generation.listening.rolls import draw_roll, draw_signs
from generation.listening.signs import read_signs
from generation.music.song import ChordSign, Song, Track
from generation.music.theory import transpose

Make = Callable[..., Song]
STROKE = re.compile(r"M([\d.]+) ([\d.]+)")


def read(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314


def strokes(svg: str, track: int) -> list[tuple[float, float]]:
    """Where the notes of a track begin."""
    paths = read(svg).iter("path")
    path = next(one for one in paths if one.get("class") == f"track track-{track}")
    return [(float(x), float(y)) for x, y in STROKE.findall(path.get("d") or "")]


def draw(song: Song, frame: Frame | None = None) -> str:
    return draw_roll(song, frame or Frame.around([song]), colour_tracks([song], []), "Sample")


def texts(svg: str, kind: str | None = None) -> list[str | None]:
    """What is written, of chords or of all else."""
    return [one.text for one in read(svg).iter("text") if one.get("class") == kind]


def test_every_note_is_in_it(sample_song: Make) -> None:
    song = sample_song(bars=4, band=True)
    svg = draw(song)
    for number, track in enumerate(song.tracks, 1):
        assert len(strokes(svg, number)) == len(track.notes)


def test_time_runs_right_and_pitch_up(sample_song: Make) -> None:
    song = sample_song(bars=2)
    first, second, *_, last = strokes(draw(song), 1)
    assert first[0] == LEFT and second[0] > first[0] and last[0] < WIDTH - LEFT
    assert second[1] < first[1]  # it begins c, e


def test_drums_lie_along_the_bottom(sample_song: Make) -> None:
    song = sample_song(bars=2, band=True)
    svg = draw(song)
    drums = strokes(svg, len(song.tracks))
    bass = strokes(svg, 2)
    assert min(y for _, y in drums) >= HEIGHT - COUNT * LANE - 4 > max(y for _, y in bass)


def test_songs_that_are_compared_have_one_scale(sample_song: Make) -> None:
    low, high = sample_song(bars=4), transpose(sample_song(bars=2), 12)
    frame = Frame.around([low, high])
    one, other = strokes(draw(low, frame), 1), strokes(draw(high, frame), 1)
    assert [x for x, _ in one[:8]] == [x for x, _ in other]
    assert all(above[1] < below[1] for above, below in zip(other, one[:8], strict=True))


def test_bars_are_numbered(sample_song: Make) -> None:
    written = texts(draw(sample_song(bars=9)))
    assert [one for one in written if one and one.isdigit()] == list("123456789")


def test_of_many_bars_every_fourth_is_numbered(sample_song: Make) -> None:
    written = texts(draw(sample_song(bars=60)))
    assert [one for one in written if one and one.isdigit()][:3] == ["1", "5", "9"]


def test_octaves_and_drums_are_named(sample_song: Make) -> None:
    with_drums, without = (texts(draw(sample_song(bars=2, band=on))) for on in (True, False))
    assert {"C3", "C4", "kick", "snare", "hats"} < set(with_drums)
    assert "C4" in without and "kick" not in without


def test_chords_stand_above_where_they_begin(sample_song: Make) -> None:
    song = sample_song(bars=4, band=True)
    svg = draw(song)
    signs = [one for one in read(svg).iter("text") if one.get("class") == "chord"]
    assert [one.text for one in signs] == [sign.symbol for sign in read_signs(song)] != []
    lefts = [float(one.get("x") or 0) for one in signs]
    assert lefts[0] == LEFT + 2 and lefts == sorted(lefts)


def test_chords_that_are_near_do_not_lie_on_each_other(sample_song: Make) -> None:
    near = [ChordSign(0, "Ebm7b5/Gb"), ChordSign(60, "Abmaj7")]
    svg = draw_signs(near, Frame.around([sample_song(bars=16)]))
    first, second = read(f"<svg>{svg}</svg>").iter("text")
    assert first.get("y") != second.get("y")


def test_it_is_described(sample_song: Make) -> None:
    song = sample_song(bars=4, band=True)
    said = describe(song, "gan-pop")
    assert said.startswith("gan-pop: notes of Melody 16, Bass 4,") and "4 bars of 4" in said
    colours = colour_tracks([song], [])
    picture = read(draw_roll(song, Frame.around([song]), colours, 'a "name" <b>'))
    assert picture.get("aria-label") == 'a "name" <b>' and picture.get("role") == "img"


@pytest.mark.parametrize("song", [Song((Track(),)), Song(())])
def test_it_handles_silence(song: Song) -> None:
    assert 'class="track' not in draw(song)


def test_it_handles_a_track_without_notes(sample_song: Make) -> None:
    tune, bass, *_ = sample_song(bars=2, band=True).tracks
    song = sample_song().with_tracks([tune, replace(bass, notes=())])
    assert len(strokes(draw(song), 1)) == 8
