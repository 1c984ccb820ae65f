"""No song is lost on the main road: landing page, melody, take, sign in, reload, a second tab."""

from typing import TYPE_CHECKING

from generation.music import Note, Song, Track
from generation.music.midi import write_midi
from tests.browser.test_main_job import WORD, sign_up, token
from tests.browser.test_studio import MIDI_KEYBOARD, drop, note_total, open_studio, take_melody
from tests.browsers import patience, wait_for
from tests.generation.music.files import file_of, meta, off, on, pedal

if TYPE_CHECKING:
    from playwright.sync_api import Page

KEPT = "Draft kept in this browser"
# Songs are saved when the gate opens, and not before.
GATE = """
const fetching = window.fetch, gate = new Promise((resolve) => (window.openGate = resolve));
window.waiting = 0;
window.fetch = async (address, options) => {
  const saves = options?.method === "POST" && address.endsWith("/compositions/");
  if (saves) (window.waiting += 1), await gate;
  return fetching(address, options);
};
"""
STATE = "(window.chartbusters?.state() ?? { notes: [] })"  # before the page is ready too


def draw_note(page: "Page", x: int = 300, y: int = 40) -> None:
    """A click into the grid, which adds a note where there is none."""
    before = note_total(page)
    page.locator("piano-roll").click(position={"x": x, "y": y})
    wait_for(
        page, "before => chartbusters.state().notes.reduce((a, b) => a + b, 0) > before", before
    )


def make_take(page: "Page") -> None:
    takes = page.evaluate(f"{STATE}.takes")
    page.locator("#generate").click()
    wait_for(page, "before => chartbusters.state().takes > before", takes, seconds=120.0)


def reopen(page: "Page") -> None:
    page.reload()
    page.get_by_text("is back").wait_for()


def test_the_main_road_with_sign_in_reload_and_a_second_tab(page: "Page") -> None:
    page.goto("/")
    page.get_by_role("link", name="Make it yours").first.click()
    wait_for(page, f"{STATE}.notes[0] > 0")
    assert page.evaluate("location.search") == ""
    title, plain = page.evaluate(f"[{STATE}.title, {STATE}.notes]")
    make_take(page)
    make_take(page)
    with_band = note_total(page)
    page.get_by_role("button", name="Keep take 2").click()
    assert page.evaluate(f"{STATE}.undo") == "Keep take 2"

    # Sign in in the middle: the song, its takes and its steps are there again.
    page.keyboard.press("Control+s")
    page.locator("#studio-notice").get_by_role("link", name="Sign up").click()
    page.fill("[name=username]", "keeper")
    page.fill("[name=password1]", WORD)
    page.keyboard.press("Enter")
    page.get_by_text("is back").wait_for()
    assert (note_total(page), page.evaluate(f"{STATE}.title")) == (with_band, title)
    wait_for(page, f"{STATE}.takes === 2")
    page.keyboard.press("Control+z")
    assert page.evaluate(f"{STATE}.notes") == plain
    page.keyboard.press("Control+Shift+z")
    page.keyboard.press("Control+s")
    page.get_by_text("Saved on the site.").wait_for()
    reopen(page)
    assert note_total(page) == with_band
    assert page.locator("#save-state").inner_text() == "Saved"

    # The link to the saved song finds what was changed since.
    address = page.locator("#enter-challenge").get_attribute("href") or ""
    draw_note(page)
    page.get_by_text(KEPT).wait_for()
    page.goto("/studio/?composition=" + address.partition("=")[2])
    page.get_by_text("is back").wait_for()
    assert note_total(page) == with_band + 1
    assert page.locator("#save-state").inner_text() == "Changed since the last save"

    # A second tab goes on with the same song; each keeps its own, and both are told.
    other = page.context.new_page()
    other.goto("/studio/")
    wait_for(other, f"{STATE}.notes.reduce((a, b) => a + b, 0) === {with_band + 1}")
    draw_note(page, x=420)
    draw_note(page, x=470)
    draw_note(other, x=520)
    for tab in (page, other):
        tab.get_by_text("changed in another tab too").wait_for()
    for tab, notes in ((page, with_band + 3), (other, with_band + 2)):
        tab.reload()
        wait_for(tab, f"{STATE}.notes.reduce((a, b) => a + b, 0) === {notes}")
    other.locator("#drafts-panel summary").click()
    other.locator("#drafts .melody").first.click()
    wait_for(other, f"{STATE}.notes.reduce((a, b) => a + b, 0) === {with_band + 3}")


