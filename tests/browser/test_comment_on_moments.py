"""Comments at moments of a song, as people write and answer them, also by keyboard alone."""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from generation.music.song import Song
from tests.browser.axe import AXE, violations
from tests.browser.people import sign_up, token
from tests.browser.test_find_songs import show
from tests.browser.test_share_page import save
from tests.browsers import wait_for
from tests.waiting import wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

NAMES = iter(range(100))
MARKS = "document.querySelectorAll('share-player .mark').length"
TIME = "document.querySelector('share-player').currentTime"


@pytest.fixture
def maker(new_page: "Callable[..., Page]") -> "Page":
    """Signed in."""
    page = new_page()
    sign_up(page, f"maker-{next(NAMES)}")
    return page


@pytest.fixture
def song(maker: "Page", sample_song: Callable[..., Song]) -> str:
    """The address of a song that everybody may hear, with its recording, of some twenty seconds."""
    address = save(maker, sample_song(bars=10, band=True), "Heard Closely")
    show(maker, address)
    opened(maker, address)
    return address


@pytest.fixture
def listener(new_page: "Callable[..., Page]", song: str) -> "Iterator[Page]":
    """Somebody else, on the page of the song."""
    page = new_page()
    sign_up(page, f"listener-{next(NAMES)}")
    opened(page, song)
    yield page


def opened(page: "Page", song: str) -> None:
    page.goto(song)
    # until the recording is there the notes sound, by a player of their own
    wait_for(page, "document.querySelector('share-player').duration > 0", seconds=120)


def go_to(page: "Page", seconds: float) -> None:
    page.evaluate(f"{TIME} = {seconds}")
    wait_for(page, f"Math.abs({TIME} - {seconds}) < 0.5")


def say(page: "Page", words: str, seconds: float) -> "Locator":
    go_to(page, seconds)
    page.get_by_label("Your comment", exact=True).fill(words)
    page.get_by_role("button", name="Comment", exact=True).click()
    return said(page, words)


def said(page: "Page", words: str) -> "Locator":
    """The item of the list with these words, once it is there."""
    item = page.locator("li.said", has=page.locator("p.words", has_text=words))
    item.wait_for()
    return item


def gone(page: "Page", words: str) -> None:
    page.locator("p.words", has_text=words).wait_for(state="detached")


def test_a_moment_is_spoken_of(maker: "Page", listener: "Page", song: str) -> None:
    page = listener
    page.get_by_text("Nobody has said anything yet").wait_for()
    item = say(page, "The bass comes in here", 12.4)
    assert item.get_by_role("button", name="Hear 0:12").is_visible()
    assert page.get_by_label("Your comment", exact=True).input_value() == ""
    wait_for(page, f"{MARKS} === 1")
    page.reload()
    said(page, "The bass comes in here")
    wait_for(page, f"{MARKS} === 1")

    maker.reload()
    theirs = said(maker, "The bass comes in here")
    theirs.locator("summary", has_text="Reply").click()
    theirs.get_by_label("Your reply").fill("Well heard")
    theirs.get_by_role("button", name="Send the reply").click()
    assert "reply" in (said(maker, "Well heard").get_attribute("class") or "")

    page.reload()
    said(page, "Well heard")
    item = said(page, "The bass comes in here")
    item.locator("summary", has_text="Edit").click()
    item.get_by_label("Your comment at 0:12").fill("The organ comes in here")
    item.get_by_role("button", name="Save").click()
    assert said(page, "The organ comes in here").get_by_text("edited").is_visible()
    maker.reload()
    said(maker, "The organ comes in here")


def test_a_change_of_mind(listener: "Page", maker: "Page", song: str) -> None:
    page = listener
    for number in range(5):
        item = say(page, f"Thought {number}", 2 * number)
        item.get_by_role("button", name="Remove").click()
        page.get_by_text(f"The comment at 0:0{2 * number} was removed.").wait_for()
        gone(page, f"Thought {number}")
        page.get_by_role("button", name="Undo").click()
        said(page, f"Thought {number}")
    page.reload()
    assert page.locator("li.said").count() == 5
    # another window still has what was removed meanwhile
    second = page.context.new_page()
    opened(second, song)
    said(page, "Thought 0").get_by_role("button", name="Remove").click()
    gone(page, "Thought 0")
    reply = said(second, "Thought 0")
    reply.locator("summary", has_text="Reply").click()
    reply.get_by_label("Your reply").fill("And yet")
    reply.get_by_role("button", name="Send the reply").click()
    assert reply.get_by_role("alert").inner_text()
    assert reply.get_by_label("Your reply").input_value() == "And yet"

    maker.reload()
    said(maker, "Thought 1").get_by_role("button", name="Remove").click()
    gone(maker, "Thought 1")
    page.reload()
    assert page.locator("li.said").count() == 3
    page.get_by_role("button", name="Undo").wait_for()  # of the own one alone
    assert "0:00" in page.locator(".undo").inner_text()
    maker.get_by_role("button", name="Undo").click()
    said(maker, "Thought 1")


