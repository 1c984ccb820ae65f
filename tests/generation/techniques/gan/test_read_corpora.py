"""The corpora as the networks learn them. Needs the reference data."""

from pathlib import Path

import numpy as np

from generation.codecs.monophonic import REST, Cell
from generation.datasets import groove as grooves
from generation.techniques.gan import bach
from generation.techniques.gan.corpus import stack_lines
from generation.techniques.gan.pop import split_bass, split_voices, thin_chord


def test_it_works(shared_data: Path) -> None:
    """The published facts of the JSB test split: pieces, frames, silent cells."""
    pieces = bach.load_chorales(shared_data, "test")
    assert len(pieces) == 77
    assert sum(piece.steps for piece in pieces) == 18_900
    assert sum(int((stack_lines(piece).state == REST).sum()) for piece in pieces) == 284


def test_it_reads_the_fake_chorales(shared_data: Path) -> None:
    piece = bach.load_fakes(shared_data, "valid")[0]
    assert len(piece.voices) == 3
    assert np.mean([(voice.state != REST).mean() for voice in piece.voices]) > 0.9


def test_it_reads_grooves_in_whole_bars(shared_data: Path) -> None:
    parts = grooves.read_grooves(shared_data, "valid")
    assert parts
    assert all(len(part) % 16 == 0 and len(part) >= grooves.SHORTEST for part in parts)
    assert np.concatenate(parts)[:, 0].mean() > 0.1


def test_it_splits_a_piano_part() -> None:
    """An Alberti bass: the low note is the bass, the others are harmony while it sounds."""
    part = [Cell(0, 8, 40), Cell(2, 4, 47), Cell(4, 6, 52), Cell(6, 8, 64), Cell(8, 16, 45)]
    bass, rest = split_bass(part)
    assert [cell.pitch for cell in bass] == [40, 45]
    assert [cell.pitch for cell in rest] == [47, 52, 64]


def test_it_thins_a_chord_to_three() -> None:
    chord = [Cell(0, 4, pitch) for pitch in (48, 52, 55, 60, 72)]
    assert [cell.pitch for cell in thin_chord(chord)] == [48, 60, 72]


def test_it_gives_a_chord_to_three_voices() -> None:
    low, middle, high = split_voices([Cell(0, 4, p) for p in (55, 60, 64)] + [Cell(4, 8, 61)], 8)
    assert [int(line.state[0]) + 23 for line in (low, middle, high)] == [55, 60, 64]
    assert int(middle.state[4]) + 23 == 61
