"""The adjustment of itch.io's jams: a mean is lowered where an entry has fewer marks than most."""

import numpy as np

from chartbusters.ranking.methods.method import Marks, Method, Scored


def adjusted(marks: Marks) -> Scored:
    """Mean times sqrt(min(1, marks / median of marks)); nan where there are none. It lowers half
    the field by construction, so it is for those who are used to it."""
    counts = marks.counts
    if not len(marks.entry):
        return Scored(np.full(marks.entries, np.nan))
    median = float(np.median(counts[counts > 0]))
    return Scored(marks.means * np.sqrt(np.minimum(1, counts / median)))


METHOD = Method(
    name="itch",
    label="Mean, lowered for few marks",
    sentence="The mean mark, lowered where an entry has fewer marks than half of the others.",
    needs=Marks,
    score=adjusted,
)
