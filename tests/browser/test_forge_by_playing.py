"""The forger and the critic, played by keys alone: what is shown is what was computed, it collapses
and recovers in the page, and a screen reader is told."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.browser.capsules import COUNT_NOTES, answer_all, wait_for_sound
from tests.browser.keyboards import tab_to
from tests.browsers import wait_for
from tests.chartbusters.learning.conftest import in_browser_code as in_browser_code

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOM = "/learn/forger-and-critic/"
# The game that "Begin anew" begins, after a turn of the critic and one of the forger.
GAME = """
import { smoothed } from "./learning/gan/chart.ts";
import { wordsOf } from "./learning/gan/drawing.ts";
import { Game } from "./learning/gan/game.ts";
import { Training } from "./learning/gan/training.ts";
const training = new Training(new Game(1));
training.turn("critic");
training.turn("forger");
const { critic, forger } = training.errors;
console.log(JSON.stringify({
  told: Math.round(100 * training.told),
  different: training.figures().different,
  critic: smoothed(critic)[0].toFixed(2),
  forger: smoothed(forger)[0].toFixed(2),
  bars: training.bars().map(wordsOf),
}));
"""
DIFFERENT = "Number(/Of 64 bars (\\d+)/.exec(document.querySelector('.figure').textContent)[1])"


def press(page: "Page", words: str) -> None:
    tab_to(page, words)
    page.keyboard.press("Enter")


def test_it_works(page: "Page", in_browser_code: Callable[[str], Any]) -> None:
    page.add_init_script(COUNT_NOTES)
    shows_what_it_computes(page, in_browser_code(GAME))
    collapses_and_recovers(page)
    keeps_the_score(page)


def shows_what_it_computes(page: "Page", wanted: dict[str, Any]) -> None:
    page.goto(f"{ROOM}turns/")
    answer_all(page)
    page.get_by_text("The trained pair, after 1,500 rounds.").wait_for()
    press(page, "Begin anew")
    page.get_by_text("Game 1, after 0 rounds.").wait_for()
    page.locator("h1").click()
    press(page, "Critic’s turn")
    press(page, "Forger’s turn")
    told = f"Game 1, after 1 round. The critic tells {wanted['told']} % of the bars right."
    gan = page.locator("learn-gan")
    gan.get_by_text(told).wait_for()
    gan.get_by_text(f"Of 64 bars {wanted['different']} are different.").wait_for()
    errors = page.locator(".legend strong")
    assert errors.all_inner_texts() == [wanted["critic"], wanted["forger"]]
    bars = page.get_by_role("group", name="Nine bars of the forger").get_by_role("button")
    labels = [bar.get_attribute("aria-label") for bar in bars.all()]
    assert labels == [f"Hear bar {at}: {words}" for at, words in enumerate(wanted["bars"], 1)]
    told_aloud = page.locator("#live").inner_text()
    assert told_aloud.startswith(f"The forger has learnt. Its error was {wanted['forger']}.")
    press(page, "Hear bar 1")
    wait_for_sound(page)


def collapses_and_recovers(page: "Page") -> None:
    page.goto(f"{ROOM}collapse/")
    answer_all(page)
    page.get_by_text("The trained pair, after 1,500 rounds.").wait_for()
    wait_for(page, f"{DIFFERENT} > 40")
    slider = page.get_by_role("slider", name="Who learns faster")
    slider.focus()
    page.keyboard.press("End")
    assert slider.get_attribute("aria-valuetext") == "the forger, 200 times"
    page.get_by_role("button", name="Train", exact=True).press("Enter")
    wait_for(page, f"{DIFFERENT} <= 2")
    slider.fill("2")
    wait_for(page, f"{DIFFERENT} >= 30")
    page.get_by_role("button", name="Pause").press("Enter")
    assert "are different" in page.locator("#live").inner_text()


def keeps_the_score(page: "Page") -> None:
    """Ten times the same answer, of which five are right: half of the bars are real."""
    page.goto(f"{ROOM}critic/")
    answer_all(page)
    game = page.locator("learn-verdicts")
    for bar in range(1, 11):
        game.get_by_text(f"Bar {bar} of 10.").wait_for()
        page.get_by_role("button", name="Forged", exact=True).press("Enter")
        if bar < 10:
            page.get_by_role("button", name="Next bar").press("Enter")
    game.get_by_text("You told 5 of 10 right, the network").wait_for()
    assert game.get_by_role("status").inner_text().startswith("It was ")
