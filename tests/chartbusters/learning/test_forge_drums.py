"""The real bars of the third capsule are those that the arranger plays, its forgeries what numpy
computes from the shipped weights, and what it tells of this site's own GAN is so."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file

from chartbusters.learning.capsules import TEXTS
from generation.arranger import folk, jazz, pop, rock
from generation.arranger.drums import NAMES, Pattern, break_off
from generation.techniques.gan.config import POP

STYLES = {"rock": rock.DRUMS, "pop": pop.DRUMS, "jazz": jazz.DRUMS, "folk": folk.DRUMS}
CRASHING = ("rock", "pop")  # styles whose drummer strikes a crash where a section begins
ROWS = "crHhtlsk"  # of the capsule; its high tom is the middle one as well
WEIGHTS = Path(__file__).parents[3] / "static" / "learning" / "forger-and-critic.safetensors"
STAGES = (0, 60, 250, 1500)
BARS = """
import { REAL } from "./learning/gan/beats.ts";
console.log(JSON.stringify(REAL));
"""
FORGED = """
import { Dice } from "./learning/gan/dice.ts";
import { forge } from "./learning/gan/forger.ts";
import { judge } from "./learning/gan/critic.ts";
import { stagesIn } from "./learning/gan/stages.ts";
import { readFileSync } from "node:fs";
const file = "../../static/learning/forger-and-critic.safetensors";
const stages = stagesIn(Uint8Array.from(readFileSync(file)).buffer);
const noise = new Dice(5).normals(70);
const told = [0, 60, 250, 1500].map((stage) => {
  const { forger, critic } = stages.pair(stage);
  const { rows } = forge(forger, noise);
  return { rows: [...rows], verdicts: [...judge(critic, rows).verdicts] };
});
console.log(JSON.stringify({ noise: [...noise], told }));
"""


def bar_of(pattern: Pattern, crash: bool = False) -> list[int]:
    strokes = np.zeros((len(NAMES), 16), bool)
    for drum, row in pattern.items():
        strokes[NAMES[drum]] = [sign != "." for sign in row]
    strokes[NAMES["c"], 0] |= crash
    strokes[NAMES["t"]] |= strokes[NAMES["m"]]
    rows = strokes[[NAMES[sign] for sign in ROWS]]
    return [int(stroke) for stroke in rows.ravel()]


def bars_of(style: str) -> Iterator[list[int]]:
    beats = STYLES[style]
    for plain in beats.four:
        yield bar_of(plain)
        if style in CRASHING:
            yield bar_of(plain, crash=True)
        for fill in beats.fills:
            yield bar_of(break_off(plain, fill))


def test_real_bars_are_the_arrangers(in_browser_code: Callable[[str], Any]) -> None:
    played: list[list[int]] = []
    for style in STYLES:
        played += bars_of(style)
    assert in_browser_code(BARS) == played


def leaky(values: Any) -> Any:
    return np.where(values > 0, values, 0.2 * values)


def test_what_it_forges_and_judges_is_computed(in_browser_code: Callable[[str], Any]) -> None:
    """The same by numpy, from the file that is shipped."""
    weights = load_file(WEIGHTS)
    answer = in_browser_code(FORGED)
    noise = np.array(answer["noise"]).reshape(7, 10)
    for stage, told in zip(STAGES, answer["told"], strict=True):
        layers = {name: weights[f"{stage}.{name}"] for name in names_of(("forger", "critic"))}
        inner = leaky(noise @ layers["forger.hidden.weight"] + layers["forger.hidden.bias"])
        rows = np.tanh(inner @ layers["forger.last.weight"] + layers["forger.last.bias"])
        variety = 2 * np.sqrt(rows.var(0) + 1e-3).mean()
        heard = leaky(rows @ layers["critic.hidden.weight"] + layers["critic.hidden.bias"])
        heard = np.hstack([heard, np.full((7, 1), variety)])
        verdicts = heard @ layers["critic.last.weight"] + layers["critic.last.bias"]
        assert np.allclose(np.array(told["rows"]).reshape(7, 128), rows, atol=1e-6)
        assert np.allclose(told["verdicts"], verdicts.ravel(), atol=1e-5)


def names_of(networks: tuple[str, ...]) -> list[str]:
    parts = ("hidden.weight", "hidden.bias", "last.weight", "last.bias")
    return [f"{networks[at // 4]}.{parts[at % 4]}" for at in range(4 * len(networks))]


@pytest.mark.parametrize(
    ("words", "holds"),
    [
        ("in four levels", len(POP.widths) == 4),
        ("down to half a bar at a time", 2 ** (len(POP.widths) - 1) == 16 / 2),
        ("some numbers for the whole song, some for each bar", POP.song_noise and POP.bar_noise),
        ("Four [convolutions]", len(POP.critic_widths) == 4),
        ("It hears eight bars at a time", POP.window == 8 * 16),
    ],
)
def test_what_it_tells_of_our_own_is_so(words: str, holds: bool) -> None:
    text = (TEXTS / "forger-and-critic.md").read_text(encoding="utf-8")
    assert words in re.sub(r"\s+", " ", text) and holds
