"""Linked accounts weigh one person together where they also say the same, and only there."""

import numpy as np

from chartbusters.trust.linking import groups_agreeing, groups_joined
from tests.chartbusters.trust.voters import table_of


def groups(*of: int) -> np.ndarray:
    return np.array(of, np.int32)


def test_links_hang_together() -> None:
    links = [("x", 0), ("x", 1), ("y", 1), ("y", 2), ("z", 3), ("w", 4), ("w", 4)]
    assert groups_joined(links, 5).tolist() == [0, 0, 0, -1, -1]


def test_who_agrees_is_one() -> None:
    rows = [(voter, 0, other, 1.0) for voter in (0, 1) for other in (1, 2, 3)]
    assert groups_agreeing(table_of(rows, 3, 4), groups(0, 0, -1)).tolist() == [0, 0, -1]


def test_pupils_of_one_computer_are_each_their_own() -> None:
    """The same pairs, other answers; and others, of which nothing can be told."""
    rows = [(0, 0, other, 1.0) for other in (1, 2, 3)]
    rows += [(1, 0, 1, 0.0), (1, 0, 2, 1.0), (1, 0, 3, 0.0), (2, 4, 5, 1.0)]
    assert groups_agreeing(table_of(rows, 3, 6), groups(0, 0, 0)).tolist() == [-1, -1, -1]


def test_of_a_group_those_are_one_who_agree() -> None:
    rows = [(voter, 0, other, 1.0) for voter in (0, 2) for other in (1, 2, 3)]
    rows += [(1, 0, other, 0.0) for other in (1, 2, 3)]
    assert groups_agreeing(table_of(rows, 3, 4), groups(0, 0, 0)).tolist() == [0, -1, 0]


def test_too_little_said_is_no_agreement() -> None:
    rows = [(voter, 0, 1, 1.0) for voter in (0, 1)]
    assert groups_agreeing(table_of(rows, 2, 2), groups(0, 0)).tolist() == [-1, -1]


def test_both_bad_says_nothing() -> None:
    rows = [(voter, 0, other, np.nan) for voter in (0, 1) for other in (1, 2, 3)]
    assert groups_agreeing(table_of(rows, 2, 4), groups(0, 0)).tolist() == [-1, -1]


def test_no_votes_and_no_links_are_no_fault() -> None:
    assert groups_agreeing(table_of([], 0, 0), groups()).tolist() == []
    assert groups_joined([], 3).tolist() == [-1, -1, -1]
