"""What the capsule of the Transformer shows is what the installed model does: made again, and
compared number by number."""

import json
from collections.abc import Callable
from functools import cache
from itertools import product
from typing import Any

import numpy as np
import pytest
from django.conf import settings

from chartbusters.learning.attention.checking import differences, misheard, tells
from chartbusters.learning.attention.continuing import (
    MEMORIES,
    PLAIN,
    SEED,
    TEMPERATURES,
    TOP_P,
    TOP_PS,
    Manner,
    carry_on,
    passage_of,
)
from chartbusters.learning.attention.trace import (
    as_rows,
    count_themes,
    listen,
    retell,
    runs,
)
from chartbusters.learning.capsules import TEXTS, capsule_named
from generation.catalogue import read_card
from generation.codecs.score import Notes
from generation.techniques.transformer.inference import Weights, load
from generation.techniques.transformer.sampling import SamplingConfig, sample_values

FILE = settings.BASE_DIR / "static" / "learning" / "attention.json"
MOST_BYTES = 300_000
IMPORTS = """
import { readFileSync } from "node:fs";
import { pitchChances } from "./learning/attention/dice.ts";
import { themes } from "./learning/attention/comparing.ts";
import { sentence } from "./learning/attention/telling.ts";
const trace = JSON.parse(readFileSync(%s, "utf8"));
"""
TOLD = """
const settings = %s;
console.log(JSON.stringify({
  chances: settings.map(([note, warm, top]) => pitchChances(trace, note, warm, top)),
  themes: ["1", "2", "4", "8"].map((name) => themes(trace, trace.windows[name])),
  plain: themes(trace, trace.made),
}));
"""


@cache
def weights() -> Weights:
    return load(read_card("transformer"))


@pytest.fixture(scope="module")
def trace() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FILE.read_text())
    return found


@pytest.fixture(scope="module")
def notes() -> Notes:
    return carry_on(weights())


def same(told: Any, made: Any) -> list[str]:
    return [*differences(told, json.loads(json.dumps(made)))]


def test_the_continuation_is_the_models(trace: dict[str, Any], notes: Notes) -> None:
    assert FILE.stat().st_size < MOST_BYTES
    assert (trace["digest"], trace["seed"]) == (read_card("transformer").digest, SEED)
    assert trace["tune"] == as_rows(passage_of(PLAIN).task.played)
    assert trace["made"] == as_rows(notes)
    assert trace["dice"][f"1 {TOP_P:g}"] == trace["made"]


def test_attention_and_beliefs_are_the_models(trace: dict[str, Any], notes: Notes) -> None:
    made = listen(weights(), notes)
    assert [*misheard(trace, weights(), notes)] == []
    assert same({"pitches": trace["pitches"]}, {"pitches": made["pitches"]}) == []
    assert trace["lowest"] == made["lowest"]


@pytest.mark.parametrize(
    ("kind", "name", "manner"),
    [
        ("muted", "2.5", Manner(muted=frozenset({(2, 5)}))),
        ("muted", "5", Manner(muted=frozenset((5, head) for head in range(8)))),
        ("windows", "2", Manner(bars=2)),
        ("placeless", "", Manner(places=False)),
        ("dice", "2.5 1", Manner(temperature=2.5, top_p=1.0)),
    ],
)
def test_other_manners_are_the_models(
    trace: dict[str, Any], notes: Notes, kind: str, name: str, manner: Manner
) -> None:
    """Some of all; `manage.py trace_attention --check` makes every one of them again."""
    told = trace[kind][name] if name else trace[kind]
    assert same(told, retell(weights(), notes, kind, manner)) == []


def test_all_that_may_be_chosen_is_there(trace: dict[str, Any]) -> None:
    layers, heads = trace["layers"], trace["heads"]
    every = {f"{layer}.{head}" for layer, head in product(range(layers), range(heads))}
    assert set(trace["muted"]) == every | {str(layer) for layer in range(layers)}
    assert set(trace["windows"]) == {str(bars) for bars in MEMORIES}
    assert len(trace["dice"]) == len(TEMPERATURES) * len(TOP_PS)


def test_themes_vanish_with_the_memory(trace: dict[str, Any]) -> None:
    means = {name: sum(each) / len(each) for name, each in trace["themes"].items()}
    assert means["1"] < 10 and max(means["2"], means["4"]) < 50
    assert min(means["8"], means["all"]) > 200
    assert trace["themes"]["1"] == count_themes(weights(), 1)


def test_the_page_computes_as_the_sampler(
    trace: dict[str, Any], in_browser_code: Callable[[str], Any]
) -> None:
    """Temperature and top-p live in the page: it believes what many draws of the sampler show."""
    settings_ = [[0, 1.0, 1.0], [3, 0.3, 0.96], [7, 2.5, 0.5], [12, 1.5, 0.8]]
    script = IMPORTS % json.dumps(str(FILE)) + TOLD % json.dumps(settings_)
    told = in_browser_code(script)
    uniform = (np.arange(2000) + 0.5) / 2000
    for (note, warm, top), chances in zip(settings_, told["chances"], strict=True):
        logits = np.array(trace["pitches"][int(note)]) / 100
        sampling = SamplingConfig(temperature=warm, top_p=top)
        many = np.broadcast_to(logits, (2000, len(logits)))
        drawn, _ = sample_values(many, np.ones_like(many, bool), sampling, uniform)
        shares = np.bincount(drawn, minlength=len(logits)) / 2000
        page = np.zeros(len(logits))
        for chance in chances:
            page[chance["pitch"] - trace["lowest"]] = chance["share"]
        assert np.abs(page - shares).max() < 1.5 / 2000
    known = {*runs(passage_of(PLAIN).task.played)}
    found = runs(carry_on(weights()))
    assert told["plain"] == pytest.approx(sum(run in known for run in found) / len(found))


def test_the_words_name_heads_that_do_so(trace: dict[str, Any]) -> None:
    """Head 7 of layer 6 and head 1 of it: what the text says of them."""
    rows, own = trace["tune"] + trace["made"], len(trace["tune"])
    on_beat = 0
    for at, each in enumerate(trace["attention"], start=own):
        assert each["heads"][5 * 8 + 6][1] == at - 1
        on_beat += (rows[at][0] - rows[each["heads"][5 * 8][1]][0]) % 3840 == 0
    assert on_beat / len(trace["made"]) > 0.9
    text = (TEXTS / "what-is-it-listening-to.md").read_text()
    assert "Head 7 of layer 6" in text and "some 5.5 million numbers" in text
    told = capsule_named("what-is-it-listening-to")
    assert told and (trace["layers"], trace["heads"]) == (6, 8)


def test_a_difference_is_told() -> None:
    assert [*differences({"made": [1, 5], "b": "x"}, {"made": [2, 5], "b": "x"})] == ["/made/0"]
    assert [*differences({"believed": [1, 5]}, {"believed": [2, 7]})] == ["/believed/1"]
    assert [*differences({"a": 1}, {"a": 1, "b": 2})] == ["/b"]
    assert [*differences([1], [1, 2], "/x")] == ["/x"]
    row = np.array([0.2, 0.5, 0.05, 0.25], np.float32)
    assert tells([200, 0, 500, 2, 250], row, 1) and not tells([200, 0, 500, 1, 50], row, 1)
    assert not tells([100, 0, 500, 2, 250], row, 1) and not tells([200, 0, 480, 2, 250], row, 1)
