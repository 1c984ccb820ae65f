"""The two-sample test on figures of which we know whether they differ."""

import numpy as np
import pytest

from generation.evaluation.classifiers import CLASSIFIERS, fit_trees, fit_weights
from generation.evaluation.distance import measure_distance, measure_real_distance
from generation.evaluation.intervals import compare_pairs, estimate_mean
from generation.evaluation.twosample import Rows, draw_folds, guess, tell_apart, tell_real_apart
from tests.generation.evaluation.light import lighten

SONGS, WINDOWS, FIGURES = 40, 4, 6


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer rounds: what is told apart here is plain."""
    lighten(monkeypatch)


def corpus(seed: int, shift: float = 0.0, songs: int = SONGS) -> Rows:
    """Windows about songs of their own: those of one song are alike. `shift` moves one figure."""
    random = np.random.default_rng(seed)
    of_song = random.normal(size=(songs, FIGURES)).repeat(WINDOWS, 0)
    figures = of_song + random.normal(size=of_song.shape)
    figures[:, 2] += shift
    number = np.arange(songs).repeat(WINDOWS)
    return Rows(figures, number, number)


def test_it_works() -> None:
    found = tell_apart(corpus(1), corpus(2, shift=4))
    assert found
    assert found.low <= found.value <= found.high
    assert found.value > 0.85


def test_it_cannot_tell_alike_apart() -> None:
    found = tell_apart(corpus(1), corpus(2))
    assert found
    assert 0.35 < found.value < 0.65
    assert found.low < 0.55


def test_a_song_is_not_known_by_its_own_windows() -> None:
    """Of songs drawn from one crowd a classifier that had seen them would know each again."""
    real, made = corpus(1, songs=10), corpus(2, songs=10)
    apart = Rows(made.figures, made.songs + 10, made.groups + 10)
    by_song = tell_apart(real, apart).value
    every = np.arange(len(real.figures))
    seen = tell_apart(real._replace(groups=every), apart._replace(groups=every + 1000)).value
    assert seen > by_song + 0.1


def test_a_group_lies_in_one_fold() -> None:
    groups = np.array([4, 4, 9, 9, 9, 1, 2, 3, 7, 7])
    folds = draw_folds(groups, np.random.default_rng(1))
    assert all(len(set(folds[groups == group])) == 1 for group in groups)
    assert len(set(folds)) == 5


@pytest.mark.parametrize("fit", CLASSIFIERS)
def test_each_classifier_learns(fit) -> None:
    rows, made = corpus(3).figures, np.arange(SONGS * WINDOWS) % 2 == 0
    rows[made, 4] += 5
    told = fit(rows, made, np.random.default_rng(1))(rows) > 0
    assert (told == made).mean() > 0.9


def test_trees_tell_what_no_weighing_can() -> None:
    """Made is what has one figure high and another low, or the other way about."""
    random = np.random.default_rng(1)
    rows = random.uniform(-1, 1, (800, 2))
    made = (rows[:, 0] > 0) != (rows[:, 1] > 0)
    right = [
        ((fit(rows[:600], made[:600], random)(rows[600:]) > 0) == made[600:]).mean()
        for fit in (fit_weights, fit_trees)
    ]
    assert right[0] < 0.65
    assert right[1] > 0.85


def test_what_is_undefined_is_a_figure_too() -> None:
    """A track that never sounds has no rhythm: that alone tells it."""
    real, made = corpus(1), corpus(2)
    made.figures[:, 1] = np.nan
    assert tell_apart(real, made).value == 1


def test_chances_are_the_same_for_the_same_seed() -> None:
    rows, made = corpus(1).figures, np.arange(SONGS * WINDOWS) % 2 == 0
    groups = np.arange(SONGS).repeat(WINDOWS)
    assert (guess(rows, made, groups, 3) == guess(rows, made, groups, 3)).all()


def test_few_songs_seem_to_differ_more() -> None:
    few, many = (tell_real_apart(corpus(1, songs=songs)) for songs in (6, 24))
    assert few
    assert many
    assert many.high - many.low < few.high - few.low
    assert many.low < 0.5 < many.high


def test_a_single_group_tells_nothing() -> None:
    lone = corpus(1)._replace(groups=np.zeros(SONGS * WINDOWS, int))
    assert tell_apart(lone, lone) is tell_real_apart(lone) is measure_real_distance(lone) is None


def test_distance_is_counted_in_deviations_of_real_music() -> None:
    real = corpus(1)
    moved = real._replace(figures=real.figures + 2 * real.figures.std(0))
    assert measure_distance(real, moved).value == pytest.approx(2)
    assert measure_distance(real, real).value == 0
    assert 0 < measure_real_distance(real).value < 0.6


def test_an_interval_goes_by_songs() -> None:
    """Four times the same windows make nothing surer."""
    values, songs = np.random.default_rng(1).normal(size=20), np.arange(20)
    one, four = estimate_mean(values, songs), estimate_mean(values.repeat(4), songs.repeat(4))
    assert one
    assert four
    assert four.high - four.low == pytest.approx(one.high - one.low, rel=0.1)
    assert estimate_mean(np.array([np.nan]), np.array([1])) is None


def test_pairs_have_a_smaller_error_than_crowds() -> None:
    real = np.random.default_rng(1).normal(size=50) * 10
    made = real - 1 + np.random.default_rng(2).normal(size=50) * 0.1
    found = compare_pairs(made, real)
    assert found
    assert found.mean == pytest.approx(-1, abs=0.1)
    assert found.error < 0.05
    assert compare_pairs(np.array([1.0, np.nan]), np.array([1.0, 2.0])) is None
