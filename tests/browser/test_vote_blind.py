"""A listener votes in a blind test, goes on from one melody to the next, and nowhere reads who made
what before the end."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from generation.music.song import Song
from tests.browser.ballots import judge_all
from tests.browser.people import sign_up
from tests.generation.listening.packs import write_pack
from tests.servers import Site

if TYPE_CHECKING:
    from playwright.sync_api import Page

BEGUN = """
from pathlib import Path
from django.core.management import call_command
from django.db.models.functions import Now
from chartbusters.challenges.models import Challenge
wishes = dict(genre="folk", by="organiser", bars=8, melodies=2, seed=3, listening=1)
call_command("blind_test", data=Path("{pack}"), **wishes)
Challenge.objects.filter(slug__startswith="blind-folk").update(entries_close_at=Now())
"""
OVER = """
from django.core.management import call_command
from django.db.models.functions import Now
from chartbusters.challenges.models import Challenge
Challenge.objects.filter(slug__startswith="blind-folk").update(voting_closes_at=Now())
call_command("blind_test", genre="folk", by="organiser", tell=True)
"""
PAIRS = 6  # of people, rules, a stranger's band and the model of the genre
MAKERS = (
    "what people wrote",
    "shuffled",
    "· real",
    "arranger",
    "gan-folk",
    "Alder",
    "Aspen",
    "Birch",
)


def test_it_works(
    site: Site, new_page: "Callable[..., Page]", tmp_path: Path, sample_song: Callable[..., Song]
) -> None:
    pack = write_pack(tmp_path, sample_song)
    site.manage("shell", "-c", BEGUN.format(pack=pack))
    page, seen = new_page(), ""
    sign_up(page, "hears-blindly")
    page.goto("/seasons/blind-folk/")
    seen += page.content()
    page.get_by_role("link", name="1. ").first.click()
    page.get_by_role("heading", name="What it is about").wait_for()
    seen += page.content()
    page.get_by_role("link", name="Vote", exact=True).first.click()
    assert judge_all(page, "ab") == PAIRS
    seen += page.content()
    page.get_by_role("link", name="Go on with “2. ").click()
    assert judge_all(page, "ab") == PAIRS
    page.get_by_role("link", name="Other challenges").wait_for()
    seen += page.content()
    page.goto("/challenges/blind-folk-01/entries/")
    seen += page.content()
    assert "Names are shown when" in seen and not [word for word in MAKERS if word in seen]

    site.manage("shell", "-c", OVER)
    page.reload()
    page.get_by_role("link", name="· shuffled").wait_for()
    page.get_by_text("by real: what people wrote").wait_for()
