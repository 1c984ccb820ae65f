"""The capsules, walked through: by mouse, by keys alone, by what a screen reader is told, wide and
narrow, without motion."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from chartbusters.learning.addresses import step_address
from chartbusters.learning.capsules import Capsule, capsule_named, capsules
from tests.browser.axe import AXE, violations
from tests.browser.capsules import COUNT_NOTES, answer_all, wait_for_sound
from tests.browser.keyboards import tab_to
from tests.browser.people import sign_up
from tests.browsers import wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

MOST_BYTES = 150 * 1024  # of scripts that a capsule brings, before somebody asks for sound
NUMBERS, GUESS = "/learn/music-as-numbers/", "/learn/guess-the-next-note/"
SIZES = """performance.getEntriesByType("resource")
  .filter(({ name }) => name.endsWith(".js"))
  .map(({ name, decodedBodySize }) => [name.split("/").pop(), decodedBodySize])"""


def square(page: "Page", name: str) -> "Locator":
    return page.get_by_role("button", name=name, exact=True)


def capsule(name: str) -> Capsule:
    found = capsule_named(name)
    assert found
    return found


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("name", [one.name for one in capsules()])
def test_it_is_walked_with_a_mouse(new_page: "Callable[..., Page]", name: str, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    told = capsule(name)
    page.goto(step_address(told, 0))
    for number, step in enumerate(told.steps, start=1):
        assert page.get_by_role("heading", level=1).inner_text() == step.title
        assert page.locator(".after:not(.open)").count() == page.locator(".after").count()
        answer_all(page)
        assert page.locator(".after:not(.open)").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if number < len(told.steps):
            page.locator("[data-onward]").click()
            page.wait_for_url(f"**{step_address(told, number)}")
    with page.expect_navigation(url="**/studio/**"):
        page.get_by_role("link", name="Open this in the studio").click()
    page.get_by_text("is open").first.wait_for(state="attached")
    page.goto("/learn/")
    done = page.locator(f"[data-capsule={name}] [data-done]")
    assert done.inner_text() == str(len(told.steps))


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: npm ci in frontend/")
@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_axe_finds_nothing(new_page: "Callable[..., Page]", scheme: Any, width: int) -> None:
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    addresses = ["/learn/", "/learn/words/", "/learn/others/"]
    for told in capsules():
        addresses += [step_address(told, at) for at in range(len(told.steps))]
        addresses.append(f"/learn/{told.name}/sheet/")
    for address in addresses:
        page.goto(address)
        answer_all(page)
        page.evaluate(AXE.read_text())
        assert violations(page) == [], address


def test_the_first_sound_is_one_press_away(page: "Page") -> None:
    page.add_init_script(COUNT_NOTES)
    for address, button in ((NUMBERS, "Play"), (GUESS, "Play")):
        page.goto(address)
        page.get_by_role("button", name=button, exact=True).click()
        wait_for_sound(page)
        page.get_by_role("button", name="Stop", exact=True).click()


@pytest.mark.parametrize("name", [one.name for one in capsules()])
def test_a_capsule_brings_few_scripts(new_page: "Callable[..., Page]", name: str) -> None:
    """Each file once, however many steps ask for it."""
    page = new_page()
    told = capsule(name)
    sizes: dict[str, int] = {}
    for at in range(len(told.steps)):
        page.goto(step_address(told, at), wait_until="networkidle")
        sizes.update(page.evaluate(SIZES))
    assert any(file.startswith("learn.") for file in sizes)
    assert sum(sizes.values()) < MOST_BYTES, sizes


def test_it_is_walked_by_keys_alone(page: "Page") -> None:
    page.add_init_script(COUNT_NOTES)
    page.goto(NUMBERS)
    tab_to(page, "Play")
    page.keyboard.press("Enter")
    wait_for_sound(page)
    page.keyboard.press("Enter")
    tab_to(page, "C 5, column 1")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert square(page, "B 4, column 2").get_attribute("aria-pressed") == "true"
    tab_to(page, "208")
    page.keyboard.press("Space")
    square(page, "1, in row B 4, column 2").wait_for()
    tab_to(page, "Next")
    page.keyboard.press("Enter")
    page.wait_for_url("**/shift/")
    assert square(page, "B 4, column 2").count() == 0  # it waits for a guess


def test_it_says_what_it_shows(page: "Page") -> None:
    """What a screen reader has of it: names, states, and what is told when something changes."""
    page.goto(GUESS)
    square(page, "E 4, column 1").wait_for()  # what is played with comes after the words
    tree = page.locator("main").aria_snapshot()
    for words in ('group "Piano roll', 'button "E 4, column 1" [pressed]', 'button "Play"'):
        assert words in tree
    steps = page.get_by_role("navigation", name="Steps of Guess the next note")
    assert 'link "A tune to learn from"' in steps.aria_snapshot()
    answer_all(page)
    asked = page.locator("[data-asked=needed]")
    assert asked.get_by_role("status").inner_text().startswith("Not quite. That is enough")
    assert 'button "What keys and chords are' in asked.aria_snapshot()
    page.goto(f"{GUESS}temperature/")
    answer_all(page)
    keys = page.get_by_role("group", name="What the model believes of the next note")
    assert 'button "E4 28 %"' in keys.aria_snapshot()
    slider = page.get_by_role("slider", name="Temperature")
    assert slider.get_attribute("aria-valuetext") == "1"


def test_a_place_is_kept(page: "Page") -> None:
    """Reload, back, and another tab: the tune, the guesses and the marks are there."""
    page.goto(NUMBERS)
    square(page, "D 4, column 2").click()
    answer_all(page)
    page.reload()
    drawn = square(page, "D 4, column 2")
    assert drawn.get_attribute("aria-pressed") == "true"
    assert page.locator(".asked.answered").count() == 1
    page.locator("[data-onward]").click()
    page.wait_for_url("**/shift/")
    page.go_back()
    page.wait_for_url(f"**{NUMBERS}")
    assert page.locator(".trail .done").count() == 1
    other = page.context.new_page()
    other.goto(f"{NUMBERS}lost/")
    answer_all(other)
    assert square(other, "D 4, column 2").get_attribute("aria-pressed") == "true"


def test_drawing_can_be_taken_back(page: "Page") -> None:
    page.goto(NUMBERS)
    on = page.locator(".squares:not(.digits) .square[aria-pressed=true]")
    on.first.wait_for()
    before = on.count()
    page.get_by_role("button", name="Clear").click()
    assert on.count() == 0
    page.get_by_role("button", name="Undo").click()
    assert on.count() == before
    first = square(page, "C 4, column 1").bounding_box()
    last = square(page, "C 4, column 4").bounding_box()
    assert first and last
    page.mouse.move(first["x"] + 5, first["y"] + 5)
    page.mouse.down()
    page.mouse.move(last["x"] + 5, last["y"] + 5, steps=12)
    page.mouse.up()
    assert on.count() == before + 4
    page.get_by_role("button", name="Undo").click()
    assert on.count() == before  # a stroke is one act


def test_who_makes_an_account_in_the_middle_loses_nothing(page: "Page") -> None:
    page.goto(NUMBERS)
    answer_all(page)
    page.locator("[data-onward]").click()
    page.wait_for_url("**/shift/")
    answer_all(page)
    sign_up(page, "learner")
    page.goto(f"{NUMBERS}lost/")
    wait_for(page, "!Object.keys(localStorage).some((key) => key.endsWith('learn.done'))")
    page.reload()
    assert page.locator(".trail .done").count() == 2
    answer_all(page)
    wait_for(page, "!Object.keys(localStorage).some((key) => key.endsWith('learn.done'))")
    page.goto("/learn/")
    assert page.locator("[data-capsule=music-as-numbers] [data-done]").inner_text() == "3"


def test_the_keys_show_what_the_model_believes(page: "Page") -> None:
    """Counted by hand from what is on the roll, to the percent."""
    page.goto(f"{GUESS}temperature/")
    answer_all(page)
    page.get_by_role("button", name="E4").click()
    tune = ["E4", "E4", "F4", "G4", "G4", "F4", "E4", "D4"]
    tune += ["C4", "rest", "D4", "E4", "D4", "C4", "rest", "rest"]
    after = [then for now, then in zip(tune, tune[1:] + tune[:1], strict=True) if now == "E4"]
    for key in ["C4", "D4", "E4", "F4", "G4", "A4", "B4", "C5", "rest"]:
        share = (after.count(key) + 0.1) / (len(after) + 0.9)
        shown = page.locator(".glow", has=page.get_by_text(key, exact=True)).locator(".share")
        assert shown.inner_text() == f"{round(100 * share)} %", key


def test_cold_it_loops_and_a_bet_is_counted(page: "Page") -> None:
    page.goto(f"{GUESS}temperature/")
    answer_all(page)
    page.get_by_role("slider", name="Temperature").fill("0")
    page.get_by_role("button", name="Play on").click()
    page.get_by_text("It goes round in 4 notes.").wait_for()
    page.goto(f"{GUESS}bet/")
    page.locator(".glow", has=page.get_by_text("G4", exact=True)).click()
    page.get_by_text("G4 came. You were right.").wait_for()
    page.get_by_text("Right so far: you 1").wait_for()
