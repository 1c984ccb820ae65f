"""An orchestra reduced to roles, bar by bar, for a theme wanders."""

from generation.codecs.monophonic import decode_cells
from generation.techniques.gan.genres.roles import ROLES, VOICES, BandPiece
from generation.techniques.gan.genres.symphony import make_band
from tests.generation.techniques.gan.genres.scores import ensemble, repeat

THEME = [(0, 1, 72), (1, 1, 74), (2, 1, 76), (3, 1, 74)]
LOW = repeat([(0, 2, 36), (2, 2, 43)], 4, 8)
INNER = repeat([(0, 1, 55), (1, 1, 55), (2, 1, 55), (3, 1, 55)], 4, 8)
HELD = repeat([(0, 4, 67)], 4, 8)


def band() -> BandPiece:
    """Four bars of the theme for the violins, then four for the oboe."""
    violins, oboe = repeat(THEME, 4, 4), repeat([(a + 16, b, p) for a, b, p in THEME], 4, 4)
    timpani = repeat([(0, 1, 48)], 4, 8)
    players = ((40, violins), (68, oboe), (41, INNER), (60, HELD), (43, LOW), (47, timpani))
    return make_band("test", ensemble(*players))


def pitches(role: str) -> set[int]:
    return {cell.pitch for cell in decode_cells(band().voices[VOICES.index(role)])}


def test_it_works() -> None:
    assert [cell.pitch for cell in decode_cells(band().melody)] == [72, 74, 76, 74] * 8
    assert pitches("bass") == {36, 43}
    assert 55 in pitches("comp low") | pitches("comp middle")


def test_it_has_no_drums() -> None:
    """Timpani are pitched, and left out for now."""
    assert not band().present[ROLES.index("drums")]
    assert band().drums is None
    assert not any(48 in pitches(role) for role in VOICES)