def test_the_melody_is_there_as_it_was_when_one_wants_it(page: "Page") -> None:
    page.goto("/studio/?preset=ode-to-joy")
    wait_for(page, f"{STATE}.notes[0] > 0")
    plain = note_total(page)
    draw_note(page)
    page.goto("/studio/?preset=ode-to-joy")
    page.get_by_text("is back").wait_for()
    assert note_total(page) == plain + 1
    page.get_by_role("button", name="Start from the melody as it was").click()
    wait_for(page, f"{STATE}.notes[0] === {plain}")
    page.get_by_text(KEPT).wait_for()
    page.reload()
    page.get_by_role("button", name="Open Ode to Joy").click()
    wait_for(page, f"{STATE}.notes[0] === {plain + 1}")


def test_another_melody_leaves_the_draft_on_the_shelf(page: "Page") -> None:
    open_studio(page)
    draw_note(page)
    page.get_by_text(KEPT).wait_for()
    page.goto("/studio/?preset=ode-to-joy")
    wait_for(page, f"{STATE}.notes[0] > 1")
    page.locator("#studio-notice").get_by_role("button", name="Open the untitled one").click()
    wait_for(page, f"{STATE}.notes[0] === 1")


def test_the_title_alone_is_kept_too(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    page.get_by_text(KEPT).wait_for()
    page.get_by_label("Title of the song").fill("Mine")
    reopen(page)
    assert page.evaluate(f"{STATE}.title") == "Mine"


def test_undo_outlives_the_page(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    before = note_total(page)
    for x in (300, 400, 500):
        draw_note(page, x=x)
    reopen(page)
    for left in (2, 1, 0):
        page.keyboard.press("Control+z")
        assert note_total(page) == before + left
    for back in (1, 2, 3):
        page.keyboard.press("Control+y")
        assert note_total(page) == before + back


def test_a_take_that_comes_while_one_edits_waits_beside_the_song(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    page.locator("#generate").click()
    draw_note(page)
    mine = note_total(page)
    page.get_by_text("You are still in your own").wait_for(timeout=patience())
    assert (note_total(page), page.evaluate(f"{STATE}.heard")) == (mine, 0)
    page.get_by_role("button", name="Hear it").click()
    page.get_by_role("button", name="Keep take 1").click()
    page.get_by_text("What you changed after you had asked for it is not in it").wait_for()
    page.locator("#studio-notice").get_by_role("button", name="Undo").click()
    assert note_total(page) == mine


def test_a_take_in_the_making_is_found_again_with_its_song(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    page.locator("#generate").click()
    page.locator("#job").get_by_text("Sending your song").wait_for(state="hidden")
    page.reload()
    wait_for(page, f"{STATE}.takes === 1", seconds=120.0)
    page.get_by_role("button", name="Keep take 1").wait_for()


def test_editing_a_take_says_that_it_is_kept(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    before = note_total(page)
    make_take(page)
    draw_note(page)
    page.get_by_text("Your edit made the take your song").wait_for()
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    assert note_total(page) == before


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
        ".model",
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
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.evaluate(f"[{STATE}.playing, {STATE}.notes[0]]") == [False, 0]


def test_the_help_is_not_opened_again_by_space(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    page.locator("#help-button").click()
    page.locator("#shortcuts").get_by_role("button", name="Close").click()
    page.keyboard.press("Space")
    wait_for(page, f"{STATE}.playing")
    assert page.locator("#shortcuts").is_hidden()


def test_a_midi_keyboard_that_is_unplugged_lets_go_of_its_keys(page: "Page") -> None:
    page.add_init_script(MIDI_KEYBOARD)
    open_studio(page)
    page.locator(".transport summary").click()
    page.get_by_role("button", name="Connect a MIDI keyboard").click()
    page.evaluate("plug('Keys 25')")
    page.evaluate("midi('Keys 25', 0x90, 60, 100)")
    held = "document.querySelector('song-keyboard').shadowRoot.querySelectorAll('.held').length"
    assert page.evaluate(held) == 1
    page.evaluate("unplug('Keys 25')")
    assert page.evaluate(held) == 0


def test_a_dropped_song_keeps_all_its_tracks_by_enter_alone(page: "Page") -> None:
    tracks = tuple(
        Track(tuple(Note(n * 480, 40 + at + n, 480) for n in range(4)), name=f"Part {at}")
        for at in range(17)
    )
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


def test_a_save_under_way_is_none_of_the_next_song(page: "Page") -> None:
    page.add_init_script(GATE)
    sign_up(page, "hasty")
    open_studio(page)
    take_melody(page)
    page.keyboard.press("Control+s")
    wait_for(page, "window.waiting === 1")
    page.locator("#start summary").click()
    take_melody(page, "Greensleeves")
    page.evaluate("openGate()")
    page.get_by_text("Ode to Joy is saved on the site.").first.wait_for(state="attached")
    assert page.locator("#save-state").inner_text() == ""


def test_a_song_that_is_gone_from_the_site_is_saved_anew(page: "Page") -> None:
    sign_up(page, "fickle")
    open_studio(page)
    take_melody(page)
    page.keyboard.press("Control+s")
    saved = page.get_by_role("link", name="Enter it in a challenge")
    before = saved.get_attribute("href") or ""
    headers = {"X-CSRFToken": token(page)}
    page.request.delete(f"/api/v1/compositions/{before.partition('=')[2]}/", headers=headers)
    draw_note(page)
    page.get_by_role("button", name="Close").first.click()
    page.keyboard.press("Control+s")
    saved.wait_for()
    assert saved.get_attribute("href") != before


def test_takes_that_were_not_kept_are_there_again(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    make_take(page)
    made = note_total(page)
    make_take(page)
    page.get_by_role("button", name="Delete take 2").click()
    make_take(page)
    reopen(page)
    wait_for(page, f"{STATE}.takes === 2")
    assert page.locator("#takes kbd").all_inner_texts() == ["0", "1", "3"]
    page.keyboard.press("1")
    assert note_total(page) == made


def test_a_take_waits_with_the_song_it_was_made_for(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    page.locator("#generate").click()
    wait_for(page, "document.querySelector('#job-stage').textContent !== 'Sending your song'")
    page.locator("#start summary").click()
    take_melody(page, "Greensleeves")
    page.locator("#studio-status").get_by_text(
        "It waits with the song that it was made for"
    ).wait_for(timeout=patience())
    assert page.evaluate(f"{STATE}.takes") == 0
    page.locator("#drafts-panel summary").click()
    page.locator("#drafts").get_by_text("Ode to Joy").click()
    wait_for(page, f"{STATE}.takes === 1")


def test_a_song_saved_in_another_tab_is_not_covered(page: "Page") -> None:
    sign_up(page, "twofold")
    open_studio(page)
    take_melody(page)
    page.keyboard.press("Control+s")
    page.get_by_text("Saved on the site.").wait_for()
    saved = page.get_by_role("link", name="Enter it in a challenge").get_attribute("href") or ""
    page.get_by_text(KEPT).wait_for()
    other = page.context.new_page()
    other.goto("/studio/")
    wait_for(other, f"{STATE}.notes[0] > 0")
    draw_note(other)
    other.keyboard.press("Control+s")
    other.get_by_text("Saved on the site.").wait_for()
    draw_note(page, x=420)
    page.keyboard.press("Control+s")
    page.get_by_text("This song was saved somewhere else meanwhile").wait_for()
    page.get_by_role("button", name="Save as a new song").click()
    mine = page.get_by_role("link", name="Enter it in a challenge")
    mine.wait_for()
    assert mine.get_attribute("href") != saved


def test_a_piano_key_held_by_space_is_let_go_when_tab_leaves_it(page: "Page") -> None:
    open_studio(page)
    page.evaluate(
        "document.querySelector('song-keyboard').shadowRoot.querySelector('[tabindex=\"0\"]').focus()"
    )
    held = "document.querySelector('song-keyboard').shadowRoot.querySelectorAll('.held').length"
    page.keyboard.down("Space")
    assert page.evaluate(held) == 1
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(held) == 0


def test_an_offer_goes_with_the_song_it_was_made_for(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    make_take(page)
    offer = page.locator("#studio-notice").get_by_role("button", name="Keep it")
    offer.wait_for()
    page.locator("#start summary").click()
    take_melody(page, "Greensleeves")
    assert offer.is_hidden()
