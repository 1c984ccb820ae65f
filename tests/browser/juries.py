"""The steps of a juried challenge, as an organiser, makers, jurors and voters go them."""

import time
from collections import Counter
from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING, Any

from generation.music import to_document
from generation.music.song import Song
from tests.browser.judged_by_hand import CRITERIA
from tests.browser.people import Organiser, token
from tests.browsers import patience
from tests.servers import Site
from tests.waiting import wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Page

SLUG, TITLE = "juried", "Juried"
BUSY = 503  # nothing was written
MAKERS = ("juried-ann", "juried-ben", "juried-cleo", "juried-dan")
WEIGH = f"""
from chartbusters.challenges.models import Challenge
Challenge.objects.filter(slug={SLUG!r}).update(weight_public=50, weight_jury=30, weight_metrics=20)
"""


def post(page: "Page", path: str, body: Any) -> Any:
    """What the answer holds. As clients are told to, it tries again where the one writer that the
    database has is held up: on a busy machine a worker may keep it for longer than the web
    waits."""
    headers = {"X-CSRFToken": token(page)}
    end = time.monotonic() + patience() / 1000
    answer = page.request.post(f"/api/v1/{path}", data=body, headers=headers)
    while answer.status == BUSY and time.monotonic() < end:
        page.wait_for_timeout(1000)
        answer = page.request.post(f"/api/v1/{path}", data=body, headers=headers)
    assert answer.ok, answer.text()
    return answer.json() if answer.status != 204 else None


def announced(organiser: Organiser, site: Site) -> None:
    """A challenge whose rubric is written before everybody sees it."""
    page = organiser.page
    page.goto("/admin/challenges/challenge/add/")
    page.locator("#id_title").press_sequentially(TITLE)
    wait_until(lambda: page.input_value("#id_slug") == SLUG, what="the slug made from the title")
    page.select_option("#id_genre", "general")
    organiser._times(opens_at=1, entries_close_at=2, voting_closes_at=3)
    page.click("[name=_save]")
    page.get_by_text("was added successfully").wait_for()
    weights = "weight_public=50, weight_jury=30, weight_metrics=20"
    models = "from chartbusters.challenges.models import Challenge"
    site.manage(
        "shell", "-c", f"{models}; Challenge.objects.filter(slug='{SLUG}').update({weights})"
    )
    for order, (name, weight) in enumerate(CRITERIA):
        page.goto("/admin/jury/criterion/add/")
        page.select_option("#id_challenge", label=TITLE)
        page.fill("#id_name", name)
        page.fill("#id_order", str(order))
        page.fill("#id_weight", str(weight))
        for level in range(1, 6):
            page.fill(f"#id_level_{level}", f"{name} as one expects of level {level}")
        page.click("[name=_save]")
        page.get_by_text("was added successfully").wait_for()


def moved(organiser: Organiser, published: bool = False, **hours: float) -> None:
    """Moves the times of the challenge, as an organiser does."""
    page = organiser.page
    page.goto("/admin/challenges/challenge/")
    page.get_by_role("link", name=TITLE, exact=True).click()
    if published:
        page.check("#id_published")
    organiser._times(**hours)
    page.fill("#id_note", "Earlier, for this journey.")
    page.click("[name=_save]")
    page.get_by_text("was changed successfully").wait_for()


def entered(page: "Page", sample_song: Callable[..., Song], number: int) -> dict[str, Any]:
    """An entry of this maker; gives its receipt and how high its first note is."""
    song = sample_song(bars=8 + number, transpose=2 * number, band=number % 2 == 0)
    body = {"title": f"Tune of {MAKERS[number]}", "document": to_document(song)}
    saved = post(page, "compositions/", body)
    return dict(post(page, "entries/", {"challenge": SLUG, "composition": saved["id"]}))


def blind_number(page: "Page") -> int:
    """The number of one's own entry, which its maker is told."""
    told = page.request.get(f"/api/v1/challenges/{SLUG}/entries/").json()["results"]
    return int(next(one["number"] for one in told if one["mine"]))


def voted(page: "Page", ranked: dict[int, int]) -> Counter[int]:
    """Votes on every pair: whoever begins higher wins; gives the wins by first note."""
    wins: Counter[int] = Counter()
    for _ in count():
        ballot = post(page, "ballots/", {"challenge": SLUG})
        if ballot is None:
            return wins
        first = {side: ballot[side]["document"]["tracks"][0]["notes"][0][1] for side in "ab"}
        for side in "ab":
            heard(page, ballot, side)
        better = max("ab", key=lambda side: ranked[first[side]])
        post(page, f"ballots/{ballot['id']}/vote/", {"outcome": better})
        wins[first[better]] += 1
    raise AssertionError


def heard(page: "Page", ballot: Any, side: str) -> None:
    """Tells that a side was heard until the server believes that it was long enough."""
    required = ballot[side]["required_ms"]
    body = {"side": side, "ms": required}
    wait_until(
        lambda: post(page, f"ballots/{ballot['id']}/heard/", body)[f"heard_ms_{side}"] >= required,
        patience() / 1000,
        "listening to be believed",
    )


def joined(organiser: Organiser, jurors: "dict[str, Page]") -> None:
    """Asks them all at once; each finds the question on the challenge's page and says yes."""
    page = organiser.page
    page.goto(f"/challenges/{SLUG}/jury/panel/")
    page.get_by_label("User names or mail addresses").fill("\n".join(jurors))
    page.get_by_role("button", name="Ask them").click()
    page.get_by_text("Asked just now").wait_for()
    for juror in jurors.values():
        juror.goto(f"/challenges/{SLUG}/")
        juror.get_by_role("link", name="Say whether you will judge").click()
        juror.get_by_role("button", name="Yes, I will judge").click()
        juror.get_by_text("Thank you for judging").wait_for()


def judged(
    page: "Page", number: int, levels: tuple[int, int], comment: str, leave: bool = False
) -> None:
    """Hears an entry, chooses levels with the keyboard, writes a word, perhaps leaves and comes
    back, and submits."""
    page.goto(f"/challenges/{SLUG}/jury/entries/{number}/")
    text = page.locator("main").inner_text()
    assert not [maker for maker in MAKERS if maker in text] and "other jurors" not in text
    page.get_by_role("button", name=f"Play Entry {number}").click()
    for (name, _), level in zip(CRITERIA, levels, strict=True):
        group = page.get_by_role("group", name=name)
        group.get_by_role("radio").first.focus()
        page.keyboard.press("Space")
        for _ in range(level - 1):
            page.keyboard.press("ArrowDown")
        assert group.locator("input:checked").get_attribute("value") == str(level)
    page.get_by_label("To the maker").fill(comment)
    page.get_by_text("Your draft is kept.").wait_for()
    if leave:
        page.reload()
        assert page.locator("input:checked").count() == 2  # the draft came back
    page.get_by_role("button", name="Submit").press("Enter")
    page.get_by_text("What other jurors have said").wait_for()


def scores_of(page: "Page", receipts: list[dict[str, Any]]) -> dict[int, float]:
    """The scores beside real music, once they are worked out."""

    def told() -> list[float | None]:
        reports = [f"/api/v1/score-reports/{one['score_report']}/" for one in receipts]
        return [page.request.get(address).json().get("score") for address in reports]

    found = wait_until(lambda: None not in told() and told(), patience() / 1000, "the scores")
    return dict(enumerate(found))
