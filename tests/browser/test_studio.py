"""The studio as a visitor uses it: by mouse, by keyboard alone, with files and with a MIDI
keyboard."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generation.music import Song
from generation.music.midi import write_midi
from generation.music.song import Note, Track
from tests.browsers import patience, wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
SOUNDS = "chartbusters.level() > 0.001"
NOTES = "document.querySelector('piano-roll').state.song.tracks[0].notes"
# A MIDI keyboard made of script: `plug` connects it, `midi` plays it.
MIDI_KEYBOARD = """
const inputs = new Map(), access = { inputs, onstatechange: null };
navigator.requestMIDIAccess = async () => access;
window.plug = (name) => {
  inputs.set(name, { id: name, name, state: "connected" });
  access.onstatechange?.();
};
window.unplug = (name) => { inputs.get(name).state = "disconnected"; access.onstatechange?.(); };
window.midi = (name, ...bytes) =>
  inputs.get(name).onmidimessage({ data: Uint8Array.from(bytes), timeStamp: performance.now() });
"""


def open_studio(page: "Page") -> None:
    page.goto("/studio/")
    page.locator(".melody").first.wait_for()


def take_melody(page: "Page", title: str = "Ode to Joy") -> None:
    page.get_by_role("button", name=title).click()
    wait_for(page, "chartbusters.state().notes[0] > 0")


def note_total(page: "Page") -> int:
    return sum(page.evaluate("chartbusters.state().notes"))


def drop(page: "Page", name: str, content: bytes) -> None:
    page.evaluate(
        """([name, bytes]) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([Uint8Array.from(bytes)], name));
          const told = { dataTransfer, bubbles: true, cancelable: true };
          for (const type of ["dragover", "drop"])
            document.body.dispatchEvent(new DragEvent(type, told));
        }""",
        [name, list(content)],
    )


def tab_to(page: "Page", words: str) -> None:
    """Presses Tab until what is focused is called so."""
    for _ in range(80):
        page.keyboard.press("Tab")
        name = page.evaluate(
            """(() => { let at = document.activeElement;
              while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
              return at.getAttribute("aria-label") || at.textContent; })()"""
        )
        if words in name:
            return
    pytest.fail(f"Tab never came to {words!r}")


def test_a_melody_sounds_through_the_soundfont(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    page.keyboard.press("Space")
    wait_for(page, "chartbusters.state().sound === 'soundfont'")
    wait_for(page, SOUNDS)
    page.keyboard.press("Space")
    assert page.evaluate("chartbusters.state().playing") is False


def test_a_click_adds_a_sounding_note_and_undo_takes_it_back(page: "Page") -> None:
    open_studio(page)
    # The note is short: something must listen all the time.
    page.evaluate(
        "window.loudest = 0; setInterval(() => (loudest = Math.max(loudest, "
        "chartbusters.level())), 20)"
    )
    page.locator("piano-roll").click(position={"x": 200, "y": 60})
    assert note_total(page) == 1
    wait_for(page, "loudest > 0.001")
    before = page.evaluate(NOTES)[0]["pitch"]
    page.keyboard.press("ArrowUp")
    assert page.evaluate(NOTES)[0]["pitch"] == before + 1
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Undo").click()
    assert note_total(page) == 0
    page.get_by_role("button", name="Redo").click()
    assert note_total(page) == 1


def test_a_right_click_erases_and_a_double_click_on_nothing_does_not(page: "Page") -> None:
    open_studio(page)
    roll = page.locator("piano-roll")
    roll.dblclick(position={"x": 200, "y": 60})
    assert note_total(page) == 1
    roll.click(position={"x": 202, "y": 60}, button="right")
    assert note_total(page) == 0


def test_the_whole_way_with_the_keyboard_alone(page: "Page") -> None:
    open_studio(page)
    tab_to(page, "Notes of Melody")
    for pitch_steps in (0, 2, 2):
        for _ in range(pitch_steps):
            page.keyboard.press("ArrowUp")
        page.keyboard.press("Enter")
        for _ in range(4):
            page.keyboard.press("ArrowRight")
    assert [note["pitch"] for note in page.evaluate(NOTES)] == [60, 62, 64]
    page.keyboard.press("ArrowLeft")
    wait_for(
        page,
        "document.querySelector('#studio-live').textContent.startsWith('E 4, bar 1 beat 3, "
        "quarter')",
    )
    page.keyboard.press("Alt+ArrowRight")
    page.keyboard.press("Control+ArrowUp")
    assert page.evaluate(NOTES)[2] == {"onset": 1920, "pitch": 65, "length": 1200, "velocity": 90}
    page.keyboard.press("Space")
    wait_for(page, SOUNDS)
    page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")
    page.locator("#takes .take").nth(1).wait_for(timeout=patience())
    assert page.evaluate("chartbusters.state().heard") == 1
    made = note_total(page)
    assert made > 3
    page.keyboard.press("0")
    assert note_total(page) == 3
    page.keyboard.press(".")
    assert note_total(page) == made
    tab_to(page, "Keep take 1")
    page.keyboard.press("Enter")
    assert page.evaluate("[chartbusters.state().heard, chartbusters.state().undo]") == [
        0,
        "Keep take 1",
    ]
    page.keyboard.press("Control+z")
    assert note_total(page) == 3


def test_the_draft_survives_and_no_empty_song_takes_its_place(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    before = note_total(page)
    page.get_by_text("Draft kept in this browser").wait_for()
    page.reload()
    page.get_by_text("Your draft from a moment ago is back").wait_for()
    assert note_total(page) == before
    page.get_by_role("button", name="Start with an empty song").click()
    assert note_total(page) == 0
    page.reload()
    page.get_by_text("is back").wait_for()
    assert note_total(page) == before


def test_a_visitor_who_saves_is_asked_to_sign_in(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    page.keyboard.press("Control+s")
    link = page.locator("#studio-notice").get_by_role("link", name="Sign in")
    assert link.get_attribute("href") == "/accounts/login/?next=%2Fstudio%2F"


def test_a_dropped_file_is_shown_before_it_is_opened(page: "Page") -> None:
    title = "<img src=x onerror=alert(1)>"
    tracks = [
        Track(tuple(Note(n * 480, 60 + n, 480) for n in range(8)), name=title),
        Track((Note(0, 36, 1920),), drums=True, name="Kit"),
    ]
    open_studio(page)
    drop(page, "tune.mid", write_midi(Song(tuple(tracks), title=title)))
    dialog = page.locator("#import-dialog")
    dialog.wait_for()
    assert title in dialog.inner_text()
    assert "9 notes · 2 tracks" in dialog.inner_text()
    dialog.get_by_label("The whole song").check()
    dialog.get_by_role("button", name="Open").click()
    assert page.evaluate("chartbusters.state().notes") == [8, 1]
    assert page.locator("img[src=x]").count() == 0


def test_a_picture_is_refused_in_words(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    before = note_total(page)
    drop(page, "tune.mid", b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    page.get_by_role("alert").get_by_text("This file is not MIDI").wait_for()
    assert note_total(page) == before


def test_a_midi_keyboard_is_recorded(page: "Page") -> None:
    page.add_init_script(MIDI_KEYBOARD)
    open_studio(page)
    page.locator(".transport summary").click()
    page.get_by_role("button", name="Connect a MIDI keyboard").click()
    page.get_by_text("No MIDI keyboard found").wait_for()
    page.evaluate("plug('Keys 25')")
    page.get_by_label("Count-in").select_option("0")
    page.get_by_role("button", name="Record", exact=False).first.click()
    wait_for(page, "chartbusters.state().tick > 200")
    for pitch in (60, 64, 67):
        page.evaluate("pitch => midi('Keys 25', 0x90, pitch, 100)", pitch)
        before = page.evaluate("chartbusters.state().tick")
        wait_for(page, "before => chartbusters.state().tick > before + 300", before)
        page.evaluate("pitch => midi('Keys 25', 0x80, pitch, 0)", pitch)
    page.locator('[data-command="record"]').click()
    page.locator("#studio-notice").get_by_text("3 notes recorded").wait_for()
    played = page.evaluate(NOTES)
    assert [note["pitch"] for note in played] == [60, 64, 67]
    assert all(note["length"] > 200 for note in played)
    page.keyboard.press("q")
    assert all(note["onset"] % 240 == 0 for note in page.evaluate(NOTES))


def test_a_song_is_exported_as_midi(page: "Page", tmp_path: Path) -> None:
    open_studio(page)
    take_melody(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Export MIDI").click()
    assert download.value.suggested_filename == "Ode to Joy.mid"
    saved = tmp_path / "song.mid"
    download.value.save_as(saved)
    assert saved.read_bytes().startswith(b"MThd")


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: npm ci in frontend/")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(new_page: "Callable[..., Page]", scheme: str, width: int) -> None:
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    open_studio(page)
    take_melody(page)
    page.keyboard.press("Control+a")
    page.get_by_text("Notes as a table").click()
    page.evaluate(AXE.read_text())
    assert violations(page) == []
    page.locator("#help-button").click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def violations(page: "Page") -> list[Any]:
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    return [
        (each["id"], each["impact"], [node["target"] for node in each["nodes"]]) for each in found
    ]
