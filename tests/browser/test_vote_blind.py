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
    from playwright.sync_api import Page, Response

TEST = ("blind_test", "--genre", "folk", "--by", "organiser")
WISHES = ("--melodies", "2", "--bars", "8", "--seed", "3", "--listening", "1")
MOVED = """
from django.db.models.functions import Now
from chartbusters.challenges.models import Challenge
Challenge.objects.filter(slug__startswith="blind-folk").update({column}=Now())
"""
MAKERS = ("what people wrote", "shuffled", "· real", "blind-folk-1@", "Alder", "Aspen")


def begin(site: Site, pack: Path) -> None:
    site.manage(*TEST, *WISHES, "--data", str(pack))
    site.manage("shell", "-c", MOVED.format(column="entries_close_at"))


def test_it_works(
    site: Site, new_page: "Callable[..., Page]", tmp_path: Path, sample_song: Callable[..., Song]
) -> None:
    begin(site, write_pack(tmp_path, sample_song))
    page, answers = new_page(), list["Response"]()
    sign_up(page, "hears-blindly")
    page.on("response", answers.append)
    page.goto("/seasons/blind-folk/")
    page.get_by_role("link", name="1. ").first.click()
    page.get_by_role("link", name="Vote", exact=True).first.click()
    assert judge_all(page, "ab") == 1
    page.get_by_role("link", name="Go on with “2. ").click()
    assert judge_all(page, "ab") == 1
    page.get_by_role("link", name="Other challenges").wait_for()
    texts = [one.text() for one in answers if one.ok and "/static/" not in one.url]
    assert len(texts) > 6
    assert not [word for word in MAKERS if word in "".join(texts)]

    site.manage("shell", "-c", MOVED.format(column="voting_closes_at"))
    site.manage(*TEST, "--tell")
    page.goto("/challenges/blind-folk-01/entries/")
    page.get_by_role("link", name="· shuffled").wait_for()
    page.get_by_text("by real: what people wrote to this melody").wait_for()
