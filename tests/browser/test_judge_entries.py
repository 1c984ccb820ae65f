"""A juried challenge in real browsers: from the invitation to the final board, told in words.

Three jurors, one of whom is severe and one leaves half; votes count 50 percent, the jury 30 and
metrics 20. What the board shows is recomputed here from the marks, the votes and the scores.
"""

from collections import Counter
from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from generation.music import to_document
from generation.music.song import Song
from tests.browser.people import Organiser, sign_up, token
from tests.browsers import patience
from tests.servers import Site
from tests.waiting import wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow
SLUG, TITLE = "juried", "Juried"
MAKERS = ("juried-ann", "juried-ben", "juried-cleo", "juried-dan")
WEIGH = f"""
from chartbusters.challenges.models import Challenge
Challenge.objects.filter(slug={SLUG!r}).update(weight_public=50, weight_jury=30, weight_metrics=20)
"""
CRITERIA = (("Melody", 2), ("Surprise", 1))
# Levels for melody and surprise, by maker; the second is severe, the third leaves half.
MARKS = {
    "juror-one": {0: (5, 4), 1: (4, 4), 2: (3, 2), 3: (3, 3)},
    "juror-severe": {0: (3, 2), 1: (3, 3), 2: (1, 1), 3: (2, 1)},
    "juror-half": {0: (4, 4), 1: (5, 5)},
}


def post(page: "Page", path: str, body: Any) -> Any:
    headers = {"X-CSRFToken": token(page)}
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


def judged(page: "Page", number: int, levels: tuple[int, int], comment: str) -> None:
    """Hears an entry, chooses levels with the keyboard, writes a word, and submits."""
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
    page.reload()
    assert page.locator("input:checked").count() == 2  # the draft came back
    page.get_by_role("button", name="Submit").press("Enter")
    page.get_by_text("What other jurors have said").wait_for()


def mean(levels: tuple[int, int]) -> float:
    return sum(weight * level for (_, weight), level in zip(CRITERIA, levels, strict=True)) / 3


def corrected() -> dict[int, float]:
    """The two-way additive model by hand: what is left of each mark once the mean of the juror's
    surprises is taken out, again and again until nothing changes."""
    marks = {(j, e): mean(levels) for j, row in MARKS.items() for e, levels in row.items()}
    severity, quality = dict.fromkeys(MARKS, 0.0), dict.fromkeys(range(4), 0.0)
    for _ in range(2000):
        for entry in quality:
            of = [mark + severity[j] for (j, e), mark in marks.items() if e == entry]
            quality[entry] = sum(of) / len(of)
        for juror in severity:
            of = [quality[e] - mark for (j, e), mark in marks.items() if j == juror]
            severity[juror] = sum(of) / len(of)
        middle = sum(severity.values()) / len(severity)
        severity = {juror: one - middle for juror, one in severity.items()}
    return quality


def severities(quality: dict[int, float]) -> dict[str, float]:
    of = {
        juror: sum(quality[e] - mean(levels) for e, levels in row.items()) / len(row)
        for juror, row in MARKS.items()
    }
    middle = sum(of.values()) / len(of)
    return {juror: one - middle for juror, one in of.items()}


def percentile(values: dict[int, float], of: int) -> float:
    """The share of the others that it is above, ties half."""
    others = [value for key, value in values.items() if key != of]
    below = sum(round(value, 6) < round(values[of], 6) for value in others)
    same = sum(round(value, 6) == round(values[of], 6) for value in others)
    return (below + same / 2) / len(others)


def scores_of(page: "Page", receipts: list[dict[str, Any]]) -> dict[int, float]:
    """The scores beside real music, once they are worked out."""

    def told() -> list[float | None]:
        reports = [f"/api/v1/score-reports/{one['score_report']}/" for one in receipts]
        return [page.request.get(address).json().get("score") for address in reports]

    found = wait_until(lambda: None not in told() and told(), patience() / 1000, "the scores")
    return dict(enumerate(found))


def test_it_works(
    site: Site, new_page: "Callable[..., Page]", sample_song: Callable[..., Song]
) -> None:
    organiser = Organiser(new_page(), site)
    announced(organiser, site)
    moved(organiser, published=True, opens_at=-1)
    makers = [new_page() for _ in MAKERS]
    receipts, numbers = [], []
    for number, (name, page) in enumerate(zip(MAKERS, makers, strict=True)):
        sign_up(page, name)
        receipts.append(entered(page, sample_song, number))
        numbers.append(blind_number(page))
    jurors = {name: new_page() for name in MARKS}
    for name, page in jurors.items():
        sign_up(page, name)
    joined(organiser, jurors)
    moved(organiser, entries_close_at=-0.01)

    for name, row in MARKS.items():
        for entry, levels in row.items():
            judged(jurors[name], numbers[entry], levels, f"{name} heard this.")
    jurors["juror-half"].goto(f"/challenges/{SLUG}/")
    jurors["juror-half"].get_by_text("2 of 4 judged").wait_for()
    organiser.page.goto(f"/challenges/{SLUG}/jury/panel/")
    assert organiser.page.get_by_text("2 of 4", exact=True).count() == 1

    pitch = {60 + 2 * number: number for number in range(4)}
    order = {60: 4, 62: 2, 64: 3, 66: 1}
    wins: Counter[int] = Counter()
    for number in range(2):
        voter = new_page()
        sign_up(voter, f"juried-voter-{number}")
        wins += voted(voter, order)
    scores = scores_of(organiser.page, receipts)
    moved(organiser, voting_closes_at=-0.005)

    by_maker = {pitch[first]: float(wins[first]) for first in pitch}
    quality = corrected()
    expected = {
        entry: 0.5 * percentile(by_maker, entry)
        + 0.3 * percentile(quality, entry)
        + 0.2 * percentile(scores, entry)
        for entry in range(4)
    }
    address = f"/api/v1/finals/{SLUG}/"

    def decided() -> Any:
        answer = organiser.page.request.get(address)
        rows = answer.json().get("rows") if answer.ok else None
        return rows if rows and all(row["public"] is not None for row in rows) else None

    rows = wait_until(decided, patience() / 1000, "the final board")
    assert {row["number"]: round(row["final"], 9) for row in rows} == {
        numbers[entry]: round(value, 9) for entry, value in expected.items()
    }
    visitor = new_page(viewport={"width": 390, "height": 844})
    visitor.goto(f"/challenges/{SLUG}/final/")
    assert visitor.evaluate("document.documentElement.scrollWidth") <= 390
    shown = visitor.locator(".board tbody th a").all_inner_texts()
    assert shown == [row["name"] for row in rows]
    severe = severities(quality)["juror-severe"]
    assert severe > 0.5
    for entry in range(3):
        value = expected[entry]
        visitor.goto(f"/challenges/{SLUG}/final/{numbers[entry]}/")
        why = visitor.locator("main").inner_text()
        assert f"Final {100 * value:.1f} of 100" in why
        assert f"gives {50 * percentile(by_maker, entry):.1f} points" in why
        assert f"gives {30 * percentile(quality, entry):.1f} points" in why
        assert f"gives {20 * percentile(scores, entry):.1f} points" in why
        assert f"juror 2 is severe by {severe:.2f} points" in why
        assert f"juror 1 gave {mean(MARKS['juror-one'][entry]):.2f}" in why
        assert "Krippendorff's alpha" in why and "heard this" not in why
    makers[0].goto(f"/challenges/{SLUG}/final/{numbers[0]}/")
    makers[0].get_by_text("juror-severe heard this.").wait_for()
