"""Each method against figures that others have printed (O10 to O13), and the registry."""

from itertools import chain, pairwise, permutations

import numpy as np
import pytest

from chartbusters.ranking.methods import METHODS
from chartbusters.ranking.methods.bayesian_mean import shrunk
from chartbusters.ranking.methods.itch import adjusted
from chartbusters.ranking.methods.method import Marks, Method, Plays, Rankings, Scored
from chartbusters.ranking.methods.openskill import Skill, played
from chartbusters.ranking.methods.openskill import scores as skills
from chartbusters.ranking.methods.schulze import (
    beating,
    preferences,
    preferences_placed,
    scores,
    strongest_paths,
)
from chartbusters.ranking.methods.wilson import wilson
from chartbusters.ranking.ratings import rate
from chartbusters.ranking.tally import tally_of
from chartbusters.ranking.votes import VoteTable
from tests.chartbusters.ranking.crowds import crowd, table

BALLOTS = "5 ACBED, 5 ADECB, 8 BEDAC, 3 CABED, 7 CAEBD, 2 CBADE, 7 DCEBA, 8 EBADC"
PATHS = """AB 28 AC 28 AD 30 AE 24 BA 25 BC 28 BD 33 BE 24 CA 25 CB 29 CD 29 CE 24 DA 25 DB 28
DC 28 DE 24 EA 25 EB 28 EC 28 ED 31"""
LIKES = {
    (209, 259): 0.754538,
    (118, 143): 0.754649,
    (600, 1000): 0.569309,
    (5500, 10000): 0.540232,
    (2, 2): 0.342380,
    (100, 101): 0.946033,
    (0, 10): 0.0,
    (10, 10): 0.722467,
}


def _schulze_s_45() -> Rankings:
    given = [ballot.split() for ballot in BALLOTS.split(", ")]
    orders = [list(map("ABCDE".index, order)) for _, order in given]
    return Rankings(5, orders, [int(count) for count, _ in given])


def _in_order(scored: Scored) -> str:
    return "".join("ABCDE"[n] for n in np.argsort(-scored.score))


def test_wilson_works():
    likes, plays = np.array(list(LIKES)).T.astype(float)
    low, high = wilson(likes, plays)
    assert low == pytest.approx(list(LIKES.values()), abs=5e-7)
    assert (low <= likes / plays).all() and (likes / plays <= high + 1e-12).all()


def test_wilson_handles_no_plays():
    told = METHODS["wilson"].score(Plays(np.array([0, 5]), np.array([0, 5])))
    assert told.low[0] == 0 and told.high[0] == 1 and told.score[1] > 0


def _marks(counts: list[int], mark: float) -> Marks:
    entry = np.repeat(np.arange(len(counts)), counts)
    return Marks(len(counts), entry, np.full(len(entry), mark))


def test_itch_works():
    told = adjusted(_marks([19, 20, 25], 4.5))
    assert told.score[0] / 4.5 == pytest.approx(0.974679, abs=5e-7)
    assert told.score[0] == pytest.approx(4.386, abs=5e-4)
    assert told.score[1:] == pytest.approx([4.5, 4.5])


def test_itch_and_bayesian_mean_handle_entries_without_marks():
    assert np.isnan(adjusted(_marks([0, 4], 3.0)).score[0])
    assert shrunk(_marks([0, 4], 3.0)).score.tolist() == [3.0, 3.0]
    assert np.isnan(adjusted(_marks([0, 0], 3.0)).score).all()
    assert np.isnan(shrunk(_marks([0, 0], 3.0)).score).all()


def test_bayesian_mean_works():
    marks = Marks(2, np.array([0, 1, 1, 1, 1, 1]), np.array([5.0, 4, 4, 4, 4, 4]))
    mean = 25 / 6
    expected = [(5 * mean + 5) / 6, (5 * mean + 20) / 10]
    assert shrunk(marks).score == pytest.approx(expected)


def test_schulze_works():
    rankings = _schulze_s_45()
    assert _in_order(scores(rankings)) == "EACBD"
    words = PATHS.split()
    paths = strongest_paths(preferences(rankings))
    for pair, strength in zip(words[::2], map(int, words[1::2]), strict=True):
        assert paths["ABCDE".index(pair[0]), "ABCDE".index(pair[1])] == strength


@pytest.mark.parametrize("seed", range(5))
def test_schulze_works_as_trying_every_path(seed):
    draw = np.random.default_rng(seed)
    orders = [draw.permutation(5).tolist() for _ in range(9)]
    above = preferences(Rankings(5, orders, [1] * 9))
    found = strongest_paths(above)
    for a, b in permutations(range(5), 2):
        others = [n for n in range(5) if n not in (a, b)]
        ways = chain.from_iterable(permutations(others, size) for size in range(4))
        assert found[a, b] == max(_weakest(above, (a, *way, b)) for way in ways)


def _weakest(above: np.ndarray, path: tuple[int, ...]) -> int:
    """The weakest majority on a path, 0 where some step of it has none."""
    steps = [(above[one, next_], above[next_, one]) for one, next_ in pairwise(path)]
    return min(int(forth) if forth > back else 0 for forth, back in steps)


