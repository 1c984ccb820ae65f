"""A juried challenge in real browsers: from the invitation to the final board, told in words.

Three jurors, one of whom is severe and one leaves half; votes count 50 percent, the jury 30 and
metrics 20. What the board shows is recomputed by hand, from the marks, the votes and the scores.
"""

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from generation.music.song import Song
from tests.browser.axe import AXE, violations
from tests.browser.judged_by_hand import MARKS, corrected, mean, points, severities
from tests.browser.juries import (
    MAKERS,
    SLUG,
    announced,
    blind_number,
    entered,
    joined,
    judged,
    moved,
    scores_of,
    voted,
)
from tests.browser.people import Organiser, sign_up
from tests.browsers import patience
from tests.servers import Site
from tests.waiting import wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow
ORDER = {60: 4, 62: 2, 64: 3, 66: 1}  # how much voters like an entry, by its first note
FINAL = f"/challenges/{SLUG}/final/"
PHONE = {"width": 390, "height": 844}
Opened = Callable[..., "Page"]


def test_it_works(site: Site, new_page: Opened, sample_song: Callable[..., Song]) -> None:
    organiser = Organiser(new_page(), site)
    announced(organiser, site)
    moved(organiser, published=True, opens_at=-1)
    makers = signed_up(new_page, MAKERS)
    receipts = [entered(page, sample_song, n) for n, page in enumerate(makers.values())]
    numbers = [blind_number(page) for page in makers.values()]
    jurors = signed_up(new_page, MARKS, color_scheme="dark", viewport=PHONE)
    joined(organiser, jurors)
    moved(organiser, entries_close_at=-0.01)
    jury_judges(organiser, jurors, numbers)
    voters = signed_up(new_page, ("juried-voter-0", "juried-voter-1"))
    wins = sum((voted(page, ORDER) for page in voters.values()), Counter[int]())
    moved(organiser, voting_closes_at=-0.005)

    by_maker = {n: float(wins[60 + 2 * n]) for n in range(4)}
    rows = decided(organiser.page)
    scores = scores_of(organiser.page, receipts)  # exact once the draw is told
    expected = {n: points(by_maker, scores, n) for n in range(4)}
    assert {row["number"]: round(100 * row["final"], 6) for row in rows} == {
        numbers[n]: round(sum(each), 6) for n, each in expected.items()
    }
    board_is_shown(new_page(viewport=PHONE), rows)
    visitor = new_page()
    for n in range(3):
        reasons_are_told(visitor, numbers[n], expected[n], n)
    makers[MAKERS[0]].goto(f"{FINAL}{numbers[0]}/")
    makers[MAKERS[0]].get_by_text("juror-severe heard this.").wait_for()


def signed_up(new_page: Opened, names: Any, **options: Any) -> dict[str, "Page"]:
    pages = {name: new_page(**options) for name in names}
    for name, page in pages.items():
        sign_up(page, name)
    return pages


def jury_judges(organiser: Organiser, jurors: dict[str, "Page"], numbers: list[int]) -> None:
    """Each judges what they judge, on a phone in the dark; whoever leaves half is told so, and so
    is the organiser."""
    for address in ("jury/", f"jury/entries/{numbers[0]}/"):
        jurors["juror-one"].goto(f"/challenges/{SLUG}/{address}")
        fits(jurors["juror-one"])
    for name, row in MARKS.items():
        for entry, levels in row.items():
            words, leave = f"{name} heard this.", entry == next(iter(row))
            judged(jurors[name], numbers[entry], levels, words, leave)
    jurors["juror-half"].goto(f"/challenges/{SLUG}/")
    jurors["juror-half"].get_by_text("2 of 4 judged").wait_for()
    organiser.page.goto(f"/challenges/{SLUG}/jury/panel/")
    assert organiser.page.get_by_text("2 of 4", exact=True).count() == 1
    organiser.page.evaluate(AXE.read_text())
    assert violations(organiser.page) == []


def fits(page: "Page") -> None:
    """On a phone, and by axe."""
    page.evaluate(AXE.read_text())
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def decided(page: "Page") -> list[dict[str, Any]]:
    """The rows of the final board, once it knows of votes, marks and scores."""

    def rows() -> Any:
        answer = page.request.get(f"/api/v1/finals/{SLUG}/")
        found = answer.json().get("rows") if answer.ok else None
        return found if found and all(row["public"] is not None for row in found) else None

    return list(wait_until(rows, patience() / 1000, "the final board"))


def board_is_shown(page: "Page", rows: list[dict[str, Any]]) -> None:
    """The same on the page, which fits a phone."""
    page.goto(FINAL)
    fits(page)
    shown = page.locator(".board tbody th a:not(.why)").all_inner_texts()
    assert shown == [row["name"] for row in rows]


def reasons_are_told(
    page: "Page", number: int, expected: tuple[float, float, float], entry: int
) -> None:
    page.goto(f"{FINAL}{number}/")
    why = page.locator("main").inner_text()
    assert f"Final {sum(expected):.1f} of 100" in why
    for part, given in zip(
        ("Votes (50 %)", "Jury (30 %)", "Metrics (20 %)"), expected, strict=True
    ):
        line = next(line for line in why.splitlines() if line.startswith(part))
        assert f"gives {given:.1f} points" in line
    severe = severities(corrected())["juror-severe"]
    assert severe > 0.5 and f"juror 2 is severe by {severe:.2f} points" in why
    assert f"juror 1 gave {mean(MARKS['juror-one'][entry]):.2f}" in why
    assert f"{corrected()[entry]:.2f}" in why
    assert "Krippendorff's alpha" in why and "heard this" not in why
