"""What does not come at once is asked for again, and the page says so: files, melodies, models, the
sound."""

from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING, Any

from tests.browser.studio import STATE, melodies_come, open_studio, take_melody
from tests.browsers import wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

# A browser whose sound does not start until WAKE.
ASLEEP = """
  const Real = AudioContext;
  window.sleepers = [];
  window.AudioContext = class extends Real {
    constructor(options) { super(options); sleepers.push(this); }
    get state() { return window.awake ? super.state : "suspended"; }
    resume() { return window.awake ? super.resume() : new Promise(() => {}); }
  };
"""
WAKE = """
  window.awake = true;
  for (const each of sleepers) {
    void each.resume().then(() => each.dispatchEvent(new Event("statechange")));
  }
"""


def _first(times: int, trouble: "Callable[[Route], Any]") -> "Callable[[Route], Any]":
    """The first requests meet with trouble, later ones go on."""
    numbers = count(1)
    return lambda route: trouble(route) if next(numbers) <= times else route.continue_()


def _busy(route: "Route") -> None:
    route.fulfill(status=503, content_type="text/plain", body="busy")


def _cut(route: "Route") -> None:
    route.fulfill(status=200, content_type="application/json", body='{"next": null, "resul')


def test_melodies_are_asked_for_again(page: "Page") -> None:
    page.route("**/api/v1/presets/", _first(1, _busy))
    page.goto("/studio/")
    page.get_by_text("The melodies have not come yet").wait_for(state="attached")
    melodies_come(page)
    take_melody(page)


def test_an_answer_that_was_cut_is_asked_for_again(page: "Page") -> None:
    page.route("**/api/v1/presets/", _first(1, _cut))
    open_studio(page)


def test_melodies_that_hang_can_be_asked_for_at_once(page: "Page") -> None:
    page.route("**/api/v1/presets/", _first(1, lambda route: None))
    page.goto("/studio/")
    page.get_by_role("button", name="a melody").click()
    page.locator("#melodies").get_by_role("button", name="Ask again now").click()
    melodies_come(page)


def test_models_are_asked_for_again(page: "Page") -> None:
    page.route("**/api/v1/models/", _first(1, _busy))
    page.goto("/studio/")
    page.get_by_text("The models have not come yet").wait_for(state="attached")
    page.locator(".model").first.wait_for(state="attached")


def test_a_melody_that_comes_late_takes_nothing_away(page: "Page") -> None:
    page.route("**/api/v1/presets/", _first(1, _busy))
    page.goto("/studio/?preset=ode-to-joy")
    page.get_by_text("The melodies have not come yet").wait_for(state="attached")
    page.locator("piano-roll").click(position={"x": 300, "y": 40})
    page.get_by_text("Ode to Joy has come").wait_for()
    assert page.evaluate(f"{STATE}.notes") == [1]
    page.locator("#studio-notice").get_by_role("button", name="Open it").click()
    wait_for(page, f"{STATE}.notes[0] > 10")


def test_a_studio_whose_script_was_cut_is_loaded_again(page: "Page") -> None:
    page.route("**/dist/studio*.js", _first(1, lambda route: route.abort("connectionreset")))
    open_studio(page)


def test_a_studio_whose_script_does_not_come_says_so(page: "Page") -> None:
    page.route("**/dist/studio*.js", lambda route: route.abort("connectionreset"))
    page.goto("/studio/")
    page.get_by_text("A part of this page did not come").wait_for()
    page.unroute("**/dist/studio*.js")
    page.get_by_role("link", name="Load the page again").click()
    melodies_come(page)


def test_a_studio_that_breaks_at_its_start_says_so(page: "Page", errors: list[str]) -> None:
    broken = {"content_type": "text/javascript", "body": "throw new Error('an old browser')"}
    page.route("**/dist/studio*.js", lambda route: route.fulfill(**broken))
    page.goto("/studio/")
    page.get_by_text("A part of this page did not come, or did not start").wait_for()
    assert len(errors) == 1
    errors.clear()


def test_a_page_without_its_looks_says_so(page: "Page") -> None:
    page.route("**/css/site*.css", lambda route: route.abort("connectionreset"))
    page.goto("/")
    page.get_by_text("A part of this page did not come").wait_for()


def test_a_whole_page_says_nothing_of_the_kind(page: "Page") -> None:
    open_studio(page)
    assert page.locator("#missing").is_hidden()
    assert page.get_by_text("The studio is loading").is_hidden()


def test_sound_that_does_not_start_is_told(page: "Page") -> None:
    page.add_init_script(ASLEEP)
    open_studio(page)
    take_melody(page)
    page.keyboard.press("Space")
    page.get_by_text("This browser gives no sound yet").wait_for()
    assert page.evaluate(f"{STATE}.playing") is False


def test_it_plays_when_sound_comes_late(page: "Page") -> None:
    page.add_init_script(ASLEEP)
    open_studio(page)
    take_melody(page)
    page.keyboard.press("Space")
    page.get_by_text("This browser gives no sound yet").wait_for()
    page.evaluate(WAKE)
    wait_for(page, f"{STATE}.playing")
    assert page.get_by_text("This browser gives no sound yet").is_hidden()


def test_a_second_press_takes_back_a_first_that_still_waits(page: "Page") -> None:
    page.add_init_script(ASLEEP)
    open_studio(page)
    take_melody(page)
    page.keyboard.press("Space")
    page.keyboard.press("Space")
    page.evaluate(WAKE)
    wait_for(page, f"{STATE}.sound === 'soundfont'")
    assert page.evaluate(f"{STATE}.playing") is False
