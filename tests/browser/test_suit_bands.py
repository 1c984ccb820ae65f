"""Tiles of bands: which instruments play, and how well the melody suits what each has learnt."""

from typing import TYPE_CHECKING

from tests.browser.studio import draw_note, open_models, open_studio, take_melody
from tests.browsers import wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page

GENRES = ["bach", "folk", "jazz", "pop", "rock", "symphony"]
WORDS = "[...document.querySelectorAll('.bands .suit')].map((each) => each.textContent)"
TOLD = f"{WORDS}.every((word) => word !== '')"
SHARES = (
    "[...document.querySelectorAll('.suit-bar')]"
    ".map((bar) => bar.style.getPropertyValue('--share')).join()"
)
CHOSEN = "document.querySelector('[name=model]:checked').value"
OUTGROWN = """() => [...document.querySelectorAll('.bands *, .band-tiles > *')].filter((part) => {
  const { left, right } = part.getBoundingClientRect();
  const room = document.querySelector('.band-tiles').getBoundingClientRect();
  return part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0
    || left < room.left - 1 || right > room.right + 1;
}).map((part) => part.className)"""


def test_a_melody_is_judged_and_a_band_chosen_by_keyboard(page: "Page") -> None:
    open_studio(page)
    open_models(page)
    tiles = page.locator(".bands input[name='model']")
    assert sorted(each.input_value() for each in tiles.all()) == [f"gan-{one}" for one in GENRES]
    assert page.evaluate(WORDS) == [""] * len(GENRES)
    take_melody(page)
    wait_for(page, TOLD)
    before = page.evaluate(SHARES)
    assert len(set(before.split(","))) > 1
    draw_note(page)
    wait_for(page, f"before => ({SHARES}) !== before", before)
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    wait_for(page, f"{WORDS}.every((word) => word === '')")
    page.keyboard.press("Control+z")
    wait_for(page, TOLD)
    page.locator("[name='model']:checked").focus()
    for _ in range(2):  # from the first one, the choir
        page.keyboard.press("ArrowDown")
    assert page.evaluate(CHOSEN) == "gan-jazz"
    jazz = page.get_by_role("radio", name="Jazz combo")
    assert page.get_by_text("Puts a jazz combo behind your melody").is_visible()
    described = jazz.get_attribute("aria-describedby") or ""
    told = " ".join(page.locator(f"#{each}").inner_text() for each in described.split())
    assert "piano" in told
    assert any(word in told for word in page.evaluate(WORDS))


def test_nothing_outgrows_its_tile(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    for width, height in ((1440, 900), (820, 1180), (390, 844), (320, 640)):
        page.set_viewport_size({"width": width, "height": height})
        open_models(page)
        wait_for(page, TOLD)
        assert page.evaluate(OUTGROWN) == [], f"{width} x {height}"
        if width < 1024:
            page.locator(".drawer-head [data-fold='drawer']").click()
