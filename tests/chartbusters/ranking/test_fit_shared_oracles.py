"""Ratings of evalica's own tables, to the digits that they print (O5, O6)."""

import numpy as np
import pytest

from chartbusters.ranking.bradley_terry import bradley_terry
from chartbusters.ranking.methods.elo import elo
from chartbusters.ranking.tally import SCORES, tally
from tests.chartbusters.ranking.crowds import table
from tests.chartbusters.ranking.oracles import comparisons, golden


def _as_columns(votes: list, names: list[str]):
    rows = np.array([(names.index(a), names.index(b), voter) for a, b, _, voter in votes])
    return table(rows[:, 0], rows[:, 1], np.array([SCORES[vote[2]] for vote in votes]), rows[:, 2])


@pytest.mark.parametrize("name", ["food", "llmfao"])
def test_it_works_as_bradley_terry(name):
    expected = golden(name, "bradley_terry")
    names = sorted(expected)
    strength = bradley_terry(tally(comparisons(name), names), prior=0).strength
    shares = np.exp(strength) / np.exp(strength).sum()
    # some eleven digits: what is printed has sixteen, of a fit that stops on its own terms
    assert dict(zip(names, shares, strict=True)) == pytest.approx(expected, abs=1e-10)
    order = sorted(names, key=lambda item: -shares[names.index(item)])
    assert order == sorted(names, key=lambda item: -expected[item])


@pytest.mark.parametrize("name", ["food", "simple", "llmfao"])
def test_it_works_as_elo(name):
    expected = golden(name, "elo")
    names = sorted(expected)
    ratings = elo(_as_columns(comparisons(name), names))
    assert dict(zip(names, ratings, strict=True)) == pytest.approx(expected, abs=1e-10)


def test_it_rejects_elo_as_independent_of_the_order():
    votes = _as_columns([("A", "B", "a", 1), ("B", "A", "a", 2)], ["A", "B"])
    turned = _as_columns([("B", "A", "a", 2), ("A", "B", "a", 1)], ["A", "B"])
    assert elo(votes)[0] < 1000 < elo(turned)[0]
