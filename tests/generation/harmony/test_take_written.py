"""Written chords as what the chord model is given."""

from generation.codecs.chart import lay_chart
from generation.codecs.grid import build_grid
from generation.harmony.spans import split_halves
from generation.harmony.symbols import Symbol
from generation.harmony.written import take_written
from generation.music.song import ChordSign, Song
from tests.generation.tunes import ode

HALF = 2 * 960


def take(*signs: ChordSign) -> dict[int, Symbol]:
    song: Song = ode()
    grid = build_grid(song, 0, song.tracks[0].end)
    return take_written(lay_chart(signs, grid), split_halves(grid.position, grid.length))


def test_it_works() -> None:
    given = take(ChordSign(HALF, "Am7/G"), ChordSign(3 * HALF, "C"))
    assert given[1] == given[2] == Symbol(9, "minor 7", 7)
    assert list(given) == list(range(1, 16)) and given[15] == Symbol(0, "major", 0)


def test_no_chord_gives_none() -> None:
    assert set(take(ChordSign(0, "G"), ChordSign(HALF, "N.C."), ChordSign(2 * HALF, "G"))) == {
        number for number in range(16) if number != 1
    }


def test_what_holds_longest_in_a_stretch_is_taken() -> None:
    given = take(ChordSign(0, "C"), ChordSign(720, "G7"), ChordSign(HALF, "Dm"))
    assert [given[at].root for at in (0, 1)] == [7, 2]


def test_kinds_that_the_model_lacks_are_its_nearest() -> None:
    given = take(ChordSign(0, "Caug"), ChordSign(HALF, "Bdim"))
    assert [given[at].quality for at in (0, 1)] == ["major", "diminished"]


def test_without_signs_there_is_nothing() -> None:
    assert not take()
