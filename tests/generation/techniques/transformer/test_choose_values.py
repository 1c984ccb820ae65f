"""Drawing values: as likely as the network says, within what is allowed and wished for."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.techniques.transformer.sampling import SamplingConfig, sample_values

SHARES = np.array([0.5, 0.3, 0.15, 0.05])
MANY = 4000


def drawn(sampling: SamplingConfig, legal: tuple[bool, ...] = (True,) * 4) -> np.ndarray:
    """Shares of the values among many draws."""
    uniform = np.random.default_rng(1).random(MANY)
    logits = np.tile(np.log(SHARES), (MANY, 1))
    found, _ = sample_values(logits, np.tile(np.array(legal), (MANY, 1)), sampling, uniform)
    return np.bincount(found, minlength=4) / MANY


def test_it_works() -> None:
    assert np.allclose(drawn(SamplingConfig()), SHARES, atol=0.03)


def test_it_never_draws_what_is_not_legal() -> None:
    assert np.allclose(
        drawn(SamplingConfig(), (False, True, True, False)), [0, 2 / 3, 1 / 3, 0], atol=0.03
    )
    assert drawn(SamplingConfig(top_p=0.01), (False, False, False, True))[3] == 1


def test_it_is_bolder_when_warm_and_surer_when_cold() -> None:
    assert drawn(SamplingConfig(0.5))[0] > 0.65
    assert drawn(SamplingConfig(2.0))[3] > 0.1


@pytest.mark.parametrize(
    ("sampling", "stay"),
    [
        (SamplingConfig(top_k=2), 2),
        (SamplingConfig(top_p=0.75), 2),
        (SamplingConfig(top_p=0.81), 3),
        (SamplingConfig(top_k=1), 1),
        (SamplingConfig(top_p=0.1), 1),
    ],
)
def test_it_keeps_to_the_likeliest(sampling: SamplingConfig, stay: int) -> None:
    shares = drawn(sampling)
    assert np.count_nonzero(shares) == stay
    assert np.allclose(shares[:stay], SHARES[:stay] / SHARES[:stay].sum(), atol=0.03)


def test_it_stands_extreme_luck_and_extreme_logits() -> None:
    logits, legal = (
        np.array([[-900.0, 900.0, 0.0], [5.0, 5.0, 5.0]]),
        np.array([[True, False, True], [True] * 3]),
    )
    assert sample_values(logits, legal, SamplingConfig(0.5, 0, 0.9), np.array([0.999999999, 0.0]))[
        0
    ].tolist() == [
        2,
        0,
    ]
    assert sample_values(logits, legal, SamplingConfig(), np.array([0.0, 1 - 1e-16]))[
        0
    ].tolist() == [2, 2]


CONFIGS = [
    SamplingConfig(),
    SamplingConfig(0.5),
    SamplingConfig(1.5, 5),
    SamplingConfig(1.0, 0, 0.9),
    SamplingConfig(0.7, 3, 0.8),
    SamplingConfig(1.0, 1),
]


@settings(max_examples=1000, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from(CONFIGS), st.sampled_from([1.0, 5.0, 20.0]))
def test_logits_that_are_off_by_less_than_the_margin_give_the_same_value(
    seed: int, sampling: SamplingConfig, loud: float
) -> None:
    random = np.random.default_rng(seed)
    logits, legal, uniform = (
        loud * random.standard_normal((1, 24)),
        random.random((1, 24)) < 0.8,
        random.random(1),
    )
    legal[0, int(random.integers(24))] = True
    value, margin = sample_values(logits, legal, sampling, uniform)
    for _ in range(4):
        error = min(0.99 * margin, 0.1) * random.choice([-1, 1], logits.shape)
        assert sample_values(logits + error, legal, sampling, uniform)[0] == value
