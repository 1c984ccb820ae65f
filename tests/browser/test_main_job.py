"""The whole way of a song, in real browsers on the running site: from a stranger's MIDI file to a
rank and a link.

An organiser makes a challenge; its maker drops a file, lets the GAN add a band, hears it, saves and
enters it; it is scored; two others vote blind; the board shows the rank with its interval; the link
opens for somebody signed out, and the MP3 plays. Once with the mouse, once with the keyboard alone.
"""

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generation.music.song import Song
from tests.browser.ballots import judge, pair_ready
from tests.browser.keyboards import arrow_to, chosen_by_key, press, tab_to_button, tab_to_place
from tests.browser.people import Organiser, sign_up
from tests.browser.rivals import enter_rival
from tests.browser.studio import SOUNDS, drop, open_studio
from tests.browsers import patience, wait_for
from tests.servers import Site
from tests.waiting import wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def lead_sheet(shared_data: Path) -> tuple[str, bytes]:
    """Name and bytes of a MIDI file that we did not make: a tune of the public domain that no model
    was trained on."""
    with zipfile.ZipFile(shared_data / "openewld.zip") as pack:
        rows = csv.DictReader(io.StringIO(pack.read("index.csv").decode()))
        fits = [
            row
            for row in rows
            if row["split"] == "test"
            and row["pd_life70"] == "True"
            and 30 < float(row["seconds"]) < 70
        ]
        name = next(
            name for name in pack.namelist() if name.startswith("midi/") and fits[0]["id"] in name
        )
        return Path(name).name, pack.read(name)


def vote(page: "Page", slug: str, outcome: str) -> None:
    """Hears both sides and votes, with the keyboard alone; nothing on the way tells whose songs
    they are."""
    page.goto(f"/challenges/{slug}/vote/")
    assert pair_ready(page)
    assert "Rival" not in page.content() and "maker-" not in page.content()
    told = judge(page, outcome)
    assert "told when voting is over" in told and "Rival" not in told
    page.keyboard.press("n")
    assert not pair_ready(page)


def board_row(page: "Page", slug: str) -> str:
    """My row, once the board knows of both votes."""

    def known() -> bool:
        page.goto(f"/challenges/{slug}/leaderboard/")
        return page.get_by_text("2 votes", exact=True).count() > 0

    wait_until(known, patience() / 1000, "the board")
    return page.locator("tr[aria-current]").inner_text()


def publish(page: "Page") -> str:
    """Shows the song to everybody; gives its link."""
    page.get_by_label("Everybody").check()
    page.get_by_role("button", name="Save").press("Enter")
    page.locator("#link").wait_for()
    return page.locator("#link").input_value()


def mp3_plays(page: "Page", link: str) -> bool:
    """Signed out: the recording appears, and its time passes when it is played."""
    page.goto(link)
    title = page.locator("h1").inner_text()
    bar = page.get_by_role("slider", name=f"Position in {title}")
    bar.wait_for(timeout=patience())
    page.get_by_role("button", name=f"Play {title}").click()
    wait_until(
        lambda: int(bar.get_attribute("aria-valuenow") or 0) >= 1, what="the recording to play"
    )
    answer = page.request.get(f"{link}song.mp3")
    return answer.headers["content-type"] == "audio/mpeg" and len(answer.body()) > 50_000


def finish(
    slug: str,
    title: str,
    organiser: Organiser,
    maker: "Page",
    new_page: "Callable[..., Page]",
    rival: "Page",
) -> None:
    """From the last entry on: votes of two others, the board, the link."""
    organiser.begin_voting(title)
    for number, outcome in enumerate(("a", "t")):
        voter = new_page()
        sign_up(voter, f"voter-{slug}-{number}")
        vote(voter, slug, outcome)
    maker.goto(f"/challenges/{slug}/leaderboard/")
    assert "told when voting is over" in maker.inner_text("main")
    organiser.end_voting(title)
    row = board_row(maker, slug)
    assert "Yours" in row and " to " in row and row.split()[0] in ("1-2", "1", "2")
    rival.close()


def prepared(
    site: Site, new_page: "Callable[..., Page]", slug: str, title: str, sample_song: Any
) -> Any:
    organiser = Organiser(new_page(), site)
    organiser.announce(slug, title)
    rival = new_page()
    sign_up(rival, f"rival-{slug}")
    enter_rival(rival, slug, sample_song)
    return organiser, rival


