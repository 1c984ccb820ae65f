"""A voter goes through pair after pair on one page: each asks for as much listening as the
first."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.browser.ballots import judge_all, pair_ready
from tests.browser.people import sign_up
from tests.browsers import wait_for
from tests.servers import Site

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

PAGE = "/challenges/sound-science-fair/vote/"  # of the demo: five entries, three turns each
PAIRS = 7


def test_it_works_on_every_pair(page: "Page") -> None:
    sign_up(page, "hears-all")
    page.goto(PAGE)
    page.get_by_text(f"Pair 1 of at most {PAIRS}").wait_for()
    # The draw may leave two entries over that have met before.
    assert PAIRS - 1 <= judge_all(page, "abtx") <= PAIRS
    assert not pair_ready(page)
    page.get_by_role("link", name="See the board").click()
    page.get_by_role("heading", name="Leaderboard").wait_for()


def test_it_asks_for_no_more_listening_from_pair_to_pair(
    true_gate: Site, new_page: "Callable[..., Page]"
) -> None:
    """By the true gate: five seconds of each song, of the second pair as of the first. Further ones
    are tried by a shorter gate, in test_vote_eight_pairs.py."""
    page = new_page(base_url=true_gate.url)
    sign_up(page, "hears-long")
    page.goto(PAGE)
    page.locator("[data-left=a]").get_by_text("5 more seconds to hear").wait_for()
    assert judge_all(page, "ab", most=2) == 2


def test_what_still_sounds_is_not_counted_for_the_next_pair(page: "Page") -> None:
    """A voter skips, and starts the old song again before the next pair comes."""
    sign_up(page, "hears-late")
    page.goto(PAGE)
    assert pair_ready(page)
    held: list[Route] = []
    page.route("**/api/v1/ballots/", lambda route: held.append(route))
    page.locator("[data-skip]").click()
    wait_for(page, "document.querySelector('#ballot').getAttribute('aria-busy') === 'true'")
    page.keyboard.press("1")
    wait_for(page, "document.querySelector('[data-player=a]').heardMs >= 1000")
    held[0].continue_()
    wait_for(page, "document.querySelector('[data-player=a]').heardMs === 0")
    assert page.locator("[data-left=a]").inner_text() == "1 more second to hear"
    page.unroute("**/api/v1/ballots/")
    assert judge_all(page, "b", most=1) == 1


def test_a_side_is_reported_in_a_tab_of_its_own(page: "Page") -> None:
    sign_up(page, "hears-a-copy")
    page.goto(PAGE)
    assert pair_ready(page)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Report B, in a new tab").click()
    form = opened.value
    form.get_by_label("It is somebody else's music").check()
    form.get_by_role("button", name="Send the report").click()
    form.get_by_role("heading", name="Song B of a pair").wait_for()
    assert pair_ready(page)
