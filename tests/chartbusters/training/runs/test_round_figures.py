"""Numbers of a chart have five digits, each written as short as it is."""

import json

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from chartbusters.training.runs.rounding import list_figures

# 0, and all that a loss may be and more.
sizes = st.floats(1e-12, 1e12) | st.floats(-1e12, -1e-12) | st.just(0.0)


@given(st.lists(sizes, max_size=50))
def test_it_is_what_python_writes_with_five_digits(values: list[float]) -> None:
    for value, told in zip(values, list_figures(values), strict=True):
        assert told is not None
        assert abs(told - value) <= 0.500001e-4 * abs(value)
        assert told == float(f"{told:.5g}"), "no digit more"


def test_it_is_short_in_json() -> None:
    told = list_figures(np.array([0.1, 1234.567, -2e-7, 98765432.0, 1.0], np.float32))
    assert json.dumps(told) == "[0.1, 1234.6, -2e-07, 98765000.0, 1.0]"


def test_it_has_no_number_for_what_is_none() -> None:
    assert list_figures([np.nan, 0.5, np.inf, -np.inf]) == [None, 0.5, None, None]


def test_it_handles_no_values() -> None:
    assert list_figures([]) == []
