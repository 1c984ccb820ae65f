"""A part of the net weighs as much as a class, or a share of all others; nobody is refused."""

import numpy as np
import pytest

from chartbusters.ranking.votes import VoteTable
from chartbusters.trust.networks import network_shares
from tests.chartbusters.trust.voters import table_of

RULE = {"members": 40, "percent": 25}


def crowd(inside: int, outside: int, each: int = 5) -> tuple[VoteTable, np.ndarray]:
    """Voters of one network, and others who are each in their own."""
    voters = inside + outside
    rows = [(voter, 0, 1 + vote, 1.0) for voter in range(voters) for vote in range(each)]
    networks = [0 if voter < inside else 1 + voter for voter in range(voters)]
    table = table_of(rows, voters, each + 1)
    return table, np.array(networks, np.int32)[table.voter]


def shares(inside: int, outside: int) -> np.ndarray:
    table, network = crowd(inside, outside)
    return network_shares(table, np.ones(len(table.key)), network, **RULE)


@pytest.mark.parametrize("others", [1, 10, 400])
def test_a_class_counts_wholly(others: int) -> None:
    assert (shares(30, others) == 1).all()


def test_a_crowd_of_puppets_weighs_a_share_and_never_nothing() -> None:
    found = shares(200, 400)
    inside, outside = found[: 200 * 5], found[200 * 5 :]
    assert inside.sum() / 5 == pytest.approx(100) and (outside == 1).all() and (inside > 0).all()


def test_where_all_are_in_one_place_nothing_is_bound() -> None:
    assert (shares(500, 0) == 1).all()


def test_who_came_from_nowhere_known_is_bound_by_nothing() -> None:
    table, network = crowd(200, 400)
    nowhere = np.full_like(network, -1)
    assert (network_shares(table, np.ones(len(table.key)), nowhere, **RULE) == 1).all()


def test_votes_that_weigh_nothing_take_nothing() -> None:
    table, network = crowd(200, 400)
    weights = np.where(table.voter < 180, 0.0, 1.0)
    assert (network_shares(table, weights, network, **RULE) == 1).all()
