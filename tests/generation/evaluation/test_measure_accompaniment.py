"""Figures on bars one can hear in the head."""

from itertools import product

import pytest

from generation.evaluation.accompaniment import average_songs, measure_accompaniment
from generation.music.song import TICKS_PER_QUARTER, Note, Song, Track

Q = TICKS_PER_QUARTER


def bars(count: int, *pitches: int, drums: bool = False) -> Track:
    """The same notes on every bar line, each a quarter long."""
    return Track(
        tuple(Note(4 * Q * bar, pitch, Q) for bar, pitch in product(range(count), pitches)),
        drums=drums,
    )


def melody(count: int) -> Track:
    return Track(tuple(Note(4 * Q * bar, 72, 4 * Q) for bar in range(count)))


def test_it_works() -> None:
    figures = measure_accompaniment(Song((melody(2), bars(2, 48, 52, 55))), 0, [1])
    assert figures["empty bars"] == 0
    assert figures["pitches a bar"] == figures["pitch classes a bar"] == figures["notes a bar"] == 3
    assert figures["polyphony"] == 3
    assert figures["polyphonic"] == pytest.approx(1 / 4)
    assert figures["in the song's scale"] == 1
    assert figures["repeated rhythm"] == figures["on the beat"] == 1
    # C over C and E; the G below makes a fourth, which the score of Yeh et al. does not count as
    # consonant.
    assert figures["consonance"] == pytest.approx(2 / 3)
    assert figures["drums on eighths"] is None


def test_it_hears_dissonance() -> None:
    assert measure_accompaniment(Song((melody(2), bars(2, 49))), 0, [1])["consonance"] == 0


def test_it_counts_empty_bars_of_each_track() -> None:
    figures = measure_accompaniment(Song((melody(4), bars(4, 48), bars(2, 55))), 0, [1, 2])
    assert figures["empty bars"] == pytest.approx(2 / 8)


def test_it_measures_drums_apart() -> None:
    kit = Track(
        (Note(0, 36, 60), Note(Q // 4, 42, 60), Note(Q, 38, 60), Note(2 * Q, 36, 60)), drums=True
    )
    figures = measure_accompaniment(Song((melody(1), bars(1, 48), kit)), 0, [1, 2])
    assert figures["drum strokes a bar"] == 4
    assert figures["drums on eighths"] == pytest.approx(3 / 4)
    assert figures["notes a bar"] == 1


def test_it_leaves_out_what_sounds_before_and_after_the_melody() -> None:
    """The notes of an intro were once all counted as if they began with the melody."""
    late = Track(tuple(Note(4 * Q * bar, 72, 4 * Q) for bar in (4, 5)))
    figures = measure_accompaniment(Song((late, bars(8, 48, 52, 55))), 0, [1])
    assert figures["notes a bar"] == figures["polyphony"] == 3
    assert figures["empty bars"] == 0


def test_it_goes_by_the_key_of_the_whole_song() -> None:
    tune = Track(tuple(Note(Q * n, pitch, Q) for n, pitch in enumerate((60, 64, 67, 65) * 4)))
    figures = measure_accompaniment(Song((tune, bars(4, 61, 62))), 0, [1])
    assert figures["in the song's scale"] == 0.5


def test_it_handles_no_accompaniment() -> None:
    figures = measure_accompaniment(Song((melody(1), Track())), 0, [1])
    assert figures["empty bars"] == 1
    assert figures["polyphony"] is figures["consonance"] is figures["eighths or longer"] is None


def test_it_averages_what_is_defined() -> None:
    assert average_songs([{"a": 1.0, "b": None}, {"a": 3.0, "b": None}]) == {"a": 2.0, "b": None}
