"""A song for voice and piano as a band."""

from generation.codecs.monophonic import decode_cells
from generation.techniques.gan.genres.folk import make_band, split_players
from generation.techniques.gan.genres.roles import ROLES, VOICES, BandPiece
from tests.generation.techniques.gan.genres.scores import ensemble, repeat

TUNE = repeat([(0, 2, 72), (2, 2, 71)], 4, 8)
HANDS = repeat([(0, 2, 48), (0, 1, 60), (0, 1, 64), (0, 1, 67), (2, 2, 55), (2, 1, 62)], 4, 8)


def pitches(piece: BandPiece, role: str) -> set[int]:
    return {cell.pitch for cell in decode_cells(piece.voices[VOICES.index(role)])}


def test_it_works() -> None:
    piece = make_band("test", ensemble((68, TUNE), (0, HANDS)))
    assert {cell.pitch for cell in decode_cells(piece.melody)} == {71, 72}
    assert pitches(piece, "bass") == {48, 55}
    assert pitches(piece, "comp high") == {67}


def test_a_second_singer_answers() -> None:
    second = repeat([(1, 1, 64), (2, 1, 65)], 4, 8)
    piece = make_band("test", ensemble((68, TUNE), (52, second), (0, HANDS)))
    assert pitches(piece, "counter") == {64, 65}
    assert piece.present[ROLES.index("counter")]


def test_who_plucks_accompanies() -> None:
    singing, plucking = split_players(ensemble((24, HANDS), (68, TUNE)))
    assert [each.program for each in singing] == [68]
    assert [each.program for each in plucking] == [24]
