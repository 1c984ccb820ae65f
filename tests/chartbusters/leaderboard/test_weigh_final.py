"""A final board from plain values: weights, severity, intervals, and everything that may be
missing."""

import json
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from chartbusters.leaderboard.final.figures import decided
from chartbusters.leaderboard.final.inputs import FinalInputs, Rated, Weights
from tests.chartbusters.leaderboard.finals import inputs

SEED = 7


def rows_of(given: FinalInputs) -> dict[str, dict[str, Any]]:
    return {row["entry_id"]: row for row in decided(given, seed=SEED).rows}


def test_it_works() -> None:
    found = decided(inputs(), seed=SEED)
    assert [row["entry_id"] for row in found.rows] == [*"abcd"]
    first, second, *_ = found.rows
    assert first["final"] == pytest.approx(1.0) and second["final"] == pytest.approx(2 / 3)
    assert (first["public"], second["jury"], found.rows[3]["metrics"]) == (1.0, 2 / 3, 0.0)
    assert found.figures["used"] == {"public": 50.0, "jury": 30.0, "metrics": 20.0}


def test_the_parts_count_by_their_weights() -> None:
    """The last of the votes is the first of jury and metrics."""
    upside = {key: 60.0 + n for n, key in enumerate("abcd")}
    said = [(juror, key, 1.0 + n) for juror, (n, key) in product((1, 2), enumerate("abcd"))]
    found = rows_of(inputs(scores=upside, said=said))
    assert found["d"]["final"] == pytest.approx(0.3 + 0.2)
    assert found["a"]["final"] == pytest.approx(0.5)
    assert found["b"]["final"] == pytest.approx(0.5 * 2 / 3 + 0.5 * 1 / 3)


def test_the_same_inputs_and_seed_give_the_same_digits() -> None:
    assert decided(inputs(), seed=SEED) == decided(inputs(), seed=SEED)


def test_another_order_of_entries_changes_nothing() -> None:
    given = inputs()
    turned = replace(given, entries=given.entries[::-1], said=given.said[::-1])
    one, other = rows_of(given), rows_of(turned)
    for key in "abcd":
        assert one[key]["final"] == pytest.approx(other[key]["final"], abs=1e-12)
        assert one[key]["position"] == other[key]["position"]


def test_a_severe_juror_who_leaves_half_harms_nobody() -> None:
    """Without the correction c, whom the severe juror did not judge, would be before b."""
    said = [(1, "a", 5.0), (1, "b", 4.0), (1, "c", 3.5), (1, "d", 2.0)]
    said += [(2, "a", 3.0), (2, "b", 2.0)]
    found = decided(inputs(said=said), seed=SEED)
    severity = {one["number"]: one["severity"] for one in found.figures["jurors"]}
    assert severity == pytest.approx({1: -1.0, 2: 1.0})
    rows = {row["entry_id"]: row for row in found.rows}
    assert rows["b"]["figures"]["jury"]["mean"] < rows["c"]["figures"]["jury"]["mean"]
    assert rows["b"]["jury"] > rows["c"]["jury"]
    assert rows["b"]["figures"]["jury"]["corrected"] == pytest.approx(3.0)
    assert rows["b"]["figures"]["jury"]["given"] == [[1, 4.0], [2, 2.0]]


def test_wide_intervals_of_votes_make_wide_intervals_of_the_end() -> None:
    wide = {key: Rated(1000 - n, 700, 1300, 3) for n, key in enumerate("abcd")}
    sure, open_ = rows_of(inputs()), rows_of(inputs(rated=wide))
    assert sure["a"]["low"] == sure["a"]["high"] == sure["a"]["final"]
    assert open_["b"]["high"] - open_["b"]["low"] > 0.2
    assert (sure["a"]["rank_low"], sure["a"]["rank_high"]) == (1, 1)
    assert open_["b"]["rank_low"] < open_["b"]["rank_high"]


def test_among_equals_the_tie_order_decides() -> None:
    """Lower bound of votes, mean of the jury, time, key."""
    same = {key: Rated(1000, 900, 1100, 4) for key in "abcd"}
    said = [(1, key, 3.0) for key in "abcd"]
    scores = dict.fromkeys("abcd", 50.0)
    equal = inputs(rated=same, said=said, scores=scores)
    assert [*rows_of(equal)] == [*"abcd"]
    assert {row["final"] for row in rows_of(equal).values()} == {0.5}
    lower = {**same, "d": Rated(1000, 950, 1050, 4)}
    assert next(iter(rows_of(replace(equal, rated=lower)))) == "d"


