"""A song is heard in a real browser: half of it counts once, however often the page is loaded and
in how many tabs; seeking and the maker's own listening do not count; cards and players on other
sites do."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from generation.music.song import Song
from tests.browser.axe import AXE, violations
from tests.browser.people import sign_up
from tests.browser.test_share_page import save
from tests.browsers import patience
from tests.songs import song_made
from tests.waiting import wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TOLD, TITLE = "/api/v1/plays/", "Halfway"


class Heard:
    """A song of eight seconds that everybody may hear, recorded; half of it is four."""

    def __init__(self, maker: "Page", song: Song) -> None:
        self.maker = maker
        sign_up(maker, "heard-by-half")
        self.address = save(maker, song, TITLE)
        maker.goto(self.address)
        maker.get_by_label("Everybody").check()
        maker.get_by_role("button", name="Save").click()
        self.bar(maker)
        self.embed = maker.locator("#embed-code").input_value().split('src="')[1].split('"')[0]

    def bar(self, page: "Page") -> Any:
        """Once there is a recording."""
        found = page.get_by_role("slider", name=f"Position in {TITLE}")
        found.wait_for(timeout=patience())
        return found

    def open(self, page: "Page", address: str = "") -> Any:
        page.goto(address or self.address)
        return self.bar(page)

    def hear(self, page: "Page", address: str = "") -> None:
        """Until it is told; it is written down when this returns."""
        self.open(page, address)
        told_while(page, lambda: play(page))

    def plays(self) -> int:
        """As the API tells everybody."""
        found = self.maker.request.get(f"/api/v1/songs/?q={TITLE}").json()["results"]
        return int(found[0]["plays"])

    def counted(self, number: int) -> None:
        wait_until(lambda: self.plays() == number, 60, f"{number} plays")


def play(page: "Page") -> None:
    page.get_by_role("button", name=f"Play {TITLE}").first.click()


def told_while(page: "Page", act: Callable[[], None]) -> None:
    with page.expect_response(lambda one: one.url.endswith(TOLD), timeout=patience()) as told:
        act()
    assert told.value.status == 202


def told_by(page: "Page") -> list[str]:
    """Grows with what the page tells."""
    told: list[str] = []
    page.on("request", lambda one: told.append(one.url) if one.url.endswith(TOLD) else None)
    return told


def second(bar: Any, number: int) -> None:
    wait_until(lambda: int(bar.get_attribute("aria-valuenow") or 0) >= number, what="the place")


@pytest.fixture(scope="module")
def song(browser: "Browser", site: Any) -> Iterator[Heard]:
    """One for all tests here: a worker takes its time for a recording."""
    context = browser.new_context(base_url=site.url, service_workers="block")
    yield Heard(context.new_page(), song_made(bars=4, transpose=5))
    context.close()


def test_half_of_a_song_counts_once(song: Heard, new_page: "Callable[..., Page]") -> None:
    before, first = song.plays(), new_page()
    song.hear(first)
    song.counted(before + 1)
    song.hear(first)  # loaded anew
    song.hear(first.context.new_page())  # another tab
    song.hear(new_page())  # of somebody else, and counted behind the others
    song.counted(before + 2)
    first.goto(song.address)
    assert first.get_by_text(f"{before + 2} plays").is_visible()


def test_what_a_maker_hears_does_not_count(song: Heard) -> None:
    told, before = told_by(song.maker), song.plays()
    bar = song.open(song.maker)
    play(song.maker)
    second(bar, 6)
    assert told == [] and song.plays() == before


def test_pauses_and_seeking_do_not_count(song: Heard, new_page: "Callable[..., Page]") -> None:
    before, page = song.plays(), new_page()
    told = told_by(page)
    bar = song.open(page)
    play(page)
    second(bar, 1)
    page.get_by_role("button", name=f"Pause {TITLE}").click()
    bar.press("ArrowRight")
    bar.press("Home")
    assert told == []
    told_while(page, lambda: play(page))
    assert len(told) == 1
    song.counted(before + 1)


def test_cards_and_players_on_other_sites_count(song: Heard, new_page: Any) -> None:
    before, listener = song.plays(), new_page()
    listener.goto(f"/songs/?q={TITLE}")
    told_while(listener, lambda: play(listener))
    song.counted(before + 1)
    song.hear(new_page(), song.embed)
    song.counted(before + 2)
    song.maker.goto(song.address)
    song.maker.get_by_role("link", name="Plays, day by day").press("Enter")
    shown = song.maker.locator("dd").all_inner_texts()
    assert shown == [str(before + 2), str(before + 2), "1", "0"]


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: npm ci in frontend/")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(song: Heard, scheme: Any) -> None:
    page = song.maker
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(song.address)
    page.get_by_role("link", name="Plays, day by day").click()
    page.evaluate(AXE.read_text())
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
