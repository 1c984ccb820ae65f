"""The JSB table by protocol P1: honest probabilities of pieces read forward, averaged over keys or
not."""

import numpy as np
import pytest
import torch

from generation.codecs.chorale import RANGES, REST, STATES, States
from generation.techniques.chorale_lm.dataset import sample_batch
from generation.techniques.chorale_lm.features import CONFIG, START, encode_frames
from generation.techniques.chorale_lm.log_probs import (
    measure_cells,
    measure_log_probs,
    stay_in_ranges,
)
from generation.techniques.transformer.network import Transformer
from tests.generation.trainees import transformer as load_network

SMALL = type(CONFIG)(
    CONFIG.inputs,
    CONFIG.fields,
    CONFIG.field_conditions,
    width=32,
    layers=1,
    heads=2,
    key_heads=2,
    ffn_width=32,
)


def network(seed: int = 1) -> Transformer:
    return load_network(seed, SMALL)


def piece(steps: int = 24) -> States:
    """Four voices that move now and then, the tenor with a rest."""
    lines = [
        np.repeat([low + n % 5 - 35 for n in range(steps // 4)], 4) for low in (70, 62, 57, 48)
    ]
    states = np.stack(lines).astype(np.uint8)
    states[2, 4:8] = REST
    return states


def test_it_works() -> None:
    logs = measure_cells(network(), piece())
    assert logs.shape == (24, 4)
    assert (logs < 0).all()


def test_a_network_that_knows_nothing_gives_every_state_the_same_chance() -> None:
    torch.manual_seed(1)
    assert np.allclose(
        measure_cells(Transformer(SMALL).eval(), piece()), -np.log(STATES), atol=1e-5
    )


@pytest.mark.parametrize("reach", [0, 3])
def test_it_never_looks_ahead(reach: int) -> None:
    other = piece()
    other[:, 12:] = other[::-1, 12:]  # out of their ranges, too
    one, two = (measure_log_probs([network()], each, reach) for each in (piece(), other))
    assert np.allclose(one[:12], two[:12], atol=1e-6)
    assert not np.allclose(one[12], two[12], atol=1e-3)


@pytest.mark.parametrize(("reach", "voice"), [(0, 0), (0, 3), (4, 0), (4, 2)])
def test_the_chances_of_a_cell_never_exceed_one(reach: int, voice: int) -> None:
    total = 0.0
    for state in range(STATES):
        changed = piece(16)
        changed[voice, 15] = state
        total += np.exp(measure_log_probs([network(1), network(2)], changed, reach)[15, voice])
    assert total == pytest.approx(1, abs=1e-4) if reach == 0 else 0.5 < total <= 1 + 1e-6


def test_a_transposition_counts_until_a_voice_has_left_its_range() -> None:
    states = piece(8).astype(np.int64)
    states[0, 5] = RANGES[0][1] - 35 + 1
    assert stay_in_ranges(states, np.ones(states.shape, bool)).tolist() == [True] * 6 + [False] * 3


def test_the_mean_of_two_models_lies_between_them() -> None:
    one, two = (np.exp(measure_cells(network(seed), piece())) for seed in (1, 2))
    assert np.allclose(
        np.exp(measure_log_probs([network(1), network(2)], piece(), 0)), (one + two) / 2, atol=1e-6
    )


def test_it_is_shown_the_frame_before_and_how_long_it_has_lasted() -> None:
    frames = encode_frames(piece())
    assert (frames.inputs[0, :4] == START).all()
    assert (frames.inputs[1:, :4] == piece().T[:-1]).all()
    assert frames.inputs[1:9, 4].tolist() == [0, 1, 2, 3, 0, 1, 2, 3]
    assert (frames.targets == piece().T).all()


def test_batches_are_drawn_from_their_seed() -> None:
    one, two = (sample_batch([piece(40)], 3, 16, np.random.default_rng(5)) for _ in range(2))
    assert all(torch.equal(a, b) for a, b in zip(one, two, strict=True))
    other = sample_batch([piece(40)], 3, 16, np.random.default_rng(6))
    assert one.targets.shape != other.targets.shape or not torch.equal(one.targets, other.targets)
