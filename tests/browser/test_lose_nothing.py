"""Nothing that was played is lost: a ledger of it against the exported MIDI and the site's draft,
through reload, crash, closed tab, two tabs, a line that is gone for ten minutes, a full storage;
and from every address through a sign-up."""

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.browser.ledgers import SHOWN, Ledger, site_rows
from tests.browser.people import WORD, sign_up, token
from tests.browser.studio import (
    ELSEWHERE,
    STATE,
    draw_note,
    melodies_come,
    note_total,
    open_menu,
    open_studio,
)
from tests.browsers import wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page

FILL = """for (let size = 2 ** 20; size > 8; size /= 2) {
  try {
    for (let n = 0; ; n += 1) localStorage[`full.${size}.${n}`] = 'x'.repeat(size);
  } catch {}
}"""


def reopened(page: "Page") -> "Page":
    """The studio in a new tab of the same browser."""
    other = page.context.new_page()
    other.goto("/studio/")
    wait_for(other, f"{STATE}.notes[0] > 0")
    return other


def test_a_ledger_of_what_was_played(page: "Page") -> None:
    sign_up(page, "bookkeeper")
    open_studio(page)
    page.get_by_label("Title of the song").fill("Ledger")
    ledger = Ledger()
    for _ in range(3):
        ledger.draw(page)
    ledger.is_on_site(page)

    page.reload()
    ledger.is_shown(page)
    ledger.draw(page)
    ledger.is_kept(page)
    before, page = page, reopened(page)
    page.get_by_text(ELSEWHERE).wait_for()
    before.close()
    page.close()
    page = reopened(page)
    ledger.is_shown(page)

    goes_on_without_a_line(page, ledger)
    makes_a_copy_in_a_second_tab(page, ledger)
    ledger.is_exported(page)
    says_that_the_storage_is_full(page, ledger)


def goes_on_without_a_line(page: "Page", ledger: Ledger) -> None:
    page.context.set_offline(True)
    page.get_by_text("You are offline.").wait_for()
    for _ in range(2):
        ledger.draw(page)
    ledger.is_kept(page)
    page.context.set_offline(False)
    page.get_by_text("You are offline.").wait_for(state="hidden")
    ledger.is_on_site(page)


def makes_a_copy_in_a_second_tab(page: "Page", ledger: Ledger) -> None:
    other = reopened(page)
    other.get_by_text(ELSEWHERE).wait_for()
    copied = Ledger()
    copied.rows = list(ledger.rows)
    copied.draw(other)
    ledger.draw(page)
    copied.is_on_site(other, "Ledger (copy)")
    ledger.is_on_site(page)
    other.close()


def says_that_the_storage_is_full(page: "Page", ledger: Ledger) -> None:
    page.evaluate(FILL)
    ledger.draw(page)
    notice = page.locator("#studio-notice")
    notice.get_by_text("This browser keeps no more").wait_for()
    assert "in this browser" not in page.locator("#draft-state").inner_text().replace(
        "not in this browser", ""
    )
    assert notice.get_by_role("button", name="Export MIDI").is_visible()
    ledger.is_on_site(page)
    ledger.is_exported(page)


def test_what_a_page_has_called_kept_outlives_its_crash(page: "Page") -> None:
    open_studio(page)
    ledger = Ledger()
    for _ in range(3):
        ledger.draw(page)
        ledger.is_called_kept(page)
        page = crashed(page)
        ledger.is_shown(page)


def crashed(page: "Page") -> "Page":
    """The page's process ends without another word; the studio is opened again."""
    with contextlib.suppress(Exception):
        page.goto("chrome://crash", timeout=5_000)
    return reopened(page)


def test_ten_minutes_without_a_line(page: "Page") -> None:
    sign_up(page, "commuter")
    page.clock.install()
    open_studio(page)
    page.get_by_label("Title of the song").fill("Ledger")
    ledger = Ledger()
    ledger.draw(page)
    ledger.is_on_site(page)
    page.context.set_offline(True)
    page.get_by_text("You are offline.").wait_for()
    for _ in range(10):
        ledger.draw(page)
        page.clock.fast_forward("01:00")
        ledger.is_called_kept(page)
    ledger.is_exported(page)
    page.context.set_offline(False)
    page.get_by_text("You are offline.").wait_for(state="hidden")
    ledger.is_on_site(page)
    ledger.is_exported(page)


def test_a_draft_goes_on_in_another_browser(page: "Page", new_page: "Callable[..., Page]") -> None:
    sign_up(page, "two-desks")
    open_studio(page)
    page.get_by_label("Title of the song").fill("Ledger")
    ledger = Ledger()
    ledger.draw(page)
    ledger.is_on_site(page)

    other = new_page()
    other.goto("/accounts/login/?next=/studio/")
    other.fill("[name=login]", "two-desks")
    other.fill("[name=password]", WORD)
    other.keyboard.press("Enter")
    melodies_come(other)
    open_menu(other, "song")
    other.locator("#drafts-panel summary").click()
    other.locator("#drafts").get_by_role("button", name="Ledger 1 note").click()
    ledger.is_shown(other)
    # With the step that drew it, which the other browser has never seen.
    other.keyboard.press("Control+z")
    wait_for(other, f"{STATE}.notes[0] === 0")
    other.keyboard.press("Control+y")
    ledger.is_shown(other)
    there = Ledger()
    there.rows = list(ledger.rows)
    there.draw(other)
    there.is_on_site(other)

    # The first browser has not seen that, and goes on: both are kept.
    ledger.draw(page)
    ledger.draw(page)
    page.get_by_text("has gone on in another browser").wait_for()
    ledger.is_on_site(page, "Ledger (copy)")
    assert site_rows(page, "Ledger") == there.sorted


def test_sign_up_leads_back_to_the_same_notes_from_every_address(
    page: "Page", new_page: "Callable[..., Page]"
) -> None:
    song = shared_song(page)
    addresses = ["", "?preset=ode-to-joy", f"?composition={song}", f"?remix={song}"]
    for number, address in enumerate([*addresses, "?challenge=some-challenge"]):
        comes_back_to(new_page(), address, f"returner{number}")


def shared_song(page: "Page") -> str:
    """A song that everybody may open, by somebody else."""
    sign_up(page, "giver")
    headers = {"X-CSRFToken": token(page)}
    presets = page.request.get("/api/v1/presets/").json()["results"]
    wish = {"title": "Given", "document": presets[0]["document"]}
    made = page.request.post("/api/v1/compositions/", data=wish, headers=headers).json()
    address = f"/api/v1/compositions/{made['id']}/"
    page.request.patch(address, data={"visibility": "public", "licence": "cc-by"}, headers=headers)
    return str(made["id"])


def comes_back_to(page: "Page", address: str, name: str) -> None:
    page.goto(f"/studio/{address}")
    melodies_come(page)
    if "=" in address and "challenge" not in address:
        wait_for(page, f"{STATE}.notes[0] > 0")
    draw_note(page)
    before, total = page.evaluate(SHOWN), note_total(page)
    page.keyboard.press("Control+s")
    page.locator("#studio-notice").get_by_role("link", name="Sign up").click()
    page.fill("[name=username]", name)
    page.fill("[name=password1]", WORD)
    page.keyboard.press("Enter")
    page.get_by_text("is back").wait_for()
    wait_for(page, f"{STATE}.notes.reduce((a, b) => a + b, 0) === {total}")
    assert page.evaluate(SHOWN) == before
    assert page.evaluate("location.search") == (address if "challenge" in address else "")
