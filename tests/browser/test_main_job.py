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
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from generation.music import to_document
from generation.music.song import Song
from tests.browser.ballots import judge, pair_ready
from tests.browser.test_studio import SOUNDS, drop, open_studio
from tests.browsers import patience, wait_for
from tests.servers import Site, wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Page

WORD = "a-long-enough-word-7"


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


def sign_up(page: "Page", name: str) -> None:
    page.goto("/accounts/signup/")
    page.fill("[name=username]", name)
    page.fill("[name=password1]", WORD)
    page.keyboard.press("Enter")
    page.get_by_text(f"@{name}").wait_for()


FOCUSED = (
    "document.activeElement.matches('a, button') ? document.activeElement.textContent.trim() : ''"
)


def tab_to(page: "Page", words: str) -> None:
    """Presses Tab until the link or button that is focused begins so."""
    for _ in range(120):
        if page.evaluate(FOCUSED).startswith(words):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab never came to {words!r}")


def arrow_to(page: "Page", words: str) -> None:
    """Within a toolbar, which is one stop of Tab."""
    for _ in range(12):
        if page.evaluate(FOCUSED) == words:
            return
        page.keyboard.press("ArrowRight")
    pytest.fail(f"the arrows never came to {words!r}")


def chosen_by_key(page: "Page") -> Any:
    """The file chooser that Enter opens. A Chromium with much else to do now and then opens none at
    the first press."""
    choosers: list[Any] = []

    def opened(chooser: Any) -> None:
        choosers.append(chooser)

    page.on("filechooser", opened)
    for press in range(60):
        if press % 20 == 0:
            page.keyboard.press("Enter")
        page.wait_for_timeout(500)
        if choosers:
            return choosers[0]
    pytest.fail("no file chooser opened")


def token(page: "Page") -> str:
    return page.get_attribute("meta[name=csrf-token]", "content") or ""


class Organiser:
    """Makes and runs a challenge in the admin, as an organiser does."""

    def __init__(self, page: "Page", site: Site) -> None:
        self.page = page
        page.goto("/accounts/login/?next=/admin/")
        page.fill("[name=login]", "organiser")
        page.fill("[name=password]", (site.var / "demo_password").read_text())
        page.keyboard.press("Enter")
        page.get_by_text("Site administration").wait_for()

    def announce(self, slug: str, title: str) -> None:
        self.page.goto("/admin/challenges/challenge/add/")
        self.page.locator("#id_title").press_sequentially(title)
        wait_until(
            lambda: self.page.input_value("#id_slug") == slug, what="the slug made from the title"
        )
        self.page.select_option("#id_genre", "bach")
        self.page.fill(
            "#id_rules",
            '[{"rule": "technique", "value": "gan"}, {"rule": "minimum_tracks", "value": 4}]',
        )
        self.page.check("#id_published")
        self._times(opens_at=-1, entries_close_at=1, voting_closes_at=2)
        self.page.click("[name=_save]")
        self.page.get_by_text("was added successfully").wait_for()

    def begin_voting(self, title: str) -> None:
        self.page.goto("/admin/challenges/challenge/")
        self.page.get_by_role("link", name=title, exact=True).click()
        self._times(entries_close_at=-0.01)
        self.page.click("[name=_save]")
        self.page.get_by_text("was changed successfully").wait_for()

    def _times(self, **hours: float) -> None:
        for name, offset in hours.items():
            at = timezone.now() + timedelta(hours=offset)
            self.page.fill(f"#id_{name}_0", f"{at:%Y-%m-%d}")
            self.page.fill(f"#id_{name}_1", f"{at:%H:%M:%S}")


def enter_rival(page: "Page", slug: str, sample_song: Callable[..., Song]) -> None:
    """Another entry, by the API: made by the GAN too, as the rules ask."""
    headers = {"X-CSRFToken": token(page)}

    def post(path: str, body: Any) -> Any:
        answer = page.request.post(f"/api/v1/{path}", data=body, headers=headers)
        assert answer.ok, answer.text()
        return answer.json()

    melody = to_document(sample_song(bars=8, title="Rival"))
    job = post(
        "generation-jobs/", {"technique": "gan", "model": "gan-bach", "document": melody, "seed": 5}
    )
    address = f"/api/v1/generation-jobs/{job['id']}/"
    wait_until(
        lambda: page.request.get(address).json()["state"] == "done",
        patience() / 1000,
        "the rival's job",
    )
    made = page.request.get(address).json()["result"]["document"]
    saved = post(
        "compositions/",
        {"title": "Rival", "document": made, "origin": {"kind": "generated", "job": job["id"]}},
    )
    post("entries/", {"challenge": slug, "composition": saved["id"]})


