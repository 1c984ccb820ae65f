"""A playlist of five songs is made, put in order by keys and by hand, changed from two windows, and
played to its end, one song after the other; its pages are accessible, as far as axe can tell."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from generation.music.song import Song
from tests.browser.axe import AXE, violations
from tests.browser.people import sign_up, token
from tests.browser.test_find_songs import show
from tests.browser.test_follow_people import checked
from tests.browser.test_share_page import save
from tests.browsers import wait_for
from tests.waiting import wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Page

NAMES = ["Alba", "Brisa", "Canto", "Danza", "Eco"]


def order(page: "Page") -> str:
    """The first letters of the songs, from above."""
    return "".join(title[0] for title in page.locator(".track h3").all_inner_texts())


def kept(page: "Page", address: str, wanted: str) -> None:
    """What the site has, whatever the window shows."""

    def told() -> bool:
        answer = page.request.get(address).text()
        return "".join(sorted(wanted, key=lambda name: answer.index(f">{full(name)}<"))) == wanted

    wait_until(told, what=f"the order {wanted}")


def full(letter: str) -> str:
    return next(name for name in NAMES if name[0] == letter)


@pytest.fixture
def five(new_page: "Callable[..., Page]", sample_song: Callable[..., Song]) -> "Page":
    """A window on a new playlist with five songs, each added from its own page."""
    page = new_page()
    sign_up(page, f"lists-{id(page)}")
    for number, name in enumerate(NAMES):
        address = save(page, sample_song(bars=1, transpose=number), name)
        page.goto(address)
        page.get_by_role("link", name="Add to a playlist").click()
        if number:
            page.get_by_role("button", name="Add to Evening").click()
        else:
            page.get_by_role("textbox", name="Title").fill("Evening")
            page.get_by_role("button", name="Make it, and add the song").click()
        page.get_by_text(f"“{name}” is in your playlist “Evening”.").wait_for()
    page.goto("/playlists/")
    page.get_by_role("link", name="Evening").click()
    page.locator(".tracks[data-moves]").wait_for()
    assert order(page) == "ABCDE"
    return page


def test_it_is_put_in_order_by_keys(five: "Page") -> None:
    address = five.url
    five.get_by_role("button", name="Move Alba down").press("Enter")
    five.keyboard.press("Enter")  # the focus went along
    five.keyboard.press("Alt+ArrowDown")
    assert order(five) == "BCDAE"
    assert five.locator("#live").inner_text() == "Moved to 4 of 5."
    five.get_by_role("button", name="Move Eco up").press("Alt+ArrowUp")
    five.keyboard.press("Alt+ArrowDown")  # a change of mind
    assert order(five) == "BCDAE"
    kept(five, address, "BCDAE")
    five.reload()
    assert order(five) == "BCDAE"
    assert five.get_by_role("button", name="Move Brisa up").is_disabled()


def test_it_is_put_in_order_by_hand(five: "Page") -> None:
    handle = five.locator(".track .handle")
    start, end = handle.nth(0).bounding_box(), handle.nth(3).bounding_box()
    assert start and end
    five.mouse.move(start["x"] + 8, start["y"] + 8)
    five.mouse.down()
    five.mouse.move(end["x"] + 8, end["y"] + end["height"] + 12, steps=8)
    five.mouse.up()
    assert order(five) == "BCDAE"
    kept(five, five.url, "BCDAE")
    start = handle.nth(4).bounding_box()
    assert start
    five.mouse.move(start["x"] + 8, start["y"] + 8)
    five.mouse.down()
    five.mouse.move(start["x"] + 8, start["y"] - 300, steps=5)
    assert order(five) != "BCDAE"
    five.keyboard.press("Escape")
    five.mouse.up()
    assert order(five) == "BCDAE"


def test_two_windows_lose_nothing(five: "Page") -> None:
    other = five.context.new_page()
    other.goto(five.url)
    other.locator(".tracks[data-moves]").wait_for()
    five.get_by_role("button", name="Move Eco up").click()
    kept(five, five.url, "ABCED")
    other.get_by_role("button", name="Move Alba down").click()
    other.get_by_text("This playlist was changed in another window meanwhile.").wait_for()
    other.get_by_role("link", name="Load the page again").click()
    other.locator(".tracks[data-moves]").wait_for()
    assert order(other) == "ABCED"
    other.get_by_role("button", name="Move Alba down").click()
    kept(other, other.url, "BACED")


def test_a_song_is_taken_out_and_put_back(five: "Page") -> None:
    for name in ("Alba", "Canto", "Eco"):
        five.get_by_role("button", name=f"Remove {name}").press("Enter")
        five.get_by_role("button", name="Put it back").wait_for()
        assert name[0] not in order(five)
        five.get_by_role("button", name="Put it back").press("Enter")
        five.get_by_role("button", name=f"Remove {name}").wait_for()
        assert order(five) == "ABCDE"


def test_it_is_played_to_its_end_one_after_the_other(five: "Page") -> None:
    five.get_by_role("button", name="Play all").press("Enter")
    heard: list[str] = []

    def played() -> bool:
        sounding = five.locator(".track:has(.cover.sounding) h3").all_inner_texts()
        assert len(sounding) <= 1, "two at once"
        heard.extend(name for name in sounding if name not in heard[-1:])
        return heard[-1:] == ["Eco"]

    wait_until(played, seconds=120, what="the last song", pause=0.02)
    assert heard == NAMES
    wait_for(five, "!document.querySelector('.cover.sounding')")


def test_others_hear_it_when_it_is_shown(five: "Page", new_page: "Callable[..., Page]") -> None:
    address = five.url
    visitor = new_page(viewport={"width": 390, "height": 844}, color_scheme="dark")
    assert visitor.goto(address).status == 404  # type: ignore[union-attr]
    five.get_by_label("Everybody").check()
    five.get_by_role("button", name="Save").click()
    five.get_by_text("Saved.").wait_for()
    visitor.goto(address)
    visitor.get_by_text("There is no song in here that you may hear now.").wait_for()
    five.get_by_role("link", name="Canto").click()
    show(five, five.url)
    visitor.reload()
    assert order(visitor) == "C"
    visitor.get_by_role("button", name="Play all").click()
    wait_for(visitor, "document.querySelector('.cover.sounding')")


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: npm ci in frontend/")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(five: "Page", scheme: str) -> None:
    five.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    five.set_viewport_size({"width": 390, "height": 900})
    assert token(five)
    song = five.locator(".track").first.get_attribute("data-key")
    for address in (five.url, "/playlists/", f"/playlists/add/{song}/"):
        checked(five, address)
    five.goto("/playlists/")
    five.get_by_role("link", name="Evening").click()
    five.get_by_role("button", name="Remove Alba").click()
    five.get_by_text("Delete this playlist").click()
    five.evaluate(AXE.read_text())
    assert violations(five) == []
