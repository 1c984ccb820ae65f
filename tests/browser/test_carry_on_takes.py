"""The Transformer in the studio: several takes of one wish, heard while they are written, all by
keyboard."""

from dataclasses import replace
from typing import TYPE_CHECKING

from generation.music.midi import write_midi
from tests.browser.studio import (
    NOTES,
    SOUNDS,
    drop,
    note_total,
    open_models,
    open_studio,
    take_melody,
)
from tests.browsers import patience, wait_for
from tests.generation.tunes import ode

if TYPE_CHECKING:
    from playwright.sync_api import Page


def choose(page: "Page", **parameters: str) -> None:
    open_models(page)
    page.locator('input[name="model"][value="transformer-all"]').check()
    for name, value in parameters.items():
        field = page.locator(".counts" if name == "candidates" else f"#parameter-{name}")
        field.evaluate(
            "element => { const folded = element.closest('details'); if (folded) folded.open = "
            "true }"
        )
        if name == "candidates":
            page.get_by_role("radio", name=value, exact=True).check()
        elif field.evaluate("element => element.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    page.locator("#generate").press("Enter")


def test_several_takes_of_one_wish_are_there_to_choose_from(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    own = note_total(page)
    choose(page, candidates="4", seconds="8")
    page.get_by_text("Takes 1 to 4 by Continuer are ready").first.wait_for(timeout=patience())
    counts = []
    for number in ("1", "2", "3"):
        page.get_by_role("button", name=f"Take {number} ·").press("Enter")
        wait_for(page, f"chartbusters.state().heard === {number}")
        counts.append(note_total(page))
    assert min(counts) > own
    page.get_by_role("button", name="Keep take 2").press("Enter")
    wait_for(
        page, f"chartbusters.state().heard === 0 && chartbusters.state().notes[0] === {counts[1]}"
    )


def test_a_wish_that_cannot_be_granted_says_why(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    own = note_total(page)
    choose(page, mode="fill bars", first_bar="90")
    page.get_by_text("choose a first bar and a last bar").first.wait_for(timeout=patience())
    assert note_total(page) == own


def test_the_selected_bars_are_made_anew_and_no_others(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    notes = f"{NOTES}.map((note) => [note.onset, note.pitch, note.length, note.velocity])"
    own = page.evaluate(notes)
    bar = 4 * 960
    inside = f"({{ onset }}) => onset >= {2 * bar} && onset < {4 * bar}"
    page.evaluate(f"document.querySelector('piano-roll').select({NOTES}.filter({inside}))")
    page.locator("piano-roll").focus()
    page.keyboard.press("Control+Shift+Enter")
    page.get_by_text("Take 1 by Continuer is ready").wait_for(timeout=patience())
    wait_for(page, "chartbusters.state().heard === 1")
    made = page.evaluate(notes)
    changed = {tuple(each) for each in own} ^ {tuple(each) for each in made}
    assert changed
    assert all(2 * bar <= onset < 4 * bar for onset, *_ in changed)


def band() -> bytes:
    """The Ode by eight instruments in octaves: many notes to carry on, and some seconds of work."""
    (melody,) = ode().tracks
    shifts = {40: 12, 73: 12, 41: 0, 68: 0, 71: 0, 42: -12, 70: -12, 43: -24}  # strings and winds
    tracks = []
    for program, by in shifts.items():
        notes = tuple(note._replace(pitch=note.pitch + by) for note in melody.notes)
        tracks.append(replace(melody, program=program, notes=notes))
    return write_midi(ode().with_tracks(tracks))


def test_a_take_is_heard_while_it_is_written(page: "Page") -> None:
    open_studio(page)
    drop(page, "band.mid", band())
    page.get_by_label("The whole song").check()
    page.get_by_role("button", name="Open", exact=True).press("Enter")
    wait_for(page, "chartbusters.state().notes.length === 8")
    choose(page, candidates="4", seconds="60")
    # In a loop: a busy machine may be so slow with the other takes that the first is over.
    page.locator('[data-command="loop"]').first.click()
    page.get_by_role("button", name="Listen in").press("Enter", timeout=patience())
    wait_for(page, f"chartbusters.state().playing && chartbusters.state().heard === 1 && {SOUNDS}")
    heard = note_total(page)
    page.get_by_text("Takes 1 to 4 by Continuer are ready").first.wait_for(timeout=patience())
    state = page.evaluate("chartbusters.state()")
    assert (state["playing"], state["heard"], state["takes"]) == (True, 1, 4)
    assert note_total(page) > heard
    assert page.get_by_role("button", name="Listen in").is_hidden()
