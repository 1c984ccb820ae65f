"""Repeats of a chorale: found where one hears them, and mixed into honest probabilities."""

import numpy as np
import pytest

from generation.codecs.chorale import STATES, States
from generation.techniques.chorale_lm.match_model import (
    EDGES,
    Match,
    count_equal_frames,
    find_repeats,
    fit_trust,
    mix_log_probs,
)

PHRASE = np.random.default_rng(4).integers(1, STATES, (4, 12)).astype(np.uint8)
LAST = 23


def twice() -> States:
    return np.concatenate([PHRASE, PHRASE], 1)


def uniform(piece: States) -> np.ndarray:
    return np.full(piece.T.shape, -np.log(STATES))


def test_a_phrase_sung_again_is_known_from_its_second_frame_on() -> None:
    match = find_repeats(twice())
    assert not match.length[:13].any()
    assert match.right[13:].all()
    lengths = [np.searchsorted(EDGES, n, "right") for n in range(1, 12)]
    assert match.length[13:].tolist() == [[each] * 4 for each in lengths]


def test_passages_are_counted_back_from_where_they_end() -> None:
    found = count_equal_frames(np.array([[5], [6], [7], [6], [7], [8]]))
    assert (found[5, 3], found[4, 2], found[5].sum()) == (2, 1, 2)


def test_voices_above_that_move_otherwise_are_not_taken_for_the_same() -> None:
    other = twice()
    other[0, LAST] += 1 if other[0, LAST] < STATES - 1 else -1
    assert find_repeats(other).length[LAST].tolist() == [
        find_repeats(twice()).length[LAST, 0],
        0,
        0,
        0,
    ]


def test_it_never_looks_ahead() -> None:
    other = twice()
    other[:, 20:] = 3
    for mine, theirs in zip(find_repeats(twice()), find_repeats(other), strict=True):
        assert (mine[:20] == theirs[:20]).all()


@pytest.mark.parametrize("voice", range(4))
def test_the_chances_of_a_cell_add_up_to_one(voice: int) -> None:
    trust = np.linspace(0, 0.9, len(EDGES) + 1)
    total = 0.0
    for state in range(STATES):
        changed = twice()
        changed[voice, LAST] = state
        total += np.exp(mix_log_probs(uniform(changed), find_repeats(changed), trust)[LAST, voice])
    assert total == pytest.approx(1)


def test_trust_is_the_share_of_times_that_a_passage_was_right() -> None:
    """Beside a model that knows nothing, the likeliest trust follows from counting; nothing is
    trusted unheard."""
    right = np.array([[True] * 3 + [False]] * 100)
    match = Match(right, np.full(right.shape, 5))
    trust = fit_trust([np.log(np.full(right.shape, 1e-9))], [match])
    assert trust[5] == pytest.approx(0.75, abs=1e-3)
    assert trust[0] == 0
    piece = twice()
    logs, matches = [uniform(piece)], [find_repeats(piece)]
    better = mix_log_probs(logs[0], matches[0], fit_trust(logs, matches))
    assert better[:13] == pytest.approx(logs[0][:13])
    assert (better[14:] > -0.05).all()
