"""The player in a page of another site, which steers it: by our script, by its own messages, and by
hostile ones."""

import json
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.axe import AXE, violations
from tests.browser.embedding import NEIGHBOUR, RAW, SHIM, blog, page_with, recorded
from tests.browsers import wait_for
from tests.servers import Site

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def songs(site: Site, new_page: "Callable[..., Page]") -> list[str]:
    """Two songs of the demo that everybody may hear, with recordings."""
    page = new_page()
    page.goto("/songs/")
    found = re.findall(r'href="(/@[^/"]+/[^/"]+/)"', page.content())
    both = list(dict.fromkeys(found))[:2]
    for song in both:
        recorded(page, site, song)
    return both


@pytest.fixture
def other_site(site: Site, songs: list[str]) -> Iterator[str]:
    first = songs[0]
    pages = {
        "/shim": page_with(site, first, more=SHIM),
        "/raw": page_with(site, first, more=RAW),
        "/hostile": page_with(site, first, more=RAW + NEIGHBOUR),
        "/dressed": page_with(site, first, more=SHIM, asked="&color=ffff00&show_artwork=true"),
    }
    with blog(pages) as address:
        yield address


def said(page: "Page", name: str) -> None:
    wait_for(page, "name => said.some(([each]) => each === name)", name)


def answer(page: "Page", getter: str) -> Any:
    return page.evaluate(f"new Promise((told) => widget.{getter}(told))")


def test_a_page_steers_it_by_our_script(
    new_page: "Callable[..., Page]", other_site: str, songs: list[str], site: Site
) -> None:
    page = new_page()
    page.goto(f"{other_site}/shim")
    said(page, "ready")
    assert answer(page, "getCurrentSound")["permalink_url"] == site.url + songs[0]
    assert answer(page, "isPaused") is True
    page.evaluate("widget.setVolume(30)")
    assert answer(page, "getVolume") == 30
    page.evaluate("widget.play()")
    said(page, "playProgress")
    assert answer(page, "isPaused") is False
    page.evaluate("widget.pause()")
    said(page, "pause")
    page.evaluate("widget.seekTo(2000)")
    said(page, "seek")
    assert answer(page, "getPosition") == pytest.approx(2000, abs=200)
    page.evaluate("widget.getDuration((end) => { widget.seekTo(end - 300); widget.play(); })")
    said(page, "finish")


def test_another_song_is_loaded_and_the_listeners_stay(
    new_page: "Callable[..., Page]", other_site: str, songs: list[str], site: Site
) -> None:
    page = new_page()
    page.goto(f"{other_site}/shim")
    said(page, "ready")
    page.evaluate("widget.load('https://example.com/@a/b/')")
    said(page, "error")
    assert answer(page, "getCurrentSound")["permalink_url"] == site.url + songs[0]
    page.evaluate(
        "url => new Promise((done) => widget.load(url, { callback: done }))", site.url + songs[1]
    )
    assert answer(page, "getCurrentSound")["permalink_url"] == site.url + songs[1]
    page.evaluate("said.length = 0; widget.play()")
    said(page, "playProgress")


def test_a_page_speaks_with_it_by_itself(
    new_page: "Callable[..., Page]", other_site: str, site: Site
) -> None:
    page = new_page()
    page.goto(f"{other_site}/raw")
    wait_for(page, "said.some(([, text]) => JSON.parse(text).method === 'ready')")
    page.evaluate("""tell(JSON.stringify({ method: "addEventListener", value: "play" }))""")
    page.evaluate("""tell(JSON.stringify({ method: "play" }))""")
    wait_for(page, "said.some(([, text]) => JSON.parse(text).method === 'play')")
    origin, text = page.evaluate("said.at(-1)")
    assert origin == site.url and json.loads(text)["version"] == 1


def test_neighbours_junk_and_floods_change_nothing(
    new_page: "Callable[..., Page]", other_site: str
) -> None:
    page = new_page()
    page.goto(f"{other_site}/hostile")
    wait_for(page, "said.some(([, text]) => JSON.parse(text).method === 'ready')")
    page.evaluate(
        """() => {
          const hear = JSON.stringify({ method: "addEventListener", value: "error" });
          tell(hear);
          for (const junk of ["{", "null", "x".repeat(100000), 7, null, {}, [], new Blob(["x"])])
            tell(junk);
          for (let at = 0; at < 10000; at += 1)
            tell(JSON.stringify({ method: "seekTo", value: at }));
        }"""
    )
    wait_for(page, "said.some(([, text]) => JSON.parse(text).method === 'error')")
    errors = "said.filter(([, text]) => JSON.parse(text).method === 'error').length"
    assert page.evaluate(errors) <= 3
    page.wait_for_timeout(1500)  # the flood's own allowance comes back
    page.evaluate("""tell(JSON.stringify({ method: "getVolume" }))""")
    wait_for(page, "said.some(([, text]) => JSON.parse(text).method === 'getVolume')")
    told = [json.loads(text) for _, text in page.evaluate("said")]
    assert next(each["value"] for each in told if each["method"] == "getVolume") == 100


def test_it_leaves_no_cookies(new_page: "Callable[..., Page]", other_site: str, site: Site) -> None:
    page = new_page()
    page.goto(f"{other_site}/shim")
    said(page, "ready")
    assert page.context.cookies(site.url) == []


def test_it_is_played_by_key(new_page: "Callable[..., Page]", other_site: str) -> None:
    page = new_page()
    page.goto(f"{other_site}/shim")
    said(page, "ready")
    frame = page.frame_locator("#song")
    bar = frame.get_by_role("slider")
    bar.press("5")
    assert answer(page, "getPosition") > 1000
    bar.press("k")
    said(page, "play")
    bar.press("k")
    said(page, "pause")
    bar.press("-")
    assert answer(page, "getVolume") == 95
    bar.press("m")
    assert answer(page, "getVolume") == 0
    bar.press("m")
    assert answer(page, "getVolume") == 95


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: npm ci in frontend/")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1366])
def test_axe_finds_nothing_on_what_is_shown(
    new_page: "Callable[..., Page]", songs: list[str], scheme: str, width: int
) -> None:
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 768})
    for address in (f"{songs[0]}transcript/", "/player/", songs[0]):
        page.goto(address)
        page.evaluate(AXE.read_text())
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": min(600, width), "height": 200})
    page.goto(f"/player/?url={page.url.split(songs[0])[0]}{songs[0]}&show_artwork=true")
    page.get_by_role("slider").wait_for()
    page.evaluate(AXE.read_text())
    assert violations(page) == []


def test_the_page_to_try_it_on_shows_what_it_says(
    new_page: "Callable[..., Page]", songs: list[str]
) -> None:
    page = new_page()
    page.goto("/player/")
    wait_for(page, "document.getElementById('log').textContent.includes('READY')")
    page.get_by_role("button", name="play()", exact=True).click()
    wait_for(page, "document.getElementById('log').textContent.includes('PLAY_PROGRESS')")
    page.get_by_role("button", name="getPosition()").click()
    wait_for(page, "document.getElementById('log').textContent.includes('getPosition() =')")
