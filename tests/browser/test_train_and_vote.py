"""The sixth capsule and the last page by keys alone, and what a screen reader is told of them: a
network that is trained, a song that is spoiled, a board, and the others."""

from typing import TYPE_CHECKING

from tests.browser.axe import AXE, violations
from tests.browser.capsules import COUNT_NOTES, answer_all, wait_for_sound
from tests.browser.keyboards import tab_to

if TYPE_CHECKING:
    from playwright.sync_api import Page

GOOD = "/learn/is-it-good/"


def step(page: "Page", name: str) -> None:
    page.goto(f"{GOOD}{name}/")
    answer_all(page)


def drag_line(page: "Page", share: float) -> None:
    """From the right end of the chart to so far from its left."""
    field = page.locator(".loss-field")
    field.scroll_into_view_if_needed()
    box = field.bounding_box()
    assert box
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] - 2, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + share * box["width"], middle, steps=5)
    page.mouse.up()


def test_a_network_is_trained(page: "Page") -> None:
    page.add_init_script(COUNT_NOTES)
    page.goto(GOOD)
    page.get_by_role("button", name="Play: Ode to Joy").press("Enter")
    wait_for_sound(page)
    step(page, "heart")
    tab_to(page, "Train")
    page.keyboard.press("Enter")
    page.get_by_text("Trained for 200 epochs.").first.wait_for()
    stop = page.get_by_role("slider", name="Stop after")
    stop.focus()
    page.keyboard.press("End")
    assert stop.get_attribute("aria-valuetext") == "200 epochs"
    drag_line(page, 0.5)
    assert stop.input_value() == "100"
    page.keyboard.press("End")
    page.get_by_role("img", name="Loss of training falls from 3.4").wait_for()
    page.get_by_text("On those it was best after").wait_for()
    assert page.get_by_text("copy", exact=True).count() >= 4  # of the eight bars
    if AXE.exists():
        page.evaluate(AXE.read_text())
        assert violations(page) == []
    tab_to(page, "Hear it")
    page.keyboard.press("Enter")
    wait_for_sound(page)
    step(page, "check")
    with page.expect_navigation(url="**/studio/**"):
        page.get_by_role("link", name="Open this in the studio").click()
    page.get_by_text("is open").first.wait_for(state="attached")


def test_a_score_is_fooled_and_a_vote_is_rigged(page: "Page") -> None:
    step(page, "measures")
    tab_to(page, "Play it backwards")
    page.keyboard.press("Space")
    assert page.locator("learn-cheats").get_by_role("status").inner_text().startswith("75.8")
    step(page, "vote")
    page.get_by_role("slider", name="Ballots that come from fans").fill("46")
    page.get_by_text("34 fans: Au clair de la lune comes first.").wait_for()
    step(page, "queue")
    tab_to(page, "The queue draws each pair")
    page.keyboard.press("Enter")
    page.get_by_text("34 fans: Ode to Joy comes first.").wait_for()


def test_the_others_are_heard_and_told(page: "Page") -> None:
    page.add_init_script(COUNT_NOTES)
    page.goto("/learn/others/")
    for part in ("between", "forecast", "strides", "diffusion"):
        page.locator(f"learn-{part}").get_by_role("button", name="Play", exact=True).press("Enter")
        wait_for_sound(page)
    page.get_by_role("slider", name="Noise taken away").press("End")
    picture = page.locator("learn-diffusion").get_by_role("img")
    text = (picture.get_attribute("aria-label") or "").rpartition(" ")[2]
    page.get_by_text(f"Darkest in each column: {text}. That is ").wait_for()
    page.get_by_role("slider", name="From Ode to Joy").press("Home")
    page.get_by_text("E-E-F-G-. It stands in Ode to Joy, bar 1.").wait_for()
