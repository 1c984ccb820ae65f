"""From a new song through SoundCloud's page, under our own policy, to a track there and its link on
the page of the song; with a real worker and a real recording."""

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from generation.music.song import Song
from tests.browser.people import sign_up
from tests.browser.test_share_page import save
from tests.browsers import patience
from tests.chartbusters.soundcloud.fake import CLIENT, SECRET, SoundCloud
from tests.servers import Site, start, stop

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def soundcloud() -> Iterator[SoundCloud]:
    with SoundCloud().running() as server:
        yield server


@pytest.fixture
def publishing(site: Site, soundcloud: SoundCloud) -> Iterator[Site]:
    """The same site through a web of its own that has an application there, with its worker."""
    second = Site(
        site.var,
        WEB_WORKERS="1",
        SOUNDCLOUD_CLIENT_ID=CLIENT,
        SOUNDCLOUD_CLIENT_SECRET=SECRET,
        SOUNDCLOUD_API_URL=soundcloud.url,
        SOUNDCLOUD_AUTH_URL=soundcloud.url,
    )
    second.log = site.var / "publishing.log"
    soundcloud.back = f"{second.url}/soundcloud/callback/"
    command = [sys.executable, "-m", "chartbusters.ops.worker", "publish", "publish", "1"]
    worker = start(command, site.var / "publish.log", **{**second.environment, "PART": "publish"})
    second.start_web()  # which is well once there is a worker for each queue
    yield second
    stop(worker)
    second.stop()


def test_a_new_song_becomes_a_track(
    publishing: Site,
    soundcloud: SoundCloud,
    new_page: "Callable[..., Page]",
    sample_song: Callable[..., Song],
) -> None:
    page = new_page(base_url=publishing.url)
    sign_up(page, "browser-uploader")
    address = save(page, sample_song(bars=2, band=True), "Heard There")
    page.goto(address)
    page.get_by_role("link", name="Connect SoundCloud").click()
    assert page.url.startswith(f"{soundcloud.url}/authorize?")
    page.get_by_role("button", name="Allow").click()
    page.get_by_text("SoundCloud is connected, as alice-plays.").wait_for()
    card = page.locator("#soundcloud")
    assert page.url == f"{publishing.url}{address}#soundcloud"
    assert card.get_by_label("People with its link").is_checked()
    card.get_by_label("Everybody").check()
    card.get_by_role("button", name="Publish on SoundCloud").click()
    link = card.get_by_role("link", name="Heard There on SoundCloud")
    link.wait_for(timeout=patience())  # without a new page
    (track,) = soundcloud.tracks.values()
    assert track.sound.startswith(b"fLaC") and len(track.sound) > 50_000
    assert track.fields["track[title]"] == "Heard There"
    assert link.get_attribute("href") == f"{soundcloud.url}/alice-plays/song-1000"
    _press_keys(page, card)
    page.wait_for_url("**#soundcloud")
    card.get_by_role("button", name="Publish on SoundCloud").wait_for(timeout=patience())
    assert not soundcloud.tracks and soundcloud.reused == 0


def _press_keys(page: "Page", card: Any) -> None:
    """Takes it down by the keyboard alone."""
    card.get_by_role("link").first.focus()
    page.keyboard.press("Tab")
    assert card.get_by_role("button", name="Take it down").evaluate(
        "button => button === document.activeElement"
    )
    page.keyboard.press("Enter")
