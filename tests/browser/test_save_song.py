"""A song is saved on the site, by who is signed in, and covers no other."""

from typing import TYPE_CHECKING

from tests.browser.people import sign_up, token
from tests.browser.studio import KEPT, STATE, draw_note, open_studio, take_melody
from tests.browsers import wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_a_visitor_who_saves_is_asked_to_sign_in(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    page.keyboard.press("Control+s")
    link = page.locator("#studio-notice").get_by_role("link", name="Sign in")
    assert link.get_attribute("href") == "/accounts/login/?next=%2Fstudio%2F"


# Songs are saved when the gate opens, and not before.
GATE = """
const fetching = window.fetch, gate = new Promise((resolve) => (window.openGate = resolve));
window.waiting = 0;
window.fetch = async (address, options) => {
  const saves = options?.method === "POST" && address.endsWith("/compositions/");
  if (saves) (window.waiting += 1), await gate;
  return fetching(address, options);
};
"""


def test_a_save_under_way_is_none_of_the_next_song(page: "Page") -> None:
    page.add_init_script(GATE)
    sign_up(page, "hasty")
    open_studio(page)
    take_melody(page)
    page.keyboard.press("Control+s")
    wait_for(page, "window.waiting === 1")
    take_melody(page, "Greensleeves")
    page.evaluate("openGate()")
    page.get_by_text("Ode to Joy is saved on the site.").first.wait_for(state="attached")
    assert page.locator("#save-state").inner_text() == ""


def test_a_song_that_is_gone_from_the_site_is_saved_anew(page: "Page") -> None:
    sign_up(page, "fickle")
    open_studio(page)
    take_melody(page)
    page.keyboard.press("Control+s")
    saved = page.get_by_role("link", name="Enter it in a challenge")
    before = saved.get_attribute("href") or ""
    headers = {"X-CSRFToken": token(page)}
    page.request.delete(f"/api/v1/compositions/{before.partition('=')[2]}/", headers=headers)
    draw_note(page)
    page.get_by_role("button", name="Close").first.click()
    page.keyboard.press("Control+s")
    saved.wait_for()
    assert saved.get_attribute("href") != before


def test_a_song_saved_in_another_tab_is_not_covered(page: "Page") -> None:
    sign_up(page, "twofold")
    open_studio(page)
    take_melody(page)
    page.keyboard.press("Control+s")
    page.get_by_text("Saved on the site.").wait_for()
    saved = page.get_by_role("link", name="Enter it in a challenge").get_attribute("href") or ""
    page.get_by_text(KEPT).wait_for()
    other = page.context.new_page()
    other.goto("/studio/")
    wait_for(other, f"{STATE}.notes[0] > 0")
    draw_note(other)
    other.keyboard.press("Control+s")
    other.get_by_text("Saved on the site.").wait_for()
    draw_note(page, x=420)
    page.keyboard.press("Control+s")
    page.get_by_text("This song was saved somewhere else meanwhile").wait_for()
    page.get_by_role("button", name="Save as a new song").click()
    mine = page.get_by_role("link", name="Enter it in a challenge")
    mine.wait_for()
    assert mine.get_attribute("href") != saved
