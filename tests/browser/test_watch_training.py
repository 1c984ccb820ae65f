"""One watches a network learn: charts and their tables, its takes epoch by epoch, live; by mouse
and by keys, wide and narrow, also while the line is lost."""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.axe import AXE, violations
from tests.browser.learners import Learner, learner_begun
from tests.browser.people import sign_up
from tests.browsers import wait_for
from tests.servers import Site

if TYPE_CHECKING:
    from playwright.sync_api import Page

# What goes to the loudspeaker is listened to as well.
LISTEN = """
  const connect = AudioNode.prototype.connect;
  window.loudest = 0;
  AudioNode.prototype.connect = function (to, ...others) {
    if (to instanceof AudioDestinationNode) {
      const ear = new AnalyserNode(this.context);
      const heard = new Float32Array(ear.fftSize);
      connect.call(this, ear);
      setInterval(() => {
        ear.getFloatTimeDomainData(heard);
        window.loudest = Math.max(window.loudest, ...heard.map(Math.abs));
      }, 20);
    }
    return connect.call(this, to, ...others);
  };
"""
INK = """(chart) => {
  const canvas = document.querySelector(`[data-chart="${chart}"] canvas`);
  if (!canvas) return 0;
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const colours = new Set();
  for (let at = 0; at < data.length; at += 4)
    if (data[at + 3] > 200) colours.add(data.slice(at, at + 3).join());
  return colours.size;
}"""


@pytest.fixture(scope="module")
def people() -> Iterator[int]:
    """A number that no other test of this file has had."""
    return iter(range(1000))


@pytest.fixture
def watched(
    new_page: "Callable[..., Page]", site: Site, people: Iterator[int]
) -> Callable[..., tuple["Page", Learner]]:
    """The owner of a run on its page; options are those of the browser."""

    def opened(**options: Any) -> tuple["Page", Learner]:
        page, name = new_page(**options), f"learner-{next(people)}"
        page.add_init_script(LISTEN)
        sign_up(page, name)
        learner = learner_begun(site, name, f"Band of {name}")
        page.goto(learner.page)
        page.get_by_text("Epoch 5 of 9").wait_for()
        return page, learner

    return opened


def hears(page: "Page", epoch: str) -> None:
    page.locator("[data-heard-epoch]").filter(has_text=re.compile(f"^{epoch}$")).wait_for()


def test_charts_are_drawn_and_their_tables_tell_what_the_site_does(watched: Any) -> None:
    page, learner = watched()
    for chart in ("distance", "measure empty bars", "critic"):
        wait_for(page, f"({INK})({chart!r}) > 3")
    told = page.request.get(f"/api/v1/training-runs/{learner.key}/live/").json()
    chart = page.locator('[data-chart="measure empty bars"]')
    chart.get_by_text("As a table").click()
    rows = chart.locator("tbody tr").all_inner_texts()
    shares = [float(row.split("\t")[1].split()[0]) / 100 for row in rows]
    expected = [epoch["measures"]["empty bars"] for epoch in told["epochs"]]
    assert len(shares) == 5
    assert shares == pytest.approx(expected, abs=0.006)
    sentence = chart.locator(".chart-sentence").inner_text().replace("\xa0", " ")
    assert "most real music has 0 % to 10 %" in sentence


def test_every_step_is_drawn_and_smoothed(watched: Any) -> None:
    page, _ = watched()
    page.get_by_role("button", name="Every step").click()
    chart = page.locator('[data-chart="critic"]')
    chart.wait_for()
    chart.get_by_text("As a table").click()
    assert chart.locator("thead").inner_text().startswith("Step")
    wait_for(page, f"({INK})('critic') > 3")
    raw = page.evaluate(INK, "critic")
    page.get_by_label("Smoothed").fill("0")
    wait_for(page, f"({INK})('critic') !== {raw}")


