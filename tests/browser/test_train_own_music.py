"""Somebody signs up, brings own files, hears one, chooses a recipe and starts a run; with plain
forms and by keys alone too. The pages are accessible, as far as axe can tell."""

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.axe import AXE, violations
from tests.browser.keyboards import tab_to
from tests.browser.people import sign_up, token
from tests.conftest import NO_TORCH, TORCH
from tests.generation.own_files import moved, own_songs
from tests.own_data import sent_files
from tests.waiting import slowness

if TYPE_CHECKING:
    from playwright.sync_api import Page

READ = 120_000  # milliseconds that a worker may take for some twenty files


@pytest.fixture
def written(tmp_path: Path) -> list[Path]:
    """Twenty-one songs, one of them again in another key, and a file that is none."""
    songs = own_songs(21)
    files = sent_files([*songs, ("again.mid", moved(songs[3][1], 2))])
    for file in files:
        (tmp_path / file.name).write_bytes(file.data)
    (tmp_path / "broken.mid").write_bytes(b"MThd and nothing more")
    return sorted(tmp_path.glob("*.mid"))


@pytest.fixture
def real(tmp_path: Path, shared_data: Path) -> list[Path]:
    """Twenty folk tunes of the test part of the reference data."""
    with zipfile.ZipFile(shared_data / "nottingham.zip") as archive:
        rows = csv.DictReader(io.StringIO(archive.read("index.csv").decode()))
        names = [row["id"] for row in rows if row["split"] == "test"][:20]
        for name in names:
            (tmp_path / f"{name}.mid").write_bytes(archive.read(f"midi/{name}.mid"))
    return sorted(tmp_path.glob("*.mid"))


def bring(page: "Page", files: list[Path]) -> None:
    """By the form, until a worker has read them."""
    page.goto("/train/data/new/")
    page.fill("#title", "Own tunes")
    page.set_input_files("#files", files)
    page.get_by_text(f"{len(files)} files, ").wait_for()
    page.check("#rights")
    page.get_by_role("button", name="Bring them").click()
    page.get_by_role("heading", name="Own tunes").wait_for()
    page.get_by_role("link", name="Train on these").wait_for(timeout=READ * slowness())


def runs(page: "Page") -> list[Any]:
    found: list[Any] = page.request.get("/api/v1/training-runs/").json()["results"]
    return found


def choose_fast(page: "Page") -> None:
    """From the data to the last step."""
    page.get_by_role("link", name="Train on these").click()
    page.get_by_role("link", name="Continuer (Transformer)").click()
    page.get_by_role("heading", name="How long, and how?").wait_for()
    page.get_by_text("learns from Own tunes").wait_for()
    page.get_by_role("radio", name="Fast").check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("heading", name="Ready to begin").wait_for()


def start(page: "Page") -> None:
    """A run, which is cancelled as soon as it is there: learning has tests of its own."""
    page.get_by_role("button", name="Start", exact=True).click()
    page.wait_for_url("**/train/*-*/")
    (run,) = runs(page)
    assert run["id"] in page.url
    assert (run["technique"], run["recipe"], run["visibility"]) == (
        "transformer",
        "fast",
        "private",
    )
    headers = {"X-CSRFToken": token(page), "Referer": page.url}
    page.request.post(f"/api/v1/training-runs/{run['id']}/cancel/", headers=headers)


def test_own_files_become_a_run(new_page: "Callable[..., Page]", written: list[Path]) -> None:
    page = new_page()
    sign_up(page, "brings")
    bring(page, written)
    page.get_by_text("the same music as 3.mid, in another key").wait_for()
    page.get_by_role("button", name="Play 0.mid").click()
    page.locator("song-dock").wait_for()
    page.reload()
    choose_fast(page)
    page.go_back()
    page.get_by_role("heading", name="How long, and how?").wait_for()
    page.go_forward()
    page.get_by_text("The run and what comes of it are yours alone").wait_for()
    if not TORCH:
        page.get_by_text("make run TORCH=yes").wait_for()
        pytest.skip(NO_TORCH)
    start(page)


def test_real_music_becomes_a_run(new_page: "Callable[..., Page]", real: list[Path]) -> None:
    page = new_page()
    sign_up(page, "folk")
    bring(page, real)
    choose_fast(page)
    if TORCH:
        start(page)


def test_what_is_wrong_is_told_and_nothing_is_lost(
    new_page: "Callable[..., Page]", written: list[Path]
) -> None:
    page = new_page()
    sign_up(page, "errs")
    page.goto("/train/data/new/")
    page.check("#rights")
    page.get_by_role("button", name="Bring them").click()
    page.get_by_role("alert").get_by_text("Choose the files first.").wait_for()
    page.set_input_files("#files", written[:3])
    page.get_by_role("button", name="Bring them").click()
    told = page.get_by_role("status").get_by_text("Add 17 more")
    told.wait_for(timeout=READ * slowness())
    page.set_input_files("#files", written[3:])
    page.check("#rights")
    page.get_by_role("button", name="Add them").click()
    page.get_by_role("link", name="Train on these").wait_for(timeout=READ * slowness())


def test_minutes_follow_the_numbers(new_page: "Callable[..., Page]") -> None:
    page = new_page()
    page.goto("/train/new/?technique=gan&data=arranged")
    page.get_by_text("The true names").click()
    before = page.locator("[data-time]").inner_text()
    page.get_by_role("textbox", name="Epochs").fill("2000")
    page.wait_for_function(
        "before => document.querySelector('[data-time]').textContent.trim() !== before", arg=before
    )
    assert "hour" in page.locator("[data-time]").inner_text()
    page.get_by_role("textbox", name="Batch").fill("1000000")
    page.locator("[data-time]").get_by_text("Batch is a whole number from 4 to 256").wait_for()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("alert").get_by_text("Batch is a whole number").wait_for()
    assert page.get_by_role("textbox", name="Epochs").input_value() == "2000"


def test_by_keys_alone_and_without_scripts(new_page: "Callable[..., Page]") -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/train/")
    press(page, "Start a run")
    press(page, "Editor (AR-CNN)")
    press(page, "Arranged by rule")
    page.get_by_role("heading", name="How long, and how?").wait_for()
    page.get_by_role("radio", name="Fast").focus()
    page.keyboard.press("ArrowDown")
    press(page, "Go on")
    page.get_by_text("Good: ").wait_for()
    press(page, "Sign in to start")
    page.wait_for_url("**/accounts/login/**")
    page.fill("[name=login]", "ada")


def press(page: "Page", name: str) -> None:
    """A link or a button, as who has keys only does."""
    found = page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name)).first
    found.focus()
    page.keyboard.press("Enter")


def test_a_link_is_reached_by_tab(new_page: "Callable[..., Page]") -> None:
    page = new_page()
    page.goto("/train/new/")
    tab_to(page, "Band-mate (GAN)")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="From what music?").wait_for()


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: npm ci in frontend/")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(new_page: "Callable[..., Page]", scheme: str) -> None:
    page = new_page(color_scheme=scheme, viewport={"width": 390, "height": 844})
    sign_up(page, f"trains-by-axe-{scheme}")
    wizard = "/train/new/?technique=gan"
    for address in (
        *("/train/", "/train/data/", "/train/data/new/", "/train/new/", wizard),
        *(f"{wizard}&data=arranged&p.epochs=0", f"{wizard}&data=arranged&recipe=fast"),
    ):
        page.goto(address)
        page.evaluate(AXE.read_text())
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
