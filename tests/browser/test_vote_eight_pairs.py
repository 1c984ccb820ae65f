"""A voter goes on for eight pairs, whatever happens meanwhile: the page is loaded anew, another
window votes, they are signed out, an entry is withdrawn. The eighth pair asks for no more listening
than the first, and nothing that was heard is asked for twice."""

from collections.abc import Callable
from math import log10
from typing import TYPE_CHECKING

import pytest

from tests.browser.ballots import hear, judge, pair_ready, seconds_asked
from tests.browser.crowds import begin_voting, withdraw_what_lies_there
from tests.browser.people import WORD, sign_up
from tests.browser.test_pass_axe import AXE, violations
from tests.browsers import wait_for
from tests.servers import Site
from tests.waiting import wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Page

SLUG = "eight-pairs"
PAGE = f"/challenges/{SLUG}/vote/"
NAME = "hears-eight"


def asked(page: "Page") -> int:
    return seconds_asked(page, "a") + seconds_asked(page, "b")


def load_anew(page: "Page") -> None:
    """In the midst of a pair: what was heard of it counts on."""
    hear(page, "1", "a")
    page.reload()
    assert pair_ready(page)
    assert (seconds_asked(page, "a"), seconds_asked(page, "b")) == (0, 1)


def vote_elsewhere(page: "Page") -> None:
    """In a second window on the same pair; this one is told, and gets the next pair by itself."""
    for key, side in (("1", "a"), ("2", "b")):
        hear(page, key, side)
    page.get_by_text("The answers are unlocked").wait_for()
    other = page.context.new_page()
    other.goto(PAGE)
    other.get_by_text("The answers are unlocked").wait_for()
    other.keyboard.press("a")
    other.get_by_text("You chose A").wait_for()
    other.close()
    page.keyboard.press("b")
    page.get_by_text("You have voted on this pair").wait_for()
    assert pair_ready(page)


def sign_in_again(page: "Page") -> None:
    """The session ends in the midst of a pair; the way back leads to that pair."""
    hear(page, "1", "a")
    page.context.clear_cookies()
    page.keyboard.press("2")
    page.get_by_role("link", name="Sign in again").click()
    page.fill("[name=login]", NAME)
    page.fill("[name=password]", WORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{PAGE}")
    assert pair_ready(page)
    assert seconds_asked(page, "a") == 0


def test_it_works(site: Site, new_page: "Callable[..., Page]") -> None:
    begin_voting(site, SLUG, "Eight Pairs", entries=8, listening_ms=1000)
    page = new_page()
    sign_up(page, NAME)
    page.goto(PAGE)
    assert pair_ready(page)
    assert page.locator("[data-title]").inner_text() == "Pair 1 of at most 12"
    first = asked(page)
    meanwhile = {2: load_anew, 3: sign_in_again, 4: vote_elsewhere}
    for number in range(1, 9):
        title = page.locator("[data-title]").inner_text()
        assert title.startswith(f"Pair {number} of at most ")
        assert asked(page) <= 1.5 * first, title
        if number == 5:
            replaced(page, site)
        event = meanwhile.get(number, lambda _: None)
        event(page)
        if number == 4:
            continue  # voted on elsewhere
        told = judge(page, "abtx"[number % 4])
        # Since the page was opened: pairs 3, 5, 6, 7 and 8.
        assert ("All that you chose is told then on" in told) == (number == 8)
        assert ("thank you for listening" in page.content()) == (number == 8)
        page.keyboard.press("n")
        assert pair_ready(page)


def replaced(page: "Page", site: Site) -> None:
    """An entry is withdrawn while its pair is heard: the next pair comes by itself, with the same
    number, and the page says why."""
    before = page.locator("[data-title]").inner_text().split(" of ")[0]
    withdraw_what_lies_there(site, NAME)
    page.keyboard.press("1")
    page.get_by_text("is out of the challenge now").wait_for()
    assert pair_ready(page)
    assert page.locator("[data-title]").inner_text().split(" of ")[0] == before
    assert "10 skips left" in page.locator("[data-progress]").inner_text()


def test_switching_goes_on_at_the_same_place(site: Site, new_page: "Callable[..., Page]") -> None:
    begin_voting(site, "same-place", "Same Place", entries=3, listening_ms=1000)
    page = new_page()
    sign_up(page, "switches")
    page.goto("/challenges/same-place/vote/")
    assert pair_ready(page)
    time = "document.querySelector('[data-player={}]').currentTime"
    page.keyboard.press("1")
    wait_for(page, time.format("a") + " > 2")
    page.keyboard.press("2")
    wait_for(page, time.format("b") + " > 0")
    assert page.evaluate(time.format("b")) >= 2
    equally_loud(page)
    page.keyboard.press("2")
    place = page.evaluate(time.format("b"))
    page.keyboard.press("1")
    wait_for(page, "!document.querySelector('[data-player=a]').paused")
    assert page.evaluate(time.format("a")) >= place - 0.1


def equally_loud(page: "Page") -> None:
    """The louder one is turned down by as much as the page says, the other not."""
    gains = [page.evaluate(f"document.querySelector('[data-player={side}]').gain") for side in "ab"]
    words = page.locator("[data-loudness]").inner_text()
    softer = ["A is", "B is"].index(words[:4])
    assert gains[1 - softer] == 1
    assert f"played {round(-20 * log10(gains[softer]))} dB softer" in words


def test_letters_act_in_the_ballot_alone(site: Site, new_page: "Callable[..., Page]") -> None:
    begin_voting(site, "letters", "Letters", entries=3, listening_ms=1000)
    page = new_page()
    sign_up(page, "types")
    page.goto("/challenges/letters/vote/")
    assert pair_ready(page)
    page.locator(".brand").focus()
    page.keyboard.press("1")
    page.keyboard.press("s")
    assert page.evaluate("document.querySelector('[data-player=a]').paused")
    assert page.locator("[data-title]").inner_text() == "Pair 1 of at most 3"
    page.locator("[data-title]").focus()
    page.keyboard.press("a")  # not heard yet: said at the place, and nothing is sent
    page.get_by_text("The answers unlock after listening").first.wait_for()
    page.keyboard.press("s")
    wait_until(
        lambda: page.locator("[data-title]").inner_text() == "Pair 2 of at most 3",
        what="the pair after the skipped one",
    )
    assert "9 skips left" in page.locator("[data-progress]").inner_text()


def test_the_answers_are_under_the_thumb(site: Site, new_page: "Callable[..., Page]") -> None:
    begin_voting(site, "thumbs", "Thumbs", entries=3, listening_ms=1000)
    for number, (width, height) in enumerate([(390, 844), (1366, 768)]):
        page = new_page(viewport={"width": width, "height": height})
        sign_up(page, f"thumb-{number}")
        page.goto("/challenges/thumbs/vote/")
        assert pair_ready(page)
        for part in ("[data-player=a]", "[data-player=b]", "[data-outcome=a]", "[data-skip]"):
            box = page.locator(part).bounding_box()
            assert box is not None and box["y"] >= 0 and box["y"] + box["height"] <= height, part
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: npm ci in frontend/")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(site: Site, new_page: "Callable[..., Page]", scheme: str) -> None:
    slug = f"axe-{scheme}"
    begin_voting(site, slug, "Axe", entries=3, listening_ms=1000)
    page = new_page(color_scheme=scheme, viewport={"width": 390, "height": 844})
    sign_up(page, f"voter-{slug}")
    page.goto(f"/challenges/{slug}/vote/")
    assert pair_ready(page)
    page.evaluate(AXE.read_text())
    assert violations(page) == []
    judge(page, "a")
    assert violations(page) == []
