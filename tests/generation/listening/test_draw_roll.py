"""A song as a picture: every note where it sounds, one scale for songs that are compared, words for
whoever does not see it."""

import re
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from generation.listening.rolls import DRUM_ROOM, HEIGHT, LEFT, WIDTH, Frame, draw_roll
from generation.listening.rolls import describe_roll as describe
from generation.music.song import Song, Track
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
    return draw_roll(song, frame or Frame.around([song]), "Sample")


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
    assert min(y for _, y in drums) >= HEIGHT - DRUM_ROOM > max(y for _, y in bass)


def test_songs_that_are_compared_have_one_scale(sample_song: Make) -> None:
    low, high = sample_song(bars=4), transpose(sample_song(bars=2), 12)
    frame = Frame.around([low, high])
    one, other = strokes(draw(low, frame), 1), strokes(draw(high, frame), 1)
    assert [x for x, _ in one[:8]] == [x for x, _ in other]
    assert all(above[1] < below[1] for above, below in zip(other, one[:8], strict=True))


def test_bars_are_numbered(sample_song: Make) -> None:
    texts = read(draw(sample_song(bars=9))).iter("text")
    assert [one.text for one in texts] == ["1", "5", "9"]


def test_it_is_described(sample_song: Make) -> None:
    song = sample_song(bars=4, band=True)
    said = describe(song, "gan-pop")
    assert said.startswith("gan-pop: notes of Melody 16, Bass 4,") and "4 bars of 4" in said
    picture = read(draw_roll(song, Frame.around([song]), 'a "name" <b>'))
    assert picture.get("aria-label") == 'a "name" <b>' and picture.get("role") == "img"


@pytest.mark.parametrize("song", [Song((Track(),)), Song(())])
def test_it_handles_silence(song: Song) -> None:
    assert 'class="track' not in draw(song)


def test_it_handles_a_track_without_notes(sample_song: Make) -> None:
    tune, bass, *_ = sample_song(bars=2, band=True).tracks
    song = sample_song().with_tracks([tune, replace(bass, notes=())])
    assert len(strokes(draw(song), 1)) == 8