def test_schulze_is_not_borda():
    rankings = _schulze_s_45()
    borda = preferences(rankings).sum(axis=1)
    assert borda.tolist() == [98, 92, 89, 69, 102]
    assert _in_order(Scored(borda.astype(float))) == "EABCD" != _in_order(scores(rankings))


def test_schulze_handles_ties_gaps_and_nobody():
    tied = scores(Rankings(3, [[(0, 1), 2]], [4]))
    assert tied.score.tolist() == [1, 1, 0]
    short = scores(Rankings(4, [[2]], [1]))
    assert short.score.tolist() == [0, 0, 3, 0]
    assert scores(Rankings(3, [], [])).score.tolist() == [0, 0, 0]


def test_schulze_by_places_works_as_by_orders():
    rankings = _schulze_s_45()
    places = np.repeat([np.argsort(order) for order in rankings.orders], rankings.counts, axis=0)
    assert (preferences_placed(places.astype(float)) == preferences(rankings)).all()


def test_schulze_counts_a_pair_only_where_both_are_placed():
    """Two put A above B; the third has made A, and is asked for B and C alone."""
    places = np.array([[1, 2, 3], [1, 2, 2], [np.nan, 1, 2]])
    above = preferences_placed(places)
    assert above.tolist() == [[0, 2, 2], [0, 0, 2], [0, 0, 0]]
    assert beating(above).sum(axis=1).tolist() == [2, 1, 0]
    # an entry that nobody placed beats nobody, and nobody beats it
    unplaced = beating(preferences_placed(np.array([[1, 2, np.nan]])))
    assert unplaced.tolist() == [[False, True, False], [False] * 3, [False] * 3]


def test_schulze_is_not_moved_by_a_copy():
    rankings = _schulze_s_45()
    # a copy of A stands right below A on every ballot
    orders = [_with_a_copy(order) for order in rankings.orders]
    told = scores(Rankings(6, orders, rankings.counts)).score
    assert "".join("ABCDE"[n] for n in np.argsort(-told) if n < 5) == "EACBD"


def _with_a_copy(order: list) -> list:
    at = order.index(0)
    return [*order[: at + 1], 5, *order[at + 1 :]]


def test_openskill_works():
    (winner,), (loser,) = played([[Skill()], [Skill()]], [0, 1])
    assert winner == pytest.approx((27.635389493140497, 8.06590141354368), abs=1e-12)
    assert loser.mean == pytest.approx(50 - winner.mean, abs=1e-12)
    team = played([[Skill()] * 2, [Skill()] * 2], [0, 1])[0]
    assert team[1] == pytest.approx((26.964294621803063, 8.177962604389991), abs=1e-12)


def test_openskill_handles_ties():
    (one,), (other,) = played([[Skill(30, 4)], [Skill(20, 4)]], [0, 0])
    assert one.mean < 30 and other.mean > 20 and one.deviation < 4.1
    even = table(np.array([0]), np.array([1]), np.array([0.5]), np.array([0]))
    assert skills(even).score[0] == pytest.approx(skills(even).score[1])


def test_methods_find_the_same_strong_entries():
    draw = np.random.default_rng(1)
    strengths = np.sort(draw.normal(0, 1.5, 12))[::-1]
    votes = crowd(draw, strengths, 6000, 60)
    for name in ("bradley_terry", "elo", "openskill"):
        told = METHODS[name].score(votes)
        assert np.corrcoef(told.score, strengths)[0, 1] > 0.9
        assert np.isfinite(told.score).all()


def test_bradley_terry_is_the_board_s():
    votes = crowd(np.random.default_rng(2), np.zeros(4), 100, 10)
    told, board = METHODS["bradley_terry"].score(votes), rate(tally_of(votes))
    assert (told.score == board.rating).all() and (told.low == board.low).all()


def test_only_what_no_order_changes_decides():
    draw = np.random.default_rng(3)
    votes = crowd(draw, draw.normal(0, 1, 5), 200, 10)
    columns = ("key", "a", "b", "share", "voter", "first", "cast_ms", "waited_ms", "network")
    mixed = draw.permutation(200)
    other = VoteTable(5, 10, *(getattr(votes, column)[mixed] for column in columns))
    for method in METHODS.values():
        if method.needs is VoteTable:
            same = (method.score(votes).score == method.score(other).score).all()
            assert same == method.final


def test_another_method_is_a_function_and_a_line(monkeypatch):
    """A toy: the share of wins."""

    def wins(votes: VoteTable) -> Scored:
        said = votes.decisive
        won = np.bincount(votes.a[said], votes.share[said], votes.entries)
        won += np.bincount(votes.b[said], 1 - votes.share[said], votes.entries)
        met = np.bincount(votes.a[said], minlength=votes.entries)
        met += np.bincount(votes.b[said], minlength=votes.entries)
        return Scored(won / np.maximum(met, 1))

    toy = Method("wins", "Wins", "How many of its votes an entry won.", VoteTable, wins)
    monkeypatch.setitem(METHODS, toy.name, toy)
    votes = table(np.array([0, 0]), np.array([1, 2]), np.array([1.0, 0.5]), np.array([0, 1]))
    assert METHODS["wins"].score(votes).score.tolist() == [0.75, 0.0, 0.5]


def test_every_method_says_what_it_is():
    for name, method in METHODS.items():
        assert method.name == name and method.label and method.sentence.endswith(".")
