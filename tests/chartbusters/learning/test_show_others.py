"""The last page: four techniques that the site does not use, and what they compute in the page."""

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from django.urls import reverse
from scipy.linalg import solve_toeplitz

from chartbusters.learning.others import FILE, last_page

SECTIONS = ["seven", "vae", "autoregressive", "dcgan", "diffusion"]
BARS = """
import { BARS, vectorOf } from "./learning/others/bars.ts";
import { componentsOf } from "./learning/others/code.ts";
import { denoised, signalAt, unfolded } from "./learning/others/diffusion.ts";
import { diceOf } from "./learning/dice.ts";
const states = unfolded(diceOf(1)).slice(0, 40).map((state, at) => (
  { state, step: 40 - at, signal: signalAt(40 - at), told: denoised(state, 40 - at) }));
const bars = BARS.map(({ symbols }) => vectorOf(symbols));
console.log(JSON.stringify({ bars, ways: componentsOf(12), states }));
"""
FORECASTS = """
import { diceOf } from "./learning/dice.ts";
import { carriedOn, fitted } from "./learning/others/forecast.ts";
const told = Array.from({ length: 30 }, (_, seed) => {
  const dice = diceOf(seed);
  const tune = Array.from({ length: 16 }, () => 60 + Math.floor(dice() * 13));
  const model = fitted(tune, 1 + (seed % 6));
  return { tune, model, next: carriedOn(model, tune, 1, null)[0] };
});
console.log(JSON.stringify(told));
"""


@pytest.mark.django_db
def test_every_technique_has_its_picture_its_papers_and_something_to_play(visitor: Any) -> None:
    page = visitor.get(reverse("learn-others")).content.decode()
    assert [section.name for section in last_page().sections] == SECTIONS
    assert page.count("<tr>") == 8, "a head, and seven techniques"
    for section in SECTIONS[1:]:
        part = page.partition(f'<section class="step" id="{section}"')[2].partition("</section>")[0]
        assert part.count('class="drawn-by-us"') == 1
        assert re.search(r'href="https://(arxiv|doi)\.org/', part)
        assert re.search(r"<learn-[a-z]+ ", part)
        assert f'href="#{section}"' in page


@pytest.mark.django_db
def test_it_is_found(visitor: Any) -> None:
    address = reverse("learn-others")
    assert f'href="{address}"' in visitor.get(reverse("learn")).content.decode()
    assert f"{address}</loc>" in visitor.get("/sitemap.xml").content.decode()


def test_bars_and_noise_are_reckoned_rightly(in_browser_code: Callable[[str], Any]) -> None:
    """Principal components beside numpy's, and the mean of all bars under the noise."""
    told = in_browser_code(BARS)
    bars, ways = np.array(told["bars"]), np.array(told["ways"])
    assert FILE.read_text().count(f"{len(bars)} ") == 2, "the page says how many bars there are"
    _, _, real = np.linalg.svd(bars - bars.mean(axis=0))
    assert np.abs((ways * real[: len(ways)]).sum(axis=1)) == pytest.approx(1, abs=1e-3)
    for each in told["states"]:
        state, signal = np.array(each["state"]), each["signal"]
        known = 2 * bars - 1
        far = ((state - np.sqrt(signal) * known) ** 2).sum(axis=1) / (2 * (1 - signal))
        weights = np.exp(far.min() - far)
        assert each["told"] == pytest.approx(weights @ known / weights.sum(), abs=1e-4)


def test_a_tune_is_carried_on_rightly(in_browser_code: Callable[[str], Any]) -> None:
    for told in in_browser_code(FORECASTS):
        rest = np.array(told["tune"]) - np.mean(told["tune"])
        order = len(told["model"]["weights"])
        alike = [rest[lag:] @ rest[: len(rest) - lag] / len(rest) for lag in range(order + 1)]
        weights = solve_toeplitz(alike[:order], alike[1:])
        assert told["model"]["weights"] == pytest.approx(weights)
        expected = np.mean(told["tune"]) + weights @ rest[::-1][:order]
        assert told["next"] == pytest.approx(expected)
