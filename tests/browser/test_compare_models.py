"""A contest of models from its making to its board, in browsers: an organiser hides melodies, two
people enter networks of theirs, workers play them all, listeners vote blind, and the board ranks
the models, with what they learnt from and their curves a press away."""

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from generation.music import to_document
from generation.music.song import Song
from tests.browser import callers
from tests.browser.ballots import judge_all
from tests.browser.keyboards import press, tab_to_place, write
from tests.browser.learners import model_learnt
from tests.browser.people import sign_up, token
from tests.browser.test_live_a_challenge import LAPTOP, PHONE, fits, now
from tests.browser.test_watch_training import INK
from tests.browsers import patience, wait_for
from tests.servers import Site
from tests.waiting import wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TITLE, SLUG = "Which band?", "which-band"
OURS = "gan-pop"  # a model of this site, to compare with
PAIRS = 3  # of three models
MELODIES = 3


def test_it_works(site: Site, new_page: Callable[..., "Page"], sample_song: Any) -> None:
    organiser = new_page(viewport=LAPTOP)
    drafted(organiser, site)
    melodies_hidden(organiser, sample_song)
    published(organiser)
    now(site, SLUG, "opens")
    for number, (name, screen) in enumerate((("ann", LAPTOP), ("ben", PHONE)), 1):
        enters(new_page(viewport=screen), site, f"models-{name}", number)
    now(site, SLUG, "entries close")
    listener = new_page(viewport=PHONE, color_scheme="dark")
    played(listener)
    votes(listener)
    for number in range(1, 4):
        assert callers.voted_on_all(callers.newcomer(site, f"models-ear-{number}"), SLUG) == PAIRS
    now(site, SLUG, "voting closes")
    told(new_page(viewport=LAPTOP, reduced_motion="reduce"))


def drafted(page: "Page", site: Site) -> None:
    """On the desk by keys: a title, that it compares models, and of which music."""
    page.goto("/accounts/login/?next=/desk/%2Bnew/")
    write(page, "[name=login]", "organiser")
    write(page, "[name=password]", (site.var / "demo_password").read_text())
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="New challenge").wait_for()
    write(page, "#id_title", TITLE)
    tab_to_place(page, "#id_kind")
    page.keyboard.type("Mod")
    tab_to_place(page, "#id_genre")
    page.keyboard.type("pop")
    press(page, "Save the draft")
    page.get_by_role("heading", name="Before everybody sees it").wait_for()


def melodies_hidden(page: "Page", sample_song: Any) -> None:
    """Three songs that nobody else hears, sealed, and a model of the site beside the others."""
    for number in range(MELODIES):
        keep_song(page, sample_song(bars=3, transpose=2 * number), f"Hidden {number}")
    press(page, "choose and seal them")
    page.get_by_role("heading", name="Hidden melodies").wait_for()
    for number in range(MELODIES):
        page.select_option("#composition", label=f"Hidden {number}")
        press(page, "Add this melody")
        page.get_by_role("heading", name=f"{number + 1}. Hidden {number}").wait_for()
    press(page, f"Seal {MELODIES} melodies")
    page.get_by_label("Sealed: everybody reads this digest").wait_for()
    tab_to_place(page, f"[name=house][value={OURS}]")
    page.keyboard.press("Space")
    press(page, "Save")
    page.get_by_text("Saved.").wait_for()
    fits(page)


def keep_song(page: "Page", song: Song, title: str) -> None:
    """Among one's own, as the studio does it."""
    headers = {"X-CSRFToken": token(page), "Referer": page.url}
    body = {"title": title, "document": to_document(song)}
    assert page.request.post("/api/v1/compositions/", data=body, headers=headers).ok


def published(page: "Page") -> None:
    press(page, "At a glance")
    page.get_by_text("Its hidden melodies are sealed").wait_for()
    press(page, "Publish")
    page.get_by_text("everybody sees it now").wait_for()


def enters(page: "Page", site: Site, name: str, seed: int) -> None:
    """One of one's own models, with the keyboard."""
    sign_up(page, name)
    model_learnt(site, name, f"Band of {name}", seed)
    page.goto(f"/challenges/{SLUG}/")
    press(page, "Enter a model")
    page.get_by_role("group", name="Which of your models?").wait_for()
    tab_to_place(page, "[name=model]")
    page.keyboard.press("Space")
    fits(page)
    press(page, "Enter this model")
    page.get_by_text("It plays once entries close").first.wait_for()
    page.goto(f"/challenges/{SLUG}/")
    page.get_by_text(f"“Band of {name}” will play").first.wait_for()


def played(page: "Page") -> None:
    """One who waits to hear them is told how far they are, until there is something to hear."""
    sign_up(page, "models-ear-0")
    page.goto(f"/challenges/{SLUG}/models/")
    page.get_by_role("heading", name="The models are playing").wait_for()
    fits(page)

    def done() -> bool:
        page.reload()
        return page.get_by_text("All models have played").is_visible()

    wait_until(done, patience() / 1000, "the takes of all models", pause=2.0)


def votes(page: "Page") -> None:
    """On every pair, without learning whose a take is."""
    press(page, "Listen and vote")
    page.wait_for_url("**/vote/")
    assert judge_all(page, "abt") == PAIRS
    page.get_by_role("heading", name="You have come to the end").wait_for()
    for address in (f"/challenges/{SLUG}/models/", f"/challenges/{SLUG}/entries/"):
        page.goto(address)
        assert "Band of" not in page.content() and OURS not in page.content(), address


def told(page: "Page") -> None:
    """Which was which, in the order of the board; the sealed file; data, a card, and curves."""
    page.goto(f"/challenges/{SLUG}/models/")
    rows = page.locator(".models-told tbody tr")

    def ranked() -> bool:
        page.reload()
        return rows.locator("td:first-child").first.inner_text().startswith("1")

    wait_until(ranked, patience() / 1000, "the board of the models", pause=2.0)
    fits(page)
    names = rows.locator("th a").all_inner_texts()
    assert len(names) == PAIRS
    file = page.request.get(f"/challenges/{SLUG}/models/melodies.json").body()
    assert page.input_value("#digest") == hashlib.sha256(file).hexdigest()
    of_ann = rows.filter(has_text="Band of models-ann")
    assert "Arranged by rule" in of_ann.inner_text()
    of_ann.get_by_role("link", name="Its card").click()
    page.get_by_role("heading", name="Band of models-ann").first.wait_for()
    page.go_back()
    of_ann.get_by_role("link", name="Its training, curve by curve").click()
    page.get_by_role("heading", name="Band of models-ann").first.wait_for()
    wait_for(page, f"({INK})('distance') > 3")
    page.goto(f"/challenges/{SLUG}/leaderboard/")
    assert page.locator(".board tbody th a").all_inner_texts() == names