def test_epochs_are_heard_and_scrubbed_by_ear(watched: Any) -> None:
    page, _ = watched()
    slider = page.get_by_role("slider", name="Epoch to hear")
    assert slider.get_attribute("aria-valuetext") == "epoch 4 of 4, best so far"
    slider.focus()
    page.keyboard.press("Home")
    hears(page, "Untrained")
    wait_for(page, "loudest > 0.001")
    page.keyboard.press("ArrowRight")
    hears(page, "Epoch 1")
    page.evaluate("loudest = 0")
    wait_for(page, "loudest > 0.001")
    page.keyboard.press("Space")
    page.get_by_role("button", name="Melody 2").click()
    assert page.get_by_role("button", name="Melody 2").get_attribute("aria-pressed") == "true"


def test_a_picture_of_the_film_is_pressed(watched: Any) -> None:
    page, _ = watched()
    page.locator(".frame").nth(2).click()
    hears(page, "Epoch 2")
    wait_for(page, "loudest > 0.001")


def test_the_way_from_the_first_to_the_last_is_heard(watched: Any) -> None:
    page, _ = watched()
    page.get_by_role("button", name="First to last").click()
    hears(page, "Untrained")
    hears(page, "Epoch 1")
    hears(page, "Epoch 2")
    page.get_by_role("button", name="Stop", exact=True).click()
    page.get_by_role("button", name="First to last").wait_for()


def test_a_new_epoch_comes_by_itself(watched: Any) -> None:
    page, learner = watched()
    learner.learn()
    page.get_by_text("Epoch 6 of 9").wait_for()
    assert page.locator(".frame").count() == 6
    assert page.get_by_text("The critic wins: it tells 97 %.").count() >= 1
    page.reload()
    page.get_by_text("Epoch 6 of 9").wait_for()


def test_it_says_that_the_line_is_lost_and_goes_on_by_itself(watched: Any) -> None:
    page, learner = watched()
    page.context.set_offline(True)
    page.get_by_text("Connection lost").wait_for()
    learner.learn()
    page.context.set_offline(False)
    page.get_by_text("Epoch 6 of 9").wait_for()
    assert page.get_by_text("Connection lost").count() == 0


def test_its_owner_changes_their_mind(watched: Any) -> None:
    page, _ = watched()
    page.get_by_role("button", name="Pause", exact=True).click()
    page.get_by_text("It pauses at its next step").wait_for()
    page.get_by_role("button", name="Resume", exact=True).click()
    page.get_by_text("left. You can leave").wait_for()
    page.get_by_role("button", name="Cancel", exact=True).click()
    page.get_by_role("button", name="No, let it learn").click()
    page.get_by_text("left. You can leave").wait_for()
    page.get_by_role("button", name="Cancel", exact=True).click()
    page.get_by_role("button", name="Cancel the training").click()
    page.get_by_text("It stops in a moment").wait_for()


def test_a_chart_is_read_by_keys_alone(watched: Any) -> None:
    page, _ = watched()
    plot = page.get_by_role("application", name="Distance to real music")
    plot.focus()
    spoken = page.locator('[data-chart="distance"] [aria-live]')
    page.keyboard.press("Home")
    assert spoken.inner_text().startswith("Epoch 0: what it plays")
    page.keyboard.press("ArrowRight")
    assert spoken.inner_text().startswith("Epoch 1:")
    page.keyboard.press("End")
    assert spoken.inner_text().startswith("Epoch 4:")
    other = page.locator('[data-chart="measure in scale"] output').first
    page.keyboard.press("Home")
    assert other.inner_text() == "57 %", "all charts have one cursor"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: npm ci in frontend/")
@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1366)])
def test_axe_finds_nothing(watched: Any, scheme: str, width: int) -> None:
    page, learner = watched(color_scheme=scheme, viewport={"width": width, "height": 768})
    wait_for(page, f"({INK})('distance') > 3")
    page.get_by_text("As a table").first.click()
    page.evaluate(AXE.read_text())
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto(f"/train/compare/?a={learner.key}&b={learner.key}")
    page.locator('[data-chart="distance"]').wait_for()
    page.evaluate(AXE.read_text())
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_charts_take_the_colours_of_the_other_theme(watched: Any) -> None:
    page, _ = watched(color_scheme="light")
    wait_for(page, f"({INK})('distance') > 3")
    drawn = "document.querySelector('[data-chart=distance] canvas').toDataURL()"
    before = page.evaluate(drawn)
    page.get_by_role("button", name="Dark theme").click()
    wait_for(page, f"{drawn} !== {before!r}")
