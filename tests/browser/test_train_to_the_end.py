"""A person's whole way with a model of their own: twenty files, the recipe Fast, epochs that come
live and are heard, a machine that dies, a pause, an end, the studio, and an organiser who publishes
it. The network really learns, in the worker of a running site."""

import contextlib
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.people import Organiser, sign_up
from tests.browser.studio import make_take, open_models, take_melody
from tests.browser.test_train_own_music import bring, written
from tests.browser.test_watch_training import LISTEN, hears
from tests.browsers import patience, wait_for
from tests.conftest import NO_TORCH, TORCH
from tests.servers import Site
from tests.waiting import wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["written"]
pytestmark = pytest.mark.skipif(not TORCH, reason=NO_TORCH)
LEARNING = 20 * 60 * 1000  # milliseconds that some epochs may take on a machine that tests much


def begin(page: "Page") -> None:
    """From own files to a run by the recipe Fast."""
    page.get_by_role("link", name="Train on these").click()
    page.get_by_role("link", name="Band-mate (GAN)").click()
    page.get_by_role("radio", name="Fast").check()
    page.get_by_role("button", name="Go on").click()
    page.fill("[name=title]", "Band of twenty")
    page.get_by_role("button", name="Start", exact=True).click()
    page.wait_for_url("**/train/*-*/")


def epoch_told(page: "Page", number: int) -> None:
    """It comes by itself, on a page that nobody reloads."""
    page.wait_for_function(
        "number => document.querySelectorAll('.frame').length > number",
        arg=number,
        timeout=LEARNING,
    )


def hear(page: "Page", number: int) -> None:
    page.evaluate("loudest = 0")
    page.locator(".frame").nth(number).click()
    hears(page, f"Epoch {number}")
    wait_for(page, "loudest > 0.001")


def trainers(site: Site) -> list[int]:
    """The processes of the site's worker that trains, and what learns in them."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            words = (place / "cmdline").read_bytes().split(b"\0")
            folder = f"VAR_DIR={site.var}".encode() in (place / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        if folder and (b"generation.train" in words or words[-4:-2] == [b"train", b"train"]):
            found.append(int(place.name))
    return found


def kill_trainers(site: Site) -> None:
    """kill -9, as the out-of-memory killer would."""
    killed = trainers(site)
    assert len(killed) >= 2, "a worker, and what learns in it"
    for number in killed:
        with contextlib.suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)


def end_by_hand(page: "Page") -> None:
    """Paused, looked at again, resumed, and ended with what it has learnt."""
    page.get_by_role("button", name="Pause", exact=True).click()
    page.get_by_role("heading", name="Paused").wait_for(timeout=LEARNING)
    page.reload()
    page.get_by_role("button", name="Resume", exact=True).click()
    page.get_by_role("heading", name="Learning").wait_for(timeout=LEARNING)
    page.get_by_role("button", name="Stop, and keep the best").click()
    page.locator("dialog").get_by_role("button", name="Stop, and keep the best").click()
    page.get_by_role("heading", name="Done").wait_for(timeout=LEARNING)


def play_in_studio(page: "Page") -> str:
    """The model is made by one click, and chosen where one arrives; its name."""
    page.get_by_role("button", name="Use the best epoch in the studio").click()
    page.wait_for_url("**/studio/**", timeout=patience())
    wait_for(page, "document.querySelector('[name=model]:checked')?.value.startsWith('t-')")
    take_melody(page)
    open_models(page)
    make_take(page)
    return str(page.evaluate("document.querySelector('[name=model]:checked').value"))


def publish(page: "Page", name: str, staff: "Page", site: Site) -> None:
    page.goto(f"/models/{name}/")
    page.get_by_text("Ask to have it published").click()
    page.get_by_role("button", name="Ask the organisers").click()
    page.get_by_text("They have not decided yet").wait_for()
    Organiser(staff, site)
    staff.goto("/models/asked/")
    staff.get_by_role("button", name="Publish").click()
    staff.get_by_text("is published.").wait_for()


@pytest.mark.slow
def test_own_files_become_a_published_model(
    new_page: "Callable[..., Page]", site: Site, written: list[Path]
) -> None:
    page = new_page()
    page.add_init_script(LISTEN)
    sign_up(page, "trains")
    bring(page, written)
    begin(page)
    epoch_told(page, 3)
    hear(page, 1)
    hear(page, 2)

    kill_trainers(site)
    page.reload()
    page.locator(".frame").nth(3).wait_for()  # what was told is there
    before = page.locator(".frame").count()
    page.get_by_text("Resumed after a stop of the machine").first.wait_for(timeout=LEARNING)
    epoch_told(page, before)
    end_by_hand(page)

    run = page.url
    name = play_in_studio(page)
    publish(page, name, new_page(), site)
    visitor = new_page()
    visitor.goto("/models/?whose=published")
    visitor.get_by_role("link", name="Band of twenty", exact=True).first.wait_for()
    visitor.goto(run)
    wait_until(lambda: visitor.locator(".frame").count() > before, what="the film of the run")
