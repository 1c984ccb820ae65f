"""Bands of several genres in one corpus and one pack."""

import numpy as np

from generation.codecs.monophonic import DRUMS, REST, Line
from generation.techniques.gan.genres.corpus import (
    BandCorpus,
    Groove,
    make_band_corpus,
    pack_bands,
    unpack_band,
)
from generation.techniques.gan.genres.roles import (
    GENRES,
    ROLES,
    VOICES,
    BandPiece,
    fill_roles,
    mark_present,
)
from tests.generation.tiny import scale_piece

POP, ROCK = GENRES.index("pop"), GENRES.index("rock")


def band(genre: int, *, drums: bool = False, share: float = 1.0) -> BandPiece:
    """A scale over a bass; with drums, a kick on every bar line."""
    piece = scale_piece(0)
    voices = fill_roles({"bass": piece.voices[0]}, piece.steps)
    strokes = np.zeros((DRUMS, piece.steps), bool)
    strokes[0, ::16] = True
    told = {**vars(piece), "voices": voices}
    present = mark_present(voices, drums=drums)
    return BandPiece(
        **told, genre=genre, present=present, drums=strokes if drums else None, share=share
    )


def corpus() -> BandCorpus:
    grooves = [Groove(POP, np.ones((128, DRUMS), bool))]
    return make_band_corpus([band(POP), band(POP, share=0.5), band(ROCK, drums=True)], grooves)


def test_it_works() -> None:
    arrays, (first, *_) = pack_bands(corpus()), corpus().pieces
    steps = 3 * first.steps
    assert arrays["state"].shape == (1 + len(VOICES), steps)
    assert arrays["drums"].shape == (DRUMS, steps)
    assert arrays["present"].shape == (3, len(ROLES))
    assert arrays["genre"].tolist() == [POP, POP, ROCK]
    assert arrays["own_drums"].tolist() == [0, 0, 1]
    assert arrays["groove_genre"].tolist() == [POP]


def test_it_gives_each_piece_back() -> None:
    arrays, pieces = pack_bands(corpus()), corpus().pieces
    for number, piece in enumerate(pieces):
        found = unpack_band(arrays, number)
        assert found.genre == piece.genre
        assert (found.present == piece.present).all()
        assert all(
            (a.state == b.state).all() for a, b in zip(found.voices, piece.voices, strict=True)
        )
    assert unpack_band(arrays, 0).drums is None
    assert (unpack_band(arrays, 2).drums == pieces[2].drums).all()


def test_it_draws_genres_equally_and_by_share_within() -> None:
    assert np.allclose(corpus().weights, [1 / 3, 1 / 6, 1 / 2])


def test_a_role_that_hardly_sounds_is_absent() -> None:
    silence = Line(np.full(1000, REST, np.uint8), np.zeros(1000, bool))
    rare, heard = (replace_first(silence, steps) for steps in (10, 40))
    assert mark_present([silence, rare, heard], drums=True).tolist() == [False, False, True, True]


def replace_first(line: Line, steps: int) -> Line:
    state = line.state.copy()
    state[:steps] = 30
    return line._replace(state=state)


def test_a_role_without_a_line_rests() -> None:
    piece = band(POP)
    assert not piece.voices[VOICES.index("pad")].state.any()
    assert piece.present.tolist() == [True, *[False] * 6]