def open_with_the_mouse(maker: "Page", sheet: tuple[str, bytes]) -> None:
    """Drops the file, and takes its most melodic track."""
    drop(maker, *sheet)
    dialog = maker.locator("#import-dialog")
    dialog.wait_for()
    dialog.get_by_text("the most melodic").click()
    dialog.get_by_role("button", name="Open").click()


def add_a_band(maker: "Page") -> None:
    """Lets the GAN add three tracks, and leaves the melody as it is."""
    melody = maker.evaluate("chartbusters.state().notes")
    maker.locator("#model-chosen").click()
    maker.locator("#models").get_by_text("Chorale", exact=False).first.click()
    maker.locator("#generate").click()
    maker.locator("#takes .take").nth(1).wait_for(timeout=patience())
    with_band = maker.evaluate("chartbusters.state().notes")
    assert with_band[: len(melody)] == melody
    assert len(with_band) == len(melody) + 3 and all(with_band)


def score_comes(maker: "Page") -> None:
    def told() -> bool:
        maker.reload()
        return maker.get_by_text("measured beside real Bach").count() > 0

    wait_until(told, 90, "the score")


def test_it_works_with_the_mouse(
    site: Site,
    new_page: "Callable[..., Page]",
    lead_sheet: tuple[str, bytes],
    sample_song: Callable[..., Song],
) -> None:
    organiser, rival = prepared(site, new_page, "by-mouse", "By Mouse", sample_song)
    maker = new_page()
    sign_up(maker, "maker-mouse")
    open_studio(maker)
    open_with_the_mouse(maker, lead_sheet)
    add_a_band(maker)
    maker.locator('[data-command="play"]').click()
    wait_for(maker, SOUNDS)
    maker.locator('[data-command="play"]').click()
    maker.get_by_role("button", name="Keep take 1").click()
    maker.locator('[data-command="save"]').click()
    page_of_song = maker.get_by_role("link", name="See its page").get_attribute("href") or ""
    maker.get_by_role("link", name="Enter it in a challenge").click()
    maker.get_by_role("link", name="By Mouse").click()
    maker.get_by_role("button", name="Enter this song").click()
    maker.get_by_text("Keep the receipt").wait_for()
    assert len(maker.locator("#code").input_value()) == 64
    score_comes(maker)
    finish("by-mouse", "By Mouse", organiser, maker, new_page, rival)
    maker.goto(page_of_song)
    assert mp3_plays(new_page(), publish(maker))


def open_by_key(maker: "Page", sheet: tuple[str, bytes]) -> None:
    """Through the toolbar and the file chooser, and takes what the dialog proposes."""

    def come() -> None:
        maker.locator("#title").focus()
        tab_to_place(maker, ".bar-end > *, .song-menu > summary")
        arrow_to(maker, "Song menu")
        maker.keyboard.press("Enter")
        tab_to_button(maker, "Open a file")

    name, content = sheet
    chosen_by_key(maker, come).set_files(
        {"name": name, "mimeType": "audio/midi", "buffer": content}
    )
    maker.locator("#import-dialog").wait_for()
    maker.keyboard.press("Enter")
    maker.get_by_text("is open").first.wait_for(state="attached")


def test_it_works_with_the_keyboard_alone(
    site: Site,
    new_page: "Callable[..., Page]",
    lead_sheet: tuple[str, bytes],
    sample_song: Callable[..., Song],
) -> None:
    organiser, rival = prepared(site, new_page, "by-keys", "By Keys", sample_song)
    maker = new_page()
    sign_up(maker, "maker-keys")
    open_studio(maker)
    open_by_key(maker, lead_sheet)
    press(maker, "Make a take")
    maker.locator("#takes .take").nth(1).wait_for(timeout=patience())
    tab_to_button(maker, "To start")
    maker.keyboard.press("ArrowRight")
    maker.keyboard.press("Enter")
    wait_for(maker, SOUNDS)
    maker.keyboard.press("Enter")
    press(maker, "Keep")
    maker.keyboard.press("Control+s")
    maker.get_by_role("link", name="Enter it in a challenge").wait_for()
    page_of_song = maker.get_by_role("link", name="See its page").get_attribute("href") or ""
    press(maker, "Enter it in a challenge")
    maker.get_by_role("heading", name="Open for entries").wait_for()
    press(maker, "By Keys")
    maker.get_by_role("button", name="Enter this song").wait_for()
    press(maker, "Enter this song")
    maker.get_by_text("Keep the receipt").wait_for()
    finish("by-keys", "By Keys", organiser, maker, new_page, rival)
    maker.goto(page_of_song)
    assert mp3_plays(new_page(), publish(maker))
