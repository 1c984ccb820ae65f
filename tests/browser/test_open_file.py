"""A file is dropped on the studio: it is shown before it is opened, and what it loses is said."""

from typing import TYPE_CHECKING

from generation.music import Note, Song, Track
from generation.music.midi import write_midi
from tests.browser.studio import STATE, drop, note_total, open_studio, take_melody
from tests.browsers import wait_for
from tests.generation.music.files import file_of, meta, off, on, pedal

if TYPE_CHECKING:
    from playwright.sync_api import Page


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


def raised(tune: list[Note], by: int) -> tuple[Note, ...]:
    return tuple(note._replace(pitch=note.pitch + by) for note in tune)


def test_a_dropped_song_keeps_all_its_tracks_by_enter_alone(page: "Page") -> None:
    tune = [Note(n * 480, 40 + n, 480) for n in range(4)]
    tracks = tuple(Track(raised(tune, at), name=f"Part {at}") for at in range(17))
    open_studio(page)
    drop(page, "score.mid", write_midi(Song(tracks, title="Score")))
    page.locator("#import-dialog").wait_for()
    assert page.get_by_label("The whole song").is_checked()
    page.keyboard.press("Enter")
    wait_for(page, f"{STATE}.notes.length === 17")


def test_the_dialog_says_what_a_file_loses(page: "Page") -> None:
    open_studio(page)
    rows = [
        pedal(0, 127),
        on(0, 60),
        off(480, 60),
        pedal(960, 0),
        meta(0, "copyright", text="(c) <b>1931</b> Nobody"),
    ]
    drop(page, "played.mid", file_of(rows))
    dialog = page.locator("#import-dialog")
    dialog.get_by_text("1 note is longer, as the sustain pedal held it.").wait_for()
    dialog.get_by_text("“(c) <b>1931</b> Nobody”").wait_for()
