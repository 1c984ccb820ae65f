"""One voice drawn beside the others: the best line there is, and sure of it."""

from itertools import product

import numpy as np
import pytest

from generation.codecs.chorale import STATES, encode_pitch, encode_pitches
from generation.inference.precision import MARGIN
from generation.techniques.arcnn.lines import Moves, draw_line, find_path, price_moves

STEPS = 12
NOWHERE = np.zeros(STEPS, bool)
FREE_MOVES = Moves(
    np.zeros((1, STATES, STATES)),
    np.zeros(STEPS, int),
    [(np.empty(0, int), np.empty(0, int))] * STEPS,
    0.0,
)


def rate(path: tuple[int, ...], scores: np.ndarray, moves: Moves) -> float:
    """The score of a path less the costs of its moves."""
    total = scores[0, path[0]]
    for step in range(1, len(path)):
        was, now = path[step - 1], path[step]
        made = (was, now) in list(zip(*moves.parallels[step], strict=True))
        total += scores[step, now] - moves.tables[moves.table[step], was, now]
        total -= moves.parallel * made
    return float(total)


@pytest.mark.parametrize("seed", range(5))
def test_it_finds_the_best_line(seed: int) -> None:
    random = np.random.default_rng(seed)
    pairs = [random.integers(0, 3, (2, 2)) for _ in range(5)]
    moves = Moves(
        random.random((2, 3, 3)), random.integers(0, 2, 5), [(a, b) for a, b in pairs], 0.5
    )
    scores = random.random((5, 3))
    best = max(product(range(3), repeat=5), key=lambda path: rate(path, scores, moves))
    assert find_path(scores, moves).tolist() == list(best)


def test_what_is_given_stays() -> None:
    random = np.random.default_rng(1)
    line, hidden = np.arange(STEPS).astype(np.uint8), random.random(STEPS) < 0.5
    drawn, _ = draw_line(random.random((STEPS, STATES)), line, hidden, FREE_MOVES, np.zeros(STEPS))
    assert (drawn == line)[~hidden].all()
    assert (drawn != line)[hidden].any()


def test_it_parts_from_a_voice_that_it_would_follow() -> None:
    """The bass goes from C to D: an alto on G rather goes to F than to A, which is a little
    likelier."""
    states = encode_pitches(np.array([(76, 67, 64, 48)] * 4 + [(77, 69, 65, 50)] * 4, np.int16))
    scores = np.full((8, STATES), -20.0)
    scores[:4, encode_pitch(67)] = scores[4:, encode_pitch(65)] = 0
    scores[4:, encode_pitch(69)] = 0.1
    moves = price_moves(1, states, np.zeros(8), 1.0)
    hidden, sure = np.ones(8, bool), np.zeros(8)
    drawn, _ = draw_line(scores, states[1], hidden, moves, sure)
    assert drawn[4:].tolist() == [encode_pitch(65)] * 4
    alone, _ = draw_line(scores, states[1], hidden, moves._replace(parallel=0.0), sure)
    assert alone[4:].tolist() == [encode_pitch(69)] * 4


def test_a_line_without_a_doubt_stands_whatever_single_precision_makes_of_its_scores() -> None:
    sure = 0
    for seed in range(200):
        random = np.random.default_rng(seed)
        moves = FREE_MOVES._replace(tables=random.random((1, STATES, STATES)) * 0.01)
        scores, line = random.random((STEPS, STATES)) * 0.03, np.zeros(STEPS, np.uint8)
        doubt = np.full(STEPS, 2 * MARGIN)
        drawn, doubtful = draw_line(scores, line, ~NOWHERE, moves, doubt)
        if doubtful.any():
            continue
        sure += 1
        off = scores + MARGIN * random.choice([-0.99, 0.99], scores.shape)
        again, _ = draw_line(off, line, ~NOWHERE, moves, doubt)
        assert (again == drawn).all()
    assert 20 < sure < 180  # scores lie so near to each other here that both kinds come up


def test_what_was_inferred_in_double_precision_leaves_no_doubt() -> None:
    scores = np.zeros((STEPS, STATES))
    scores[6:, 3] = 1e-12
    doubt = np.where(np.arange(STEPS) < 6, 2 * MARGIN, 0)
    _, doubtful = draw_line(scores, np.zeros(STEPS, np.uint8), ~NOWHERE, FREE_MOVES, doubt)
    assert doubtful[:6].all()
    assert not doubtful[6:].any()
