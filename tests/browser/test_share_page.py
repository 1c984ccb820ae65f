"""A song is saved, shown to everybody, recorded by a worker, and heard by somebody who is not
signed in."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from generation.music.document import to_document
from generation.music.song import Song
from tests.browser.people import sign_up, token
from tests.browsers import patience
from tests.waiting import wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Page


def save(page: "Page", song: Song, title: str) -> str:
    """The address of the new song's page."""
    body = {"title": title, "document": to_document(song), "origin": {"kind": "recorded"}}
    answer = page.request.post(
        "/api/v1/compositions/", data=body, headers={"X-CSRFToken": token(page)}
    )
    assert answer.status == 201, answer.text()
    return str(answer.json()["url"])


def test_a_song_is_shared_and_heard(
    new_page: "Callable[..., Page]", sample_song: Callable[..., Song]
) -> None:
    maker = new_page()
    sign_up(maker, "browser-singer")
    address = save(maker, sample_song(bars=4, band=True), "Heard Abroad")
    maker.goto(address)
    maker.get_by_label("Everybody").check()
    maker.get_by_role("button", name="Save").click()

    visitor = new_page(viewport={"width": 390, "height": 844}, color_scheme="dark")
    visitor.goto(address)
    bar = visitor.get_by_role("slider", name="Position in Heard Abroad")
    bar.wait_for(timeout=patience())
    visitor.get_by_role("button", name="Play Heard Abroad").click()
    wait_until(
        lambda: int(bar.get_attribute("aria-valuenow") or 0) >= 1, what="the recording to play"
    )
    bar.press("Home")
    bar.press("ArrowRight")
    assert int(bar.get_attribute("aria-valuenow") or 0) >= 5
    assert visitor.request.get(f"{address}song.mp3", headers={"Range": "bytes=0-2"}).status == 206
    assert visitor.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_it_works_without_scripts(browser: Any, site: Any, new_page: "Callable[..., Page]") -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/")
    assert page.get_by_role("heading", level=1).inner_text().startswith("Play a tune")
    assert page.get_by_role("link", name="Make it yours").count() >= 8
