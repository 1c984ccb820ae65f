"""How much of the window the notes have: of 60 x 60 points, those whose topmost element is the roll
where notes can be placed. Printed for each size (`pytest -s`)."""

from typing import TYPE_CHECKING

import pytest

from tests.browser.studio import make_take, open_studio, take_melody
from tests.browsers import wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page

LEAST = {
    (1280, 720): 55,
    (1366, 768): 55,
    (1440, 900): 45,  # the drawer of models is open here
    (1920, 1080): 45,
    (820, 1180): 45,
    (844, 390): 45,
    (390, 844): 35,
}
FOLDED = 55  # percent, from 1280 x 720 up, with the models as a rail
SHARE = """() => {
  const roll = document.querySelector("piano-roll");
  const { left, top, right, bottom } = chartbusters.notes();
  const points = Array.from({ length: 3600 }, (_, at) => [
    ((at % 60 + 0.5) * innerWidth) / 60,
    ((Math.floor(at / 60) + 0.5) * innerHeight) / 60,
  ]);
  const noted = points.filter(
    ([x, y]) =>
      x > left && x < right && y > top && y < bottom && document.elementFromPoint(x, y) === roll,
  );
  return noted.length / 36;
}"""
UNCOVERED = """() => ["play", "record", "save", "undo"].map((name) => {
  const button = document.querySelector(`[data-command="${name}"]`);
  const { left, top, width, height } = button.getBoundingClientRect();
  return button.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}).every(Boolean)"""


def check(page: "Page", what: str) -> None:
    for (width, height), least in LEAST.items():
        page.set_viewport_size({"width": width, "height": height})
        page.reload()
        wait_for(page, "!!window.chartbusters")
        close_notice(page)
        share = page.evaluate(SHARE)
        print(f"{width} x {height}, {what}: {share:.1f} %")  # noqa: T201 - the figure is promised
        assert share >= least, f"{width} x {height}, {what}"
        assert page.evaluate(UNCOVERED)
        assert page.locator("#generate").is_visible()
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def close_notice(page: "Page") -> None:
    notice = page.locator("#studio-notice")
    page.wait_for_timeout(300)
    if notice.is_visible():
        notice.get_by_role("button", name="Close").click()


@pytest.mark.slow
def test_an_empty_song(page: "Page") -> None:
    open_studio(page)
    check(page, "empty")


@pytest.mark.slow
def test_a_song_of_four_tracks_with_takes(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    make_take(page)
    page.get_by_role("button", name="Keep take 1").click()
    make_take(page)
    assert page.evaluate("chartbusters.state().notes.length") >= 4
    page.keyboard.press("0")
    check(page, "a song and a take")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.reload()
    wait_for(page, "!!window.chartbusters")
    close_notice(page)
    page.get_by_role("button", name="Models and settings").click()
    wait_for(page, f"({SHARE})() >= {FOLDED}")  # the roll is drawn anew a frame later
