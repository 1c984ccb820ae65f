"""Grooves of a made-up archive: soft strokes, last part-bars, keys that hang."""

import zipfile
from pathlib import Path

import numpy as np
import pytest
from symusic import Note, Score, Track

from generation.datasets.groove import is_swung, read_grooves, straighten

TICKS = 480
KICK, SNARE, HAT = 36, 38, 42
EIGHT_BARS = [(beat, KICK if beat % 2 == 0 else SNARE, 100) for beat in range(32)]


def archive(folder: Path, strokes: list[tuple[float, int, int]], hangs: int = 0) -> Path:
    """One groove of (quarter, pitch, velocity); the last note is held for `hangs` quarters more."""
    score = Score(TICKS)
    score.tracks.append(Track(is_drum=True))
    for quarter, pitch, velocity in strokes:
        score.tracks[0].notes.append(Note(round(quarter * TICKS), 60, pitch, velocity))
    score.tracks[0].notes[-1].duration += hangs * TICKS
    with zipfile.ZipFile(folder / "groove_drums.zip", "w") as packed:
        packed.writestr(
            "index.csv", "id,split,beat_type,time_signature,style\n1,valid,beat,4-4,rock/x\n"
        )
        packed.writestr("midi/1.mid", score.dumps_midi())
    return folder


def test_it_works(tmp_path: Path) -> None:
    (part,) = read_grooves(archive(tmp_path, EIGHT_BARS), "valid")
    assert part.shape == (128, 9)
    assert np.flatnonzero(part[:, 0]).tolist() == list(range(0, 128, 8))
    assert np.flatnonzero(part[:, 1]).tolist() == list(range(4, 128, 8))
    assert part.sum() == 32


@pytest.mark.parametrize("velocity", [1, 20, 39])
def test_it_hears_soft_strokes(tmp_path: Path, velocity: int) -> None:
    soft = [(beat, pitch, velocity) for beat, pitch, _ in EIGHT_BARS]
    (part,) = read_grooves(archive(tmp_path, soft), "valid")
    assert part[:, 0].sum() == 16


def test_it_keeps_the_last_bar_that_has_only_begun(tmp_path: Path) -> None:
    (part,) = read_grooves(archive(tmp_path, [*EIGHT_BARS, (32, KICK, 100)]), "valid")
    assert len(part) == 9 * 16
    assert part[128, 0]


def test_it_takes_no_silence_for_music(tmp_path: Path) -> None:
    (part,) = read_grooves(archive(tmp_path, EIGHT_BARS, hangs=40), "valid")
    assert len(part) == 128


def test_it_leaves_out_what_is_too_short(tmp_path: Path) -> None:
    assert read_grooves(archive(tmp_path, EIGHT_BARS[:16], hangs=40), "valid") == []


def test_it_straightens_a_swing() -> None:
    """The third third of a beat becomes its half, the beat stays; straight eighths stay too."""
    swung = np.array([0, 2 / 3, 1, 5 / 3])
    assert is_swung(swung)
    assert np.allclose(straighten(swung), [0, 0.5, 1, 1.5])
    assert not is_swung(np.array([0, 0.5, 1, 1.5]))
