"""A rock band of many tracks reduced to roles."""

from generation.codecs.monophonic import decode_cells
from generation.techniques.gan.genres.rock import make_band
from generation.techniques.gan.genres.roles import ROLES, VOICES, BandPiece
from tests.generation.techniques.gan.genres.scores import Notes, ensemble, repeat

BARS = 8
TUNE = repeat([(0, 1, 72), (1, 1, 74), (2, 1, 76), (3, 1, 74)], 4, BARS)
ROOTS = repeat([(n / 2, 0.5, 33) for n in range(8)], 4, BARS)
POWER = repeat([(n / 2, 0.5, 45) for n in range(8)] + [(n / 2, 0.5, 52) for n in range(8)], 4, BARS)
STRINGS = repeat([(0, 4, p) for p in (57, 60, 64)], 4, BARS)
BEAT = repeat([(0, 0.25, 36), (1, 0.25, 38), (2, 0.25, 36), (3, 0.25, 38)], 4, BARS)


def band(*players: tuple[int, Notes], drums: tuple[int, ...] = ()) -> BandPiece:
    return make_band("test", ensemble(*players, drums=drums))


def heard(piece: BandPiece) -> list[str]:
    return [role for role, there in zip(ROLES, piece.present, strict=True) if there]


def pitches(piece: BandPiece, role: str) -> set[int]:
    return {cell.pitch for cell in decode_cells(piece.voices[VOICES.index(role)])}


def test_it_works() -> None:
    piece = band((81, TUNE), (33, ROOTS), (30, POWER), (48, STRINGS), (0, BEAT), drums=(4,))
    assert {cell.pitch for cell in decode_cells(piece.melody)} == {72, 74, 76}
    assert pitches(piece, "bass") == {33}
    assert pitches(piece, "comp low") | pitches(piece, "comp middle") == {45, 52}
    assert pitches(piece, "pad") == {64}
    assert piece.drums is not None
    assert piece.drums[:, 0].tolist() == [True, *[False] * 8]


def test_it_marks_what_a_band_does_not_have() -> None:
    assert heard(band((81, TUNE), (33, ROOTS))) == ["bass"]


def test_a_bass_on_the_roots_of_a_guitar_stays() -> None:
    """Its notes are among the guitar's, an octave lower."""
    assert pitches(band((30, POWER), (33, ROOTS), (81, TUNE)), "bass") == {33}


def test_a_tune_played_twice_is_no_answer_to_itself() -> None:
    octave = [(onset, length, pitch - 12) for onset, length, pitch in TUNE]
    assert "counter" not in heard(band((81, TUNE), (80, octave), (33, ROOTS)))


def test_a_second_tune_is_the_counter_melody() -> None:
    other = repeat([(0.5, 1, 67), (1.5, 1, 69), (2.5, 1, 71), (3.5, 0.5, 69)], 4, BARS)
    piece = band((81, TUNE), (65, other), (33, ROOTS))
    assert pitches(piece, "counter") == {67, 69, 71}


def test_without_a_tune_the_highest_voice_is_one() -> None:
    piece = band((48, STRINGS), (30, POWER), (33, ROOTS))
    assert {cell.pitch for cell in decode_cells(piece.melody)} == {64}


def test_chords_that_are_held_comp_where_nobody_else_does() -> None:
    piece = band((81, TUNE), (48, STRINGS), (33, ROOTS))
    assert pitches(piece, "comp low") | pitches(piece, "comp middle") == {57, 60}


def test_effects_are_left_out() -> None:
    assert heard(band((81, TUNE), (33, ROOTS), (122, STRINGS))) == ["bass"]
