"""The whole life of a challenge, in browsers with the keyboard alone: from the desk's clone button
to the sealed board and the result, by an organiser, two entrants, a juror and seven voters who each
vote on every pair they are given until none is left."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from generation.music.song import Song
from tests.browser import callers, desk_by_key
from tests.browser.axe import AXE, violations
from tests.browser.ballots import judge_all, pair_ready
from tests.browser.keyboards import press, tab_to, tab_to_place, write
from tests.browser.people import sign_up
from tests.browser.studio import melodies_come
from tests.browsers import patience, wait_for
from tests.servers import Site
from tests.waiting import wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1366, "height": 768}
PAIRS = 3  # of three entries
VOTERS = 7
MOVE = {
    "opens": "UPDATE challenges_challenge SET opens_at = ? WHERE slug = ?",
    "entries close": "UPDATE challenges_challenge SET entries_close_at = ? WHERE slug = ?",
    "voting closes": "UPDATE challenges_challenge SET voting_closes_at = ? WHERE slug = ?",
}
Opened = Callable[..., "Page"]


def test_it_works(site: Site, new_page: Opened, sample_song: Callable[..., Song]) -> None:
    juror = new_page(viewport=PHONE, color_scheme="dark")
    sign_up(juror, "live-juror")
    slug, code = made(site, new_page(viewport=LAPTOP))
    now(site, slug, "opens")
    enters(new_page(viewport=LAPTOP), slug, code)
    rival = callers.member(site, "live-rival", slug, code)
    for number, title in enumerate(("Rival high", "Rival higher")):
        song = sample_song(bars=8 + number, transpose=6 + 3 * number, band=number == 1)
        callers.entered(rival, slug, song, title)
    agrees(juror, slug)
    now(site, slug, "entries close")
    votes(new_page(viewport=PHONE), slug, code)
    for number in range(1, VOTERS):
        voter = callers.member(site, f"live-voter-{number}", slug, code)
        assert callers.voted_on_all(voter, slug) == PAIRS
    judges(juror, slug)
    # a step of the result comes in slowly, and axe would measure it half way
    visitor = new_page(viewport=PHONE, color_scheme="dark", reduced_motion="reduce")
    told_late(visitor, slug)
    now(site, slug, "voting closes")
    rows = decided(visitor, slug)
    sealed(visitor, slug)
    final_board(visitor, slug, rows)
    result(visitor, slug, rows)


def now(site: Site, slug: str, what: str) -> None:
    """That time of the challenge has come."""
    at = datetime.now(UTC) - timedelta(seconds=1)
    with closing(sqlite3.connect(site.var / "chartbusters.sqlite3", timeout=60)) as base, base:
        base.execute(MOVE[what], (f"{at:%Y-%m-%d %H:%M:%S.%f}", slug))


def fits(page: "Page") -> None:
    """By axe, and without scrolling sideways."""
    page.evaluate(AXE.read_text())
    assert violations(page) == []
    size = page.viewport_size
    assert size and page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def made(site: Site, page: "Page") -> tuple[str, str]:
    """By the organiser; gives its address and its class code."""
    slug = desk_by_key.copied(page, site, "Trick or Melody")
    fits(page)
    desk_by_key.changed(page)
    desk_by_key.rubric_written(page)
    fits(page)
    desk_by_key.juror_asked(page, "live-juror")
    code = desk_by_key.code_made(page, slug)
    desk_by_key.published(page)
    page.goto(f"/challenges/{slug}/")
    page.get_by_text(desk_by_key.PRIZE).wait_for()
    return slug, code


def join(page: "Page", slug: str, code: str) -> None:
    page.goto(f"/challenges/{slug}/")
    write(page, "#class-code", code)
    page.keyboard.press("Enter")
    page.get_by_text("You are a member of this challenge now").wait_for()


def enters(page: "Page", slug: str, code: str) -> None:
    """A tune that everybody is given, with a model's band; the studio leads back to the
    challenge."""
    sign_up(page, "live-maker")
    join(page, slug, code)
    page.goto(f"/challenges/{slug}/submit/")
    press(page, "Make one in the studio")
    melodies_come(page)
    tab_to(page, "a melody")
    page.keyboard.press("Enter")
    tab_to(page, "Ode to Joy")
    page.keyboard.press("Enter")
    wait_for(page, "chartbusters.state().notes[0] > 0")
    press(page, "Make a take")
    page.locator("#takes .take").nth(1).wait_for(timeout=patience())
    press(page, "Keep")
    page.keyboard.press("Control+s")
    page.get_by_role("link", name="Back to the challenge with it").first.wait_for()
    press(page, "Back to the challenge with it")
    page.get_by_role("button", name="Enter this song").wait_for()
    press(page, "Enter this song")
    page.get_by_text("Keep the receipt").wait_for()


def agrees(page: "Page", slug: str) -> None:
    page.goto(f"/challenges/{slug}/")
    press(page, "Say whether you will judge")
    page.get_by_role("heading", name="Will you judge").wait_for()
    press(page, "Yes, I will judge")
    page.get_by_text("Thank you for judging").wait_for()


def votes(page: "Page", slug: str, code: str) -> None:
    """On every pair, by the keys of the ballot."""
    sign_up(page, "live-voter-0")
    join(page, slug, code)
    page.goto(f"/challenges/{slug}/vote/")
    assert pair_ready(page)
    fits(page)
    page.get_by_text(f"Pair 1 of at most {PAIRS}").wait_for()
    assert "Rival" not in page.content() and "live-maker" not in page.content()
    assert judge_all(page, "abt") == PAIRS
    page.get_by_role("heading", name="You have come to the end").wait_for()
    fits(page)


def judges(page: "Page", slug: str) -> None:
    """Entry after entry, until all are judged."""
    page.goto(f"/challenges/{slug}/jury/")
    press(page, "Begin judging")
    for judged in range(1, PAIRS + 1):
        page.get_by_role("button", name="Submit").wait_for()
        assert page.get_by_text(f"{judged - 1} of {PAIRS} judged").is_visible()
        tab_to(page, "Play Entry")
        page.keyboard.press("Enter")
        tab_to_place(page, ".criterion [type=radio]")
        page.keyboard.press("Space")
        for _ in range(judged):
            page.keyboard.press("ArrowDown")
        write(page, "#comment", "Heard with pleasure.")
        press(page, "Submit")
        page.get_by_text("What you have submitted").wait_for()
        if judged < PAIRS:
            press(page, "Next: entry")
    press(page, "All entries")
    page.get_by_text("You have judged them all").wait_for()


def told_late(page: "Page", slug: str) -> None:
    """While voting runs nobody learns who made what, or how it stands."""
    page.goto(f"/challenges/{slug}/leaderboard/")
    page.get_by_text("Votes and ranks are told when voting is over").wait_for()
    assert page.request.get(f"/api/v1/finals/{slug}/").status == 404
    assert page.request.get(f"/challenges/{slug}/reveal/").status == 404


def decided(page: "Page", slug: str) -> list[dict[str, Any]]:
    """The rows of the final board, once it knows of votes and marks."""

    def rows() -> Any:
        answer = page.request.get(f"/api/v1/finals/{slug}/")
        found = answer.json()["rows"] if answer.ok else []
        known = all(None not in (row["public"], row["jury"]) for row in found)
        return found if known else None

    return list(wait_until(rows, patience() / 1000, "the final board", pause=1.0))


def sealed(page: "Page", slug: str) -> None:
    """The board of the votes counts them all, and what was sealed at the end is the same."""
    board = f"/challenges/{slug}/leaderboard/"

    def ends() -> Any:
        chain = page.request.get(f"{board}seals.json").json()["snapshots"]
        return [seal for seal in chain if seal["occasion"] == "closed"]

    (seal,) = wait_until(ends, patience() / 1000, "the seal", pause=1.0)
    page.goto(board)
    page.get_by_text(f"{VOTERS * PAIRS} votes", exact=True).wait_for()
    shown = page.locator(".board tbody th").all_inner_texts()
    page.goto(f"{board}?at={datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}")
    page.get_by_text(seal["digest"]).wait_for()
    assert page.locator(".board tbody th").all_inner_texts() == shown
    fits(page)


def medal(row: dict[str, Any]) -> str:
    """What may be said of a rank among three entries: no more than its range holds."""
    return {1: "Surely first", 2: "Among the first two"}.get(row["rank"][1], "")


def final_board(page: "Page", slug: str, rows: list[dict[str, Any]]) -> None:
    page.goto(f"/challenges/{slug}/")
    press(page, "Final board")
    page.get_by_role("heading", name="Final board").wait_for()
    tab = page.get_by_role("navigation", name="This challenge").locator("[aria-current]")
    box = tab.bounding_box()  # the last of tabs that scroll on a phone
    assert box and box["x"] + box["width"] <= PHONE["width"]
    for row, shown in zip(rows, page.locator(".board tbody tr").all(), strict=True):
        words = shown.inner_text()
        assert row["name"] in words
        assert shown.locator(".medal").all_inner_texts() == [medal(row)] * bool(medal(row))
    fits(page)


def result(page: "Page", slug: str, rows: list[dict[str, Any]]) -> None:
    """Third, second, first, each at a press; what it says of a place is no surer than the board."""
    press(page, "Third, second, first")
    steps = page.locator("[data-step]")
    page.get_by_role("button", name="Tell the third place").wait_for()
    fits(page)
    told = zip(("third", "second", "first"), reversed(rows), steps.all(), strict=True)
    for place, row, step in told:
        assert step.is_hidden()
        press(page, f"Tell the {place} place")
        step.get_by_role("heading", name=row["name"]).wait_for()
        words = step.inner_text()
        low, high = row["rank"]
        sure = f"This place is sure: rank {low}." if low == high else f"from {low} to {high}"
        assert sure in words and (low == high or medal(row) in words)
    assert page.evaluate("document.activeElement.matches('[data-step]:last-child')")
    fits(page)
