"""The tables of metrics in the docs."""

import pytest

from scoring.metrics import REGISTRY
from scoring.metrics.registry import DEEPCOMPOSER, MUSEGAN, MUSPY
from scoring.metrics.table import BEGIN, DOCS, END, format_tables, replace_tables

NAMES = [metric.name for metric in REGISTRY]


def test_the_docs_are_as_the_registry_has_them():
    text = DOCS.read_text()
    assert replace_tables(text) == text, "run `python -m scoring.metrics.table`"


def test_it_leaves_what_stands_around():
    assert replace_tables(f"one {BEGIN} old {END} two") == (
        f"one {BEGIN}\n{format_tables()}\n{END} two"
    )


def test_each_name_stands_once():
    assert len(NAMES) == len(set(NAMES))


@pytest.mark.parametrize("published", [DEEPCOMPOSER, MUSEGAN.values(), MUSPY.values()])
def test_what_others_measure_is_there(published):
    assert set(published) <= set(NAMES)


@pytest.mark.parametrize("metric", REGISTRY, ids=lambda metric: metric.name)
def test_each_says_what_it_is(metric):
    assert metric.source and metric.line.endswith(".") and metric.of.__doc__
    assert "|" not in metric.line + metric.of.__doc__
