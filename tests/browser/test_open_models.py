"""Models on a small window: the drawer lies over the roll, and goes when a take comes on show."""

from typing import TYPE_CHECKING

from tests.browser.studio import make_take, open_models, open_studio, take_melody

if TYPE_CHECKING:
    from playwright.sync_api import Page

IN_SIGHT = """(names) => names.filter((name) => {
  const { left, top, width, height } = document.querySelector(name).getBoundingClientRect();
  const there = document.elementFromPoint(left + width / 2, top + height / 2);
  return !there?.closest("label, button")?.matches(`${name}, :has(${name})`);
})"""
PRESSED = ["[name='model']:checked", "#generate", ".drawer-head [data-fold='drawer']"]


def test_models_are_chosen_on_a_small_window(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    for width, height in ((820, 1180), (844, 390), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        open_models(page)
        assert page.evaluate(IN_SIGHT, PRESSED) == [], f"{width} x {height}"
        page.locator(PRESSED[-1]).click()
    open_models(page)
    make_take(page)
    page.get_by_role("button", name="Keep take 1").wait_for()
    assert page.locator("#drawer-body").is_hidden()
    page.reload()
    page.get_by_text("is back").wait_for()
    assert page.locator("#drawer-body").is_hidden()
