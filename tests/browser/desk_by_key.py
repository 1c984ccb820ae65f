"""A challenge is made on the desk of another one, with the keyboard alone."""

from typing import TYPE_CHECKING

from tests.browser.keyboards import press, tab_to_place, write
from tests.servers import Site

if TYPE_CHECKING:
    from playwright.sync_api import Page

TITLE, PRIZE, CRITERION = "A whole life", "An evening at the organ", "Melody"
WEIGHTS = {"public": "70", "jury": "30", "metrics": "0"}


def copied(page: "Page", site: Site, title: str) -> str:
    """Signs in, and makes one like that; gives its address."""
    page.goto("/accounts/login/?next=/desk/")
    write(page, "[name=login]", "organiser")
    write(page, "[name=password]", (site.var / "demo_password").read_text())
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Your desk").wait_for()
    press(page, title)
    page.get_by_role("heading", name="Times").wait_for()
    press(page, "Make one like this")
    page.get_by_role("heading", name=f"{title} (again)").wait_for()
    return page.url.split("/desk/")[1].split("/")[0]


def changed(page: "Page") -> None:
    """Another title, no technique, for a class, with a jury and a prize."""
    write(page, "#id_title", TITLE)
    tab_to_place(page, "[name=rules-technique][value=gan]")
    page.keyboard.press("Space")
    for name in ("entered_by", "voted_by"):
        tab_to_place(page, f"#id_{name}")
        page.keyboard.type("mem")
    write(page, "#id_entries_each", "2")
    for name, percent in WEIGHTS.items():
        write(page, f"#id_weight_{name}", percent)
    write(page, "[name=prizes-1-place]", "1st place")
    write(page, "[name=prizes-1-words]", PRIZE)
    press(page, "Save the draft")
    page.get_by_role("heading", name=TITLE).wait_for()


def rubric_written(page: "Page") -> None:
    """One criterion, with words for each level, in place of the three that are proposed."""
    press(page, "Jury")
    page.get_by_text("The rubric has no criterion yet").wait_for()
    write(page, "#name-1", CRITERION)
    for level in range(1, 6):
        write(page, f"#level-1-{level}", f"A tune of level {level}")
    for number in (2, 3):
        write(page, f"#name-{number}", "")
        page.keyboard.press("Delete")
    press(page, "Save the rubric")
    page.get_by_text("The rubric is saved").wait_for()


def juror_asked(page: "Page", name: str) -> None:
    press(page, "Jurors")
    page.get_by_role("heading", name="Ask people onto the jury").wait_for()
    write(page, "#people", name)
    press(page, "Ask them")
    page.get_by_text("Asked just now").wait_for()


def code_made(page: "Page", slug: str) -> str:
    page.goto(f"/desk/{slug}/")
    press(page, "People")
    page.locator("#class-code").wait_for()
    press(page, "Make a class code")
    page.get_by_text("There is a fresh class code").wait_for()
    return page.locator("#code").input_value()


def published(page: "Page") -> None:
    press(page, "At a glance")
    page.get_by_role("heading", name="Before everybody sees it").wait_for()
    press(page, "Publish")
    page.get_by_text("everybody sees it now").wait_for()
