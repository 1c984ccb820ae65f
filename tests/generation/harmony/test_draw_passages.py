"""Passages of tunes, from which keys are learnt too."""

import numpy as np

from generation.codecs.monophonic import REST, Cell, encode_skyline
from generation.datasets.labelled_chords import Labelled
from generation.harmony.evidence import Band
from generation.harmony.learning.passages import draw_passages
from generation.harmony.spans import split_halves
from generation.music.theory import Key

BARS, BAR = 12, 16
STEPS = BARS * BAR
AT = np.arange(STEPS)


def make_tune(*cells: Cell) -> Labelled:
    spans = split_halves(AT % BAR, np.full(STEPS, BAR))
    band = Band(np.eye(12, dtype=np.int64)[AT % 12], np.eye(12, dtype=np.int64)[AT % 12])
    line = encode_skyline([*cells], STEPS)
    return Labelled("a tune", "openewld", "pop", line, spans, [None] * 24, Key(0, "major"), band)


def test_it_works() -> None:
    """Of twelve bars: the first four and four others, the first eight and eight others; no
    sixteen."""
    tune = make_tune(*(Cell(4 * n, 4 * n + 4, 60 + n % 5) for n in range(STEPS // 4)))
    found = list(draw_passages(tune, np.random.default_rng(1)))
    assert [len(line.state) // BAR for line, _ in found] == [4, 4, 8, 8]
    assert (found[0].line.state == tune.line.state[: 4 * BAR]).all()
    assert all(band and len(band.sounding) == len(line.state) for line, band in found)


def test_a_note_that_is_held_into_a_passage_begins_there() -> None:
    tune = make_tune(Cell(0, STEPS, 64))
    found = list(draw_passages(tune, np.random.default_rng(1)))
    assert all(line.change[0] and line.state[0] != REST for line, _ in found)


def test_silence_is_no_passage() -> None:
    tune = make_tune(Cell(0, 8, 64))
    lengths = [len(line.state) for line, _ in draw_passages(tune, np.random.default_rng(1))]
    assert lengths[0] == 4 * BAR and len(lengths) < 4
