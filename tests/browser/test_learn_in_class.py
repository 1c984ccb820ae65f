"""A class in browsers: a teacher makes one by keys alone, a learner without an account joins on a
phone, and both see how far it is; and words of the glossary say what they mean."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.browser.axe import AXE, violations
from tests.browser.capsules import answer_all
from tests.browser.keyboards import tab_to
from tests.browser.people import sign_up

if TYPE_CHECKING:
    from playwright.sync_api import Page

CLASSES, NUMBERS = "/learn/classes/", "/learn/music-as-numbers/"


def axe_finds_nothing(page: "Page") -> None:
    if AXE.exists():
        page.evaluate(AXE.read_text())
        assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def made_by_keys(teacher: "Page") -> str:
    """The code of a fresh class."""
    sign_up(teacher, "classteacher")
    teacher.goto(CLASSES)
    tab_to(teacher, "Join")
    teacher.keyboard.press("Tab")
    teacher.keyboard.type("Seven B")
    teacher.keyboard.press("Enter")
    teacher.wait_for_url(f"**{CLASSES}*-*/")
    return teacher.locator(".code").inner_text().replace(" ", "")


def first_column(page: "Page") -> str:
    return page.locator(".class-table tbody td").first.inner_text().strip()


def test_a_class_learns(new_page: "Callable[..., Page]") -> None:
    teacher = new_page()
    code = made_by_keys(teacher)
    phone = {"width": 390, "height": 800}
    pupil = new_page(viewport=phone, color_scheme="dark", reduced_motion="reduce")
    pupil.goto(NUMBERS)
    answer_all(pupil)  # before there was a class
    pupil.goto(f"{CLASSES}?code={code.lower()}")
    axe_finds_nothing(pupil)
    pupil.get_by_label("Your name or number there").fill("7")
    pupil.get_by_role("button", name="Join").click()
    pupil.get_by_text("You sit in “Seven B” as 7.").wait_for()
    assert first_column(pupil) == "1 of 7"
    axe_finds_nothing(pupil)
    pupil.goto(f"{NUMBERS}shift/")
    with pupil.expect_response("**/learning/progress/") as told:
        answer_all(pupil)
    sent = told.value.request.post_data_json
    assert [one["step"] for one in sent["steps"]] == ["draw", "shift"]
    assert [one["choice"] for one in sent["answers"]] == [0]
    assert told.value.status == 204
    # The teacher's page follows by itself, and its remove button is there.
    teacher.locator(".class-table tbody td").first.get_by_text("2 of 7").wait_for()
    table = teacher.get_by_role("region", name="Steps done by each learner")
    assert 'row "7 2 of 7' in table.aria_snapshot()
    teacher.get_by_text("too few answers yet").wait_for()
    axe_finds_nothing(teacher)
    teacher.get_by_role("button", name="Remove 7").click()
    teacher.get_by_text("Nobody sits here yet").wait_for()


def test_a_word_says_what_it_means(new_page: "Callable[..., Page]") -> None:
    page = new_page(viewport={"width": 390, "height": 800})
    page.goto("/models/gan-pop/")
    word = page.locator("a.word").first
    word.focus()
    bubble = page.get_by_role("tooltip")
    assert bubble.inner_text() == word.get_attribute("data-meaning")
    assert word.get_attribute("aria-describedby") == bubble.get_attribute("id")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("Escape")
    bubble.wait_for(state="detached")
    assert word.evaluate("link => link === document.activeElement")
    word.blur()
    word.hover()
    bubble.wait_for()
    bubble.hover()  # one may read it, and mark its words
    assert bubble.is_visible()
    page.mouse.move(2, 2)
    bubble.wait_for(state="detached")
