"""How journeys vote: with the keyboard alone, on every pair there is."""

from typing import TYPE_CHECKING

from tests.browsers import wait_for
from tests.waiting import wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Page

OVER = "No pair is left for you"
CHOSEN = {"a": "You chose A", "b": "You chose B"}
CHOSEN |= {"t": "You said: equally good", "x": "You said: both bad"}


def pair_ready(page: "Page") -> bool:
    """Waits for the next pair; False when there is none."""
    status = page.locator("[data-status]")

    def said() -> str:
        text = status.inner_text()
        return text if OVER in text or "then the answers unlock" in text else ""

    if OVER in wait_until(said, what="the next pair"):
        return False
    assert page.evaluate("document.activeElement.matches('[data-title]')")
    return True


def hear(page: "Page", key: str, side: str) -> None:
    """Plays one side for as long as the page asks for, and not longer: that is enough."""
    asked = seconds_asked(page, side) * 1000
    page.keyboard.press(key)
    wait_for(
        page,
        "([side, ms]) => document.querySelector(`[data-player=${side}]`).heardMs >= ms",
        [side, asked],
    )
    page.keyboard.press(key)
    assert page.locator(f"[data-left={side}]").inner_text() == "Heard enough to judge"


def seconds_asked(page: "Page", side: str) -> int:
    """Of listening to one side, as the page says it."""
    words = page.locator(f"[data-left={side}]").inner_text()
    return 0 if words == "Heard enough to judge" else int(words.split()[0])


def judge(page: "Page", outcome: str) -> str:
    """Hears the pair that lies there and votes; gives what is told then."""
    hear(page, "1", "a")
    hear(page, "2", "b")
    page.get_by_text("The answers are unlocked").first.wait_for()
    page.keyboard.press(outcome)
    page.get_by_text(CHOSEN[outcome]).wait_for()
    return page.locator("[data-reveal]").inner_text()


def judge_all(page: "Page", outcomes: str, most: int = 1000) -> int:
    """Votes on every pair, or on some, with these outcomes in turn; gives how many there were."""
    count = 0
    while count < most and pair_ready(page):
        judge(page, outcomes[count % len(outcomes)])
        count += 1
        votes = f"{count} {'vote' if count == 1 else 'votes'} counted;"
        assert votes in page.locator("[data-progress]").inner_text()
        page.keyboard.press("n")
    return count