def test_the_song_plays_on_and_tells(listener: "Page", song: str) -> None:
    page = listener
    say(page, "At the start", 1)
    say(page, "In the middle", 10)
    page.get_by_role("button", name="Play Heard Closely").click()
    bubble = page.locator("share-player .bubble")
    said(page, "In the middle").get_by_role("button", name="Hear 0:10").click()
    bubble.get_by_text("In the middle").wait_for()
    wait_for(page, f"{TIME} > 10.2")
    page.get_by_label("Your comment", exact=True).fill("While it plays")
    page.get_by_role("button", name="Comment", exact=True).click()
    said(page, "While it plays")
    assert page.evaluate("!document.querySelector('share-player').paused")
    page.locator("share-player .mark").first.hover()
    bubble.get_by_text("At the start").wait_for()


def test_a_moment_that_was_chosen_stays(listener: "Page", song: str) -> None:
    moment = listener.get_by_label("Moment of the song")
    moment.fill("0:03")
    go_to(listener, 9)
    listener.get_by_label("Your comment", exact=True).fill("Back there")
    listener.get_by_role("button", name="Comment", exact=True).click()
    item = said(listener, "Back there")
    assert item.get_by_role("button", name="Hear 0:03").is_visible()


def test_by_keyboard_alone(listener: "Page", song: str) -> None:
    page = listener
    go_to(page, 5)
    page.keyboard.press("c")
    page.keyboard.type("With keys")
    assert page.get_by_label("Moment of the song").input_value() == "0:05"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    said(page, "With keys")
    say(page, "Another", 8)
    wait_for(page, f"{MARKS} === 2")
    mark = page.locator("share-player .mark").first
    mark.focus()
    page.keyboard.press("ArrowRight")
    wait_for(page, "document.activeElement.getAttribute('aria-label').endsWith('Another')")
    page.keyboard.press("Enter")
    wait_for(page, f"{TIME} >= 8")
    page.keyboard.press("Home")
    wait_for(page, "document.activeElement.getAttribute('aria-label').endsWith('With keys')")
    remove = said(page, "With keys").get_by_role("button", name="Remove")
    remove.focus()
    page.keyboard.press("Enter")
    gone(page, "With keys")
    wait_for(page, "document.activeElement.textContent.startsWith('Undo')")
    page.keyboard.press("Enter")
    said(page, "With keys")


def test_what_is_refused_keeps_the_words(listener: "Page", maker: "Page", song: str) -> None:
    maker.reload()
    maker.locator(".comments-state summary").click()
    maker.get_by_label("What is there stays").check()
    maker.locator(".comments-state").get_by_role("button", name="Save").click()
    maker.get_by_text("Nobody adds comments to this song now.").wait_for()
    listener.get_by_label("Your comment", exact=True).fill("Too late?")
    listener.get_by_role("button", name="Comment", exact=True).click()
    listener.get_by_role("alert").get_by_text("takes no comments").wait_for()
    assert listener.get_by_label("Your comment", exact=True).input_value() == "Too late?"
    listener.reload()
    listener.get_by_text("takes no more comments").wait_for()


def many(page: "Page", song: str, number: int) -> None:
    """As many comments all over the song, by programs of several people."""
    key = re.search(r"songs/([0-9a-f-]+)/comments", page.content())
    assert key
    for each in range(number):
        body = {"words": f"What is heard here, number {each}", "at_ms": each * 997}
        answer = page.request.post(
            f"/api/v1/songs/{key[1]}/comments/", data=body, headers={"X-CSRFToken": token(page)}
        )
        assert answer.status == 201, answer.text()


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: npm ci in frontend/")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(scheme: str, listener: "Page", song: str, new_page: Any) -> None:
    item = say(listener, "The bass comes in @here", 3)
    listener.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    item.locator("summary", has_text="Reply").click()
    say(listener, "Another one", 12)
    wait_for(listener, f"{MARKS} === 2")
    for width in (390, 1366):
        listener.set_viewport_size({"width": width, "height": 768})
        listener.locator("share-player .mark").first.focus()
        listener.evaluate(AXE.read_text())
        assert violations(listener) == []
        assert listener.evaluate("document.documentElement.scrollWidth <= innerWidth")
    visitor = new_page(color_scheme=scheme)
    opened(visitor, song)
    visitor.evaluate(AXE.read_text())
    assert violations(visitor) == []


def test_marks_stand_all_over_the_song(listener: "Page", song: str) -> None:
    many(listener, song, 19)
    listener.reload()
    wait_until(lambda: listener.locator("li.said").count() == 19, what="all of them")
    wait_for(listener, f"{MARKS} > 10")
