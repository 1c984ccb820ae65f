"""How journeys vote: with the keyboard alone, on every pair there is."""

from typing import TYPE_CHECKING

from tests.browsers import wait_for
from tests.waiting import wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Page

OVER = "No pair is left for you"


def pair_ready(page: "Page") -> bool:
    """Waits for the next pair; False when there is none."""
    status = page.locator("[data-status]")

    def said() -> str:
        text = status.inner_text()
        return text if OVER in text or "then the answers unlock" in text else ""

    return OVER not in wait_until(said, what="the next pair")


def hear(page: "Page", key: str, side: str) -> None:
    """Plays one side for as long as the page asks for, and not longer: that is enough."""
    asked = int(page.locator(f"[data-left={side}]").inner_text().split()[0]) * 1000
    page.keyboard.press(key)
    wait_for(
        page,
        "([side, ms]) => document.querySelector(`[data-player=${side}]`).heardMs >= ms",
        [side, asked],
    )
    page.keyboard.press(key)
    assert page.locator(f"[data-left={side}]").inner_text() == "Heard enough to judge"


def judge(page: "Page", outcome: str) -> str:
    """Hears the pair that lies there and votes; gives what is revealed."""
    hear(page, "1", "a")
    hear(page, "2", "b")
    page.get_by_text("The answers are unlocked").first.wait_for()
    page.keyboard.press(outcome)
    page.get_by_text("Thank you. They were").wait_for()
    return page.locator("[data-reveal]").inner_text()


def judge_all(page: "Page", outcomes: str, most: int = 1000) -> int:
    """Votes on every pair, or on some, with these outcomes in turn; gives how many there were."""
    count = 0
    while count < most and pair_ready(page):
        judge(page, outcomes[count % len(outcomes)])
        count += 1
        words = "time" if count == 1 else "times"
        assert f"You have voted {count} {words};" in page.locator("[data-progress]").inner_text()
        page.keyboard.press("n")
    return count
