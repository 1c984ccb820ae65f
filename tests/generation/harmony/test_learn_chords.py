"""The chord model is learnt: its slopes, its labels."""

import numpy as np
import pytest

from generation.datasets.chord_words import read_harte, read_key, read_kind
from generation.datasets.labelled_chords import Stretch, find_key, label_spans
from generation.harmony.evidence import FEATURES
from generation.harmony.learning import fitting
from generation.harmony.learning.basses import fit_basses, share_inverted
from generation.harmony.learning.fitting import Example, count_states, make_batches, measure_all
from generation.harmony.learning.weights import Layout
from generation.harmony.spans import split_beats
from generation.harmony.symbols import Symbol

KINDS = [(0, 0, 7), (0, 0, 12), (0, 1, 5), (1, 0, 9), (1, 1, 6)]  # mode, pace, spans


def make_example(random: np.random.Generator, mode: int, pace: int, spans: int) -> Example:
    labels = [(int(d), int(q)) for d, q in random.integers(0, 3, (spans, 2))]
    evidence = random.integers(0, 17, (spans, FEATURES))
    return Example(mode, pace, evidence, labels, random.integers(0, 9, spans), 1.0 + mode)


def test_slopes_are_those_of_the_likelihood(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of every table, against differences."""
    monkeypatch.setattr(fitting, "FEWEST", 1)
    random = np.random.default_rng(1)
    examples = [make_example(random, *kind) for kind in KINDS]
    layout = Layout(count_states(examples))
    batches = make_batches(examples, layout.states)
    vector = random.normal(0, 0.1, layout.size)
    _, slope = measure_all(layout, batches, vector)
    places = layout.split(np.arange(layout.size, dtype=float))
    for at in (int(random.choice(each.ravel())) for each in places.values()):
        step = np.zeros(layout.size)
        step[at] = 1e-5
        up, down = (measure_all(layout, batches, vector + by * step)[0] for by in (1, -1))
        assert slope[at] == pytest.approx((up - down) / 2e-5, rel=1e-4, abs=1e-4)


def test_words_are_read() -> None:
    assert read_harte("F#:maj7/5") == Symbol(6, "major 7", 1)
    assert read_harte("Bb:min7/b7") == Symbol(10, "minor 7", 8)
    assert read_harte("N") is None
    assert read_kind(0, "dominant-ninth", 4) == Symbol(0, "dominant 7", 4)
    assert read_kind(0, "major", 2) == Symbol(0, "major", 0)
    assert read_key("Gb:maj")[:2] == (6, "major")


def test_a_span_has_the_chord_that_fills_most_of_it() -> None:
    one, other = Symbol(0, "major", 0), Symbol(7, "major", 7)
    stretches = [Stretch(0, 3, one), Stretch(3, 6, other)]
    assert label_spans(split_beats(12), stretches) == [one, other, None]


def test_chords_tell_a_key() -> None:
    cadence = [Symbol(2, "minor 7", 2), Symbol(7, "dominant 7", 7), Symbol(0, "major", 0)]
    assert find_key(cadence)[:2] == (0, "major")
    minor = [Symbol(9, "minor", 9), Symbol(4, "major", 4), Symbol(9, "minor", 9)]
    assert find_key(minor)[:2] == (9, "minor")


def test_basses_are_inverted_as_often_as_real_ones() -> None:
    random = np.random.default_rng(1)
    songs = []
    for _ in range(20):
        roots = random.integers(0, 12, 40)
        thirds = random.random(40) < 0.3
        lows = np.where(thirds, roots + 4, roots) % 12
        songs.append([Symbol(int(r), "major", int(b)) for r, b in zip(roots, lows, strict=True)])
    assert share_inverted(fit_basses(songs, 32), songs) == pytest.approx(0.3, abs=0.12)
