"""Tunes that the arranger plays over their own chords, and piano pieces of two hands."""

from dataclasses import replace

import numpy as np

from generation.codecs.grid import build_grid, encode_track
from generation.codecs.monophonic import LOWEST, decode_cells
from generation.harmony.symbols import Symbol
from generation.music.song import Meter, Note, Song, Track
from generation.techniques.gan.genres import hands
from generation.techniques.gan.genres.arranged import Tune, arrange_tune, arrange_tunes
from generation.techniques.gan.genres.roles import GENRES, ROLES, VOICES, BandPiece, share_windows
from tests.generation.techniques.gan.genres.scores import ensemble, repeat

BARS = 8


def tune(*, beats: int = 4, root: int = 0) -> Tune:
    """A scale over one chord."""
    size = 960 * beats
    notes = [Note(n * 960, 72 + (0, 2, 4, 5)[n % 4], 960) for n in range(beats * BARS)]
    song = Song((Track(tuple(notes)),), meters=(Meter(0, beats, 4),))
    grid = build_grid(song, 0, size * BARS)
    given = {
        number: Symbol(root, "major", root) for number in range(BARS if beats == 3 else 2 * BARS)
    }
    return Tune("test", encode_track(notes, grid), grid, given)


def classes(piece: BandPiece, role: str) -> set[int]:
    cells = decode_cells(piece.voices[VOICES.index(role)])
    return {cell.pitch % 12 for cell in cells}


def test_it_works() -> None:
    piece = arrange_tune(tune(), "folk", 0, drums=False)
    assert piece.genre == GENRES.index("folk")
    assert (piece.melody.state == tune().line.state).all()
    assert classes(piece, "comp middle") <= {0, 4, 7}


def test_it_plays_the_chords_that_are_told() -> None:
    piece = arrange_tune(tune(root=5), "folk", 0, drums=False)
    assert classes(piece, "comp middle") <= {5, 9, 0}


def test_grooves_join_bars_of_four_beats() -> None:
    piece = arrange_tune(tune(), "jazz", 0, drums=True)
    assert piece.drums is None
    assert piece.present[ROLES.index("drums")]


def test_a_waltz_is_drummed_by_the_arranger() -> None:
    piece = arrange_tune(tune(beats=3), "jazz", 0, drums=True)
    assert piece.drums is not None
    assert piece.drums.any()


def test_seeds_differ_and_count_as_one_tune() -> None:
    pieces = arrange_tunes([tune()], "jazz", drums=True)
    assert np.isclose(sum(piece.share for piece in pieces), 1)
    assert len({piece.voices[0].state.tobytes() for piece in pieces}) > 1


def test_groups_are_drawn_for_their_shares() -> None:
    piece = arrange_tune(tune(), "folk", 0, drums=False)
    found = share_windows(([piece, piece], 0.75), ([replace(piece, share=0.1)], 0.25))
    weights = [each.share * each.steps for each in found]
    assert np.allclose(weights, [0.375, 0.375, 0.25])


def test_two_hands_are_a_tune_a_bass_and_chords() -> None:
    right = repeat([(0, 1, 72), (0, 1, 64), (1, 1, 74)], 2, 16)
    left = repeat([(0, 1, 36), (1, 1, 52), (1, 1, 55)], 2, 16)
    piece = hands.make_band("test", ensemble((0, right), (0, left)), GENRES.index("jazz"))
    assert {cell.pitch for cell in decode_cells(piece.melody)} == {72, 74}
    assert 36 - LOWEST + 1 in piece.voices[VOICES.index("bass")].state