@pytest.mark.parametrize(
    ("changed", "gone"),
    [
        ({"said": []}, "jury"),
        ({"votes": 9}, "public"),
        ({"votes": 0, "needed": 0, "rated": {}}, "public"),
        ({"scores": {}}, "metrics"),
    ],
)
def test_a_part_that_says_nothing_gives_its_weight_to_the_others(
    changed: dict[str, Any], gone: str
) -> None:
    found = decided(inputs(**changed), seed=SEED)
    weights, used = found.figures["weights"], found.figures["used"]
    assert list(found.figures["missing"]) == [gone]
    assert used[gone] == 0 and sum(used.values()) == pytest.approx(100)
    (one, other) = (name for name in used if name != gone)
    assert used[one] * weights[other] == pytest.approx(used[other] * weights[one])
    assert all(row[gone] is None for row in found.rows) and len(found.rows) == 4


def test_a_part_without_weight_is_not_missed() -> None:
    found = decided(inputs(weights=Weights(70, 0, 30), said=[]), seed=SEED)
    assert found.figures["missing"] == {} and found.figures["used"]["public"] == 70


def test_for_an_entry_that_nobody_judged_the_other_parts_count() -> None:
    said = [one for one in inputs().said if one[1] != "b"]
    row = rows_of(inputs(said=said))["b"]
    assert row["jury"] is None and row["figures"]["jury"] is None
    assert row["figures"]["weights"] == pytest.approx({"public": 5 / 7, "metrics": 2 / 7})
    assert row["final"] == pytest.approx(2 / 3)


def test_an_entry_of_which_nothing_is_known_may_be_anywhere() -> None:
    said = [one for one in inputs().said if one[1] != "a"]
    row = rows_of(inputs(said=said, weights=Weights(0, 100, 0)))["a"]
    assert (row["final"], row["low"], row["position"]) == (None, None, 4)


@pytest.mark.parametrize(
    "given",
    [
        inputs(0),
        inputs(votes=0, rated={}, said=[], scores={}),
        inputs(weights=Weights(0, 100, 0), said=[]),
    ],
    ids=["no entries", "nothing said", "a jury alone that said nothing"],
)
def test_nothing_to_decide_by_is_no_board(given: FinalInputs) -> None:
    found = decided(given, seed=SEED)
    assert found.rows == [] and found.figures["ranked"] == 0


@pytest.mark.parametrize(
    "given",
    [
        inputs(1),
        inputs(2, said=[(1, "a", 3.0)]),
        inputs(said=[(1, "a", 3.0), (2, "b", 3.0)]),
        inputs(said=[(juror, key, 3.0) for juror, key in product((1, 2, 3), "abcd")]),
        inputs(said=[(1, key, 5.0 - n) for n, key in enumerate("abcd")]),
        inputs(votes=1, needed=1, rated={"a": Rated(1010, 500, 1500, 1)}),
        inputs(scores={"c": 80.0}),
        inputs(said=[(1, "somebody who withdrew", 3.0)]),
    ],
    ids=[
        "one entry",
        "one sheet",
        "jurors who share no entry",
        "all the same",
        "one juror",
        "one vote",
        "one score",
        "a sheet of an entry that is out",
    ],
)
def test_what_little_there_is_makes_a_board_of_finite_figures(given: FinalInputs) -> None:
    found = decided(given, seed=SEED)
    assert len(found.rows) == len(given.entries)
    json.dumps([found.rows, found.figures], allow_nan=False)
    for row in found.rows:
        if row["final"] is not None:
            assert 0 <= row["low"] <= row["final"] <= row["high"] <= 1
        assert 1 <= row["rank_low"] <= row["position"] <= row["rank_high"] <= len(found.rows)


def test_one_juror_alone_is_not_sure() -> None:
    """With nobody beside them nothing tells how far another jury would differ."""
    said = [(1, key, 3.0 - n / 100) for n, key in enumerate("abcd")]
    rows = rows_of(inputs(said=said, weights=Weights(0, 100, 0)))
    assert rows["a"]["high"] - rows["a"]["low"] > 0.3