def vote(page: "Page", slug: str, outcome: str) -> None:
    """Hears both sides and votes, with the keyboard alone; nothing on the way tells whose songs
    they are."""
    page.goto(f"/challenges/{slug}/vote/")
    assert pair_ready(page)
    assert "Rival" not in page.content() and "maker-" not in page.content()
    assert "Rival" in judge(page, outcome)
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
    drop(maker, *lead_sheet)
    dialog = maker.locator("#import-dialog")
    dialog.wait_for()
    dialog.get_by_text("the most melodic").click()
    dialog.get_by_role("button", name="Open").click()
    melody = maker.evaluate("chartbusters.state().notes")
    maker.get_by_text("Chorale", exact=False).first.click()
    maker.locator("#generate").click()
    maker.locator("#takes .take").nth(1).wait_for(timeout=patience())
    with_band = maker.evaluate("chartbusters.state().notes")
    assert (
        with_band[: len(melody)] == melody and len(with_band) == len(melody) + 3 and all(with_band)
    )
    maker.locator('[data-command="play"]').click()
    wait_for(maker, SOUNDS)
    maker.locator('[data-command="play"]').click()
    maker.get_by_role("button", name="Keep take 1").click()
    maker.locator('[data-command="save"]').click()
    page_of_song = maker.get_by_role("link", name="See its page").get_attribute("href") or ""
    maker.get_by_role("link", name="Enter it in a challenge").click()
    maker.get_by_role("link", name="By Mouse").click()
    maker.get_by_role("button", name="Enter this song").click()
    maker.get_by_text("You are in").wait_for()
    assert len(maker.locator("#code").input_value()) == 64
    wait_until(
        lambda: bool(maker.reload()) and maker.get_by_text("measured beside real Bach").count() > 0,
        90,
        "the score",
    )
    finish("by-mouse", "By Mouse", organiser, maker, new_page, rival)
    maker.goto(page_of_song)
    assert mp3_plays(new_page(), publish(maker))


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
    tab_to(maker, "Undo")
    arrow_to(maker, "Open MIDI")
    chosen_by_key(maker).set_files(
        {"name": lead_sheet[0], "mimeType": "audio/midi", "buffer": lead_sheet[1]}
    )
    maker.locator("#import-dialog").wait_for()
    maker.keyboard.press("Enter")
    maker.get_by_text("is open").first.wait_for(state="attached")
    tab_to(maker, "Make a take")
    maker.keyboard.press("Enter")
    maker.locator("#takes .take").nth(1).wait_for(timeout=patience())
    tab_to(maker, "To start")
    maker.keyboard.press("ArrowRight")
    maker.keyboard.press("Enter")
    wait_for(maker, SOUNDS)
    maker.keyboard.press("Enter")
    tab_to(maker, "Keep")
    maker.keyboard.press("Enter")
    maker.keyboard.press("Control+s")
    maker.get_by_role("link", name="Enter it in a challenge").wait_for()
    page_of_song = maker.get_by_role("link", name="See its page").get_attribute("href") or ""
    tab_to(maker, "Enter it in a challenge")
    maker.keyboard.press("Enter")
    maker.get_by_role("heading", name="Open for entries").wait_for()
    tab_to(maker, "By Keys")
    maker.keyboard.press("Enter")
    maker.get_by_role("button", name="Enter this song").wait_for()
    tab_to(maker, "Enter this song")
    maker.keyboard.press("Enter")
    maker.get_by_text("You are in").wait_for()
    finish("by-keys", "By Keys", organiser, maker, new_page, rival)
    maker.goto(page_of_song)
    assert mp3_plays(new_page(), publish(maker))
