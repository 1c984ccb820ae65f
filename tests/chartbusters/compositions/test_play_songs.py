"""What a recording lets hear: loud and soft, left and right, every instrument, ends of notes."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from chartbusters.compositions.sounding import NODE, PLAYER
from chartbusters.ops.instruments import instruments_folder
from generation.music.document import to_document
from generation.music.song import Note, Song, Tempo, Track

Sound = NDArray[np.float32]
QUARTER, RATE = 960, 44_100
SNARE, CRASH = 38, 49


@pytest.fixture
def play(tmp_path: Path) -> Callable[..., Sound]:
    """Plays tracks into samples (frames, 2); a quarter is half a second unless a tempo is given."""

    def played(*tracks: Track, tempi: tuple[Tempo, ...] = (Tempo(0, 500_000),)) -> Sound:
        samples = tmp_path / "samples"
        samples.unlink(missing_ok=True)
        document = json.dumps(to_document(Song(tracks, tempi=tempi))).encode()
        command = [str(NODE), str(PLAYER), str(instruments_folder()), str(samples)]
        subprocess.run(command, input=document, check=True)
        return np.fromfile(samples, "<f4").reshape(-1, 2)

    return played


def note(quarter: float, pitch: int = 60, quarters: float = 1, velocity: int = 100) -> Note:
    return Note(round(quarter * QUARTER), pitch, round(quarters * QUARTER), velocity)


def level(sound: Sound, start: float, stop: float) -> float:
    """Root mean square of both channels between two moments, in seconds."""
    return float(np.sqrt((sound[round(start * RATE) : round(stop * RATE)] ** 2).mean()))


def test_soft_notes_are_softer(play: Callable[..., Sound]) -> None:
    soft, loud = (play(Track((note(0, velocity=v),))) for v in (40, 120))
    assert level(soft, 0, 0.5) < 0.4 * level(loud, 0, 0.5)


def test_velocities_of_one_pitch_are_kept_apart(play: Callable[..., Sound]) -> None:
    sound = play(Track((note(0, velocity=120), note(4, velocity=30))))
    assert level(sound, 2, 2.5) < 0.3 * level(sound, 0, 0.5)


def test_a_track_has_a_volume(play: Callable[..., Sound]) -> None:
    full, low = (play(Track((note(0),), volume=volume)) for volume in (127, 40))
    assert level(low, 0, 0.5) < 0.3 * level(full, 0, 0.5)


def test_a_track_has_a_place_between_left_and_right(play: Callable[..., Sound]) -> None:
    sound = play(Track((note(0),), pan=10))[: RATE // 2]
    left, right = np.sqrt((sound**2).mean(0))
    assert left > 3 * right


def test_plucked_notes_die_away_while_they_are_held(play: Callable[..., Sound]) -> None:
    guitar = play(Track((note(0, quarters=16),), program=24))
    assert level(guitar, 6, 7) < 0.3 * level(guitar, 0, 1)


def test_blown_notes_last_while_they_are_held(play: Callable[..., Sound]) -> None:
    organ = play(Track((note(0, quarters=16),), program=19))
    assert level(organ, 6, 7) > 0.5 * level(organ, 1, 2)


def test_drums_ring_however_short_they_are_written(play: Callable[..., Sound]) -> None:
    for drum, seconds in ((SNARE, 0.1), (CRASH, 1.0)):
        sound = play(Track((note(0, drum, quarters=1 / 16),), drums=True))
        assert level(sound, 0.05, seconds) > 0.1 * level(sound, 0, 0.05)


def test_sixty_tracks_have_sixty_instruments(play: Callable[..., Sound]) -> None:
    """The tenth is no drum kit, and none shares a channel with another."""
    silent = [Track((note(0, velocity=1),), program=0, volume=0) for _ in range(59)]
    alone = play(Track((note(0),), program=73))
    for place in (9, 25, 59):
        tracks = [*silent[:place], Track((note(0),), program=73), *silent[place:]]
        sound = play(*tracks)
        assert level(sound, 0, 0.5) == pytest.approx(level(alone, 0, 0.5), rel=0.05)


def test_notes_begin_at_their_moment(play: Callable[..., Sound]) -> None:
    """To the sample, along a tempo that changes."""
    tempi = (Tempo(0, 500_000), Tempo(2 * QUARTER, 250_000), Tempo(4 * QUARTER, 1_000_000))
    woodblock = Track(tuple(note(quarter, 76) for quarter in (0, 4, 5)), drums=True)
    sound = np.abs(play(woodblock, tempi=tempi)).max(1)
    first = int(np.argmax(sound > 0.01))
    for seconds in (1.5, 2.5):
        start = round(seconds * RATE)
        assert first == int(np.argmax(sound[start:] > 0.01))


def test_it_is_the_same_every_time(play: Callable[..., Sound]) -> None:
    track = Track(tuple(note(step / 3, 50 + step % 20) for step in range(40)), program=48)
    assert np.array_equal(play(track), play(track))
