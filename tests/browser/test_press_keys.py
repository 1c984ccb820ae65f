"""Keys do what they say, whatever was clicked before: Space, arrows, Tab."""

from typing import TYPE_CHECKING

from tests.browser.keyboards import tab_to
from tests.browser.studio import STATE, draw_note, note_total, open_menu, open_studio, take_melody
from tests.browsers import wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_space_plays_after_a_click_on_any_button(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    draw_note(page)
    notes = note_total(page)
    for press in (
        '[data-command="loop"]',
        '[data-command="metronome"]',
        ".track .mixer button",
        "#play-with-keys",
        ".model-chosen",
    ):
        page.locator(press).first.click()
        pressed = page.locator('[data-command="loop"]').first.get_attribute("aria-pressed")
        page.keyboard.press("Space")
        wait_for(page, f"{STATE}.playing")
        page.keyboard.press("Space")
        wait_for(page, f"!{STATE}.playing")
        assert page.locator('[data-command="loop"]').first.get_attribute("aria-pressed") == pressed
    page.get_by_role("button", name="Undo").first.click()
    page.keyboard.press("Space")
    wait_for(page, f"{STATE}.playing")
    assert note_total(page) == notes - 1


def test_arrows_move_the_selected_note_after_a_click_on_a_button(page: "Page") -> None:
    open_studio(page)
    draw_note(page)
    pitch = "document.querySelector('piano-roll').state.song.tracks[0].notes[0].pitch"
    before = page.evaluate(pitch)
    page.locator('[data-command="zoom-in"]').click()
    page.keyboard.press("ArrowUp")
    assert page.evaluate(pitch) == before + 1


def test_space_types_a_space_and_presses_the_button_that_tab_came_to(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    page.get_by_label("Title of the song").click()
    page.keyboard.press("Space")
    assert page.evaluate(f"{STATE}.playing") is False
    page.keyboard.press("Enter")  # the title is written
    page.keyboard.press("Space")
    wait_for(page, f"{STATE}.playing")
    page.keyboard.press("Space")
    wait_for(page, f"!{STATE}.playing")
    page.get_by_label("Title of the song").click()
    tab_to(page, "Song menu")
    page.keyboard.press("Home")  # of its toolbar: Undo
    page.keyboard.press("Space")
    assert page.evaluate(f"[{STATE}.playing, {STATE}.notes[0]]") == [False, 0]


def test_the_help_is_not_opened_again_by_space(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    open_menu(page, "song")
    page.locator("#help-button").click()
    page.locator("#shortcuts").get_by_role("button", name="Close").click()
    page.keyboard.press("Space")
    wait_for(page, f"{STATE}.playing")
    assert page.locator("#shortcuts").is_hidden()


def test_a_piano_key_held_by_space_is_let_go_when_tab_leaves_it(page: "Page") -> None:
    open_studio(page)
    page.get_by_role("button", name="Piano", exact=True).click()
    page.evaluate(
        "document.querySelector('song-keyboard').shadowRoot.querySelector('[tabindex=\"0\"]').focus()"
    )
    held = "document.querySelector('song-keyboard').shadowRoot.querySelectorAll('.held').length"
    page.keyboard.down("Space")
    assert page.evaluate(held) == 1
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(held) == 0


def test_escape_closes_a_menu_and_nothing_else(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    page.keyboard.press("Control+a")
    page.keyboard.press("Space")
    wait_for(page, f"{STATE}.playing")
    open_menu(page, "edit")
    page.keyboard.press("Escape")
    assert page.locator(".edit-menu > .panel").is_hidden()
    assert page.evaluate("document.querySelector('piano-roll').state.selection.size") > 0
    assert page.evaluate(f"{STATE}.playing")
    page.keyboard.press("Space")  # after the mouse it is the roll's
    wait_for(page, f"!{STATE}.playing")


def test_tab_comes_to_play_where_a_narrow_window_leaves_out_the_button_before_it(
    page: "Page",
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    open_studio(page)
    tab_to(page, "Play")
    page.keyboard.press("ArrowLeft")  # round to the last of the toolbar, over what is left out
    assert page.evaluate("document.activeElement.textContent") == "Metronome"
