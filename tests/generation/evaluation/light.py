"""The statistics of the tables with less of everything, for tests of what they say."""

import pytest

from generation.evaluation import classifiers, intervals, twosample


def lighten(patch: pytest.MonkeyPatch) -> None:
    """One seed, few trees, few halves and few songs drawn anew."""
    patch.setattr(twosample, "SEEDS", 1)
    patch.setattr(twosample, "HALVES", 6)
    patch.setattr(classifiers, "ROUNDS", 10)
    patch.setattr(intervals, "DRAWS", 100)
