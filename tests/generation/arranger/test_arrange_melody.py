"""The rule-based band and choir."""

from itertools import chain

import pytest

from generation.arranger.styles import STYLES, arrange
from generation.catalogue import read_card
from generation.codecs.grid import build_grid
from generation.codecs.monophonic import Cell, encode_skyline
from generation.harmony.chords import TRIADS, find_nearest_pitch, harmonize_line
from generation.techniques.gan.card import CARDS
from generation.techniques.gan.evaluate import read_parts
from tests.generation.tunes import grace, jig, ode


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("song", [ode(), grace(), jig()], ids=["4/4", "3/4", "6/8"])
def test_it_works(style: str, song) -> None:
    parts = read_parts(read_card("gan", CARDS[style]["name"]))
    band = arrange(style, song, 0, parts)
    assert band.tracks[0] == song.tracks[0]
    assert [track.name for track in band.tracks[1:]] == [part.name for part in parts]
    assert all(track.notes for track in band.tracks[1:])
    assert band.digest == arrange(style, song, 0, parts).digest


def test_it_hears_a_cadence() -> None:
    """F, G and C major arpeggios are carried by those chords, and the last is the tonic."""
    song = ode()
    grid = build_grid(song, 0, 12 * 960)
    bars = [(65, 69, 72, 69), (67, 71, 74, 71), (60, 64, 67, 64)]
    eighths = chain.from_iterable(bar * 2 for bar in bars)
    cells = [Cell(2 * n, 2 * n + 2, pitch) for n, pitch in enumerate(eighths)]
    chords = harmonize_line(encode_skyline(cells, grid.steps), grid)
    names = {classes: name for name, classes in TRIADS.items()}
    assert [names[chord.classes] for chord in chords] == ["F", "F", "G", "G", "C", "C"]


def test_it_finds_the_nearest_pitch() -> None:
    assert [
        find_nearest_pitch(0, 61),
        find_nearest_pitch(11, 60),
        find_nearest_pitch(6, 60),
        find_nearest_pitch(5, 60),
    ] == [60, 59, 54, 65]
