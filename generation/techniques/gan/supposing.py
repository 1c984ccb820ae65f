"""Chords where nobody wrote any: what the chord model would write under the melody alone."""

from itertools import chain, repeat
from typing import NamedTuple

import numpy as np

from generation.catalogue import Card
from generation.codecs.chart import Chart, lay_chart
from generation.harmony.symbols import KIND_OF, Chord
from generation.music.chord_symbols import WrittenChord
from generation.techniques.gan.cadences import MODELLED, find_harmony
from generation.techniques.gan.melody import PreparedMelody


class Chorded(NamedTuple):
    """A melody with chords over it, and how closely they are followed."""

    prepared: PreparedMelody
    strength: float


def choose_chords(prepared: PreparedMelody, card: Card, strength: float, *, alone: bool) -> Chorded:
    """Those that somebody wrote, followed with that strength; where there are none, or none are to
    be followed, those of the chord model, as far as the card's option `supposed` says, unless the
    band hears other tracks."""
    supposed = card.options.get("supposed", 0.0)
    written = strength and prepared.chart.told.any()
    if written or not alone or not supposed:
        return Chorded(prepared, strength)
    return Chorded(suppose_chords(prepared, card.genre), supposed)


def suppose_chords(prepared: PreparedMelody, genre: str) -> PreparedMelody:
    """With the chord model's chart, in the network's key, whatever was written."""
    bare = prepared._replace(chart=lay_chart((), prepared.grid))
    found = find_harmony(bare, MODELLED.get(genre, genre)).chords
    return prepared._replace(chart=write_chart(found))


def write_chart(chords: list[Chord]) -> Chart:
    """Chords that follow one another without gaps, as if somebody had written them."""
    steps = (repeat(at, chord.stop - chord.start) for at, chord in enumerate(chords))
    return Chart([write_chord(chord) for chord in chords], np.array([*chain(*steps)], np.int64))


def write_chord(chord: Chord) -> WrittenChord:
    root, quality, bass = chord.symbol
    return WrittenChord(root, KIND_OF[quality], bass)
