"""A mean that begins at the mean of all: few marks move an entry little."""

import numpy as np

from chartbusters.ranking.methods.method import Marks, Method, Scored

KNOWN_BEFORE = 5.0  # marks of the mean of all that each entry is given beforehand


def shrunk(marks: Marks) -> Scored:
    """(5 times the mean of all + the marks) / (5 + how many); an entry without marks has the mean
    of all."""
    if not len(marks.entry):
        return Scored(np.full(marks.entries, np.nan))
    sums = np.bincount(marks.entry, marks.mark, marks.entries)
    return Scored((KNOWN_BEFORE * marks.mark.mean() + sums) / (KNOWN_BEFORE + marks.counts))


METHOD = Method(
    name="bayesian_mean",
    label="Bayesian mean",
    sentence="The mean mark, as if each entry had begun with five marks at the mean of all.",
    needs=Marks,
    score=shrunk,
)
