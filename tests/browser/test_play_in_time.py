"""What lies ahead in the synthesizer is taken back: stop, mute and tempo are heard at once. Tempo
and meter follow the playhead; the letters' octave is shown; a device plays along."""

from typing import TYPE_CHECKING

from tests.browser.keyboards import MIDI_KEYBOARD
from tests.browser.studio import LOUDEST, STATE, draw_note, open_studio, take_melody
from tests.browsers import wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page

SONG = "document.querySelector('piano-roll').state.song"
# As long on the audio clock as the studio lays ahead, and half as much again.
ALONE = """() => new Promise(done => { let loud = 0; const began = performance.now();
  const listen = () => { loud = Math.max(loud, chartbusters.level());
    if (performance.now() - began > 1800) done(loud); else setTimeout(listen, 10); };
  listen(); })"""


def play_melody(page: "Page") -> None:
    """In a loop, through the SoundFont."""
    open_studio(page)
    take_melody(page)
    page.locator('[data-command="loop"]').first.click()
    page.keyboard.press("Space")
    wait_for(page, f"{STATE}.sound === 'soundfont'")
    page.evaluate(LOUDEST)
    wait_for(page, "loudest > 0.001")


def test_nothing_that_lay_ahead_is_heard_after_stop(page: "Page") -> None:
    play_melody(page)
    page.keyboard.press("Space")
    wait_for(page, "chartbusters.level() < 0.0005")
    assert page.evaluate(ALONE) < 0.001


def test_a_muted_track_is_silent_though_its_notes_lie_ahead(page: "Page") -> None:
    play_melody(page)
    page.keyboard.press("Shift+M")
    wait_for(page, "chartbusters.level() < 0.0005")
    assert page.evaluate(ALONE) < 0.001
    assert page.evaluate(f"{STATE}.playing")
    page.evaluate("loudest = 0")
    page.keyboard.press("Shift+M")
    wait_for(page, "loudest > 0.001")


def test_the_tempo_is_tapped_and_the_meter_chosen(page: "Page") -> None:
    open_studio(page)
    draw_note(page)
    for _ in range(3):
        page.locator('[data-command="tap"]').click()
    wait_for(page, f"{SONG}.tempi[0].usPerQuarter !== 500000")
    tempo = page.evaluate(f"60e6 / {SONG}.tempi[0].usPerQuarter")
    assert abs(float(page.locator("#tempo").input_value()) - tempo) < 0.1
    page.get_by_label("Meter", exact=True).select_option("7/8")
    assert page.evaluate(f"{SONG}.meters") == [{"tick": 0, "numerator": 7, "denominator": 8}]
    page.get_by_role("button", name="Undo").first.click()
    assert page.get_by_label("Meter", exact=True).input_value() == "4/4"


def test_a_device_plays_along_with_the_clock(page: "Page") -> None:
    page.add_init_script(MIDI_KEYBOARD)
    open_studio(page)
    take_melody(page)
    page.locator(".transport summary").click()
    page.get_by_role("button", name="Connect a MIDI keyboard").click()
    page.evaluate("plugOut('Module')")
    page.get_by_label("Plays along").select_option("Module")
    page.get_by_label("Send it the clock").check()
    page.keyboard.press("Escape")
    page.locator('[data-command="play"]').click()
    of = "kind => sent.filter(({ bytes: [status] }) => (status < 0xf0 ? status & 0xf0 : status) "
    of += "=== kind).length"
    wait_for(page, f"({of})(0x90) > 3")
    page.locator('[data-command="play"]').click()
    assert page.evaluate(f"[0xfa, 0xfc].map({of})") == [1, 1]
    assert page.evaluate(f"({of})(0xf8)") > 24
    assert page.evaluate(
        "sent.filter(({ bytes }) => bytes[0] === 0x90).every(({ stamp }) => stamp)"
    )


def test_letters_that_play_do_nothing_else_and_tell_where_they_are(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    before = page.evaluate(f"[{STATE}.notes[0], {STATE}.undo]")
    for letter in "qrimbnuyo":
        page.keyboard.press(letter)
    assert page.evaluate(f"[{STATE}.notes[0], {STATE}.undo]") == before
    assert not page.evaluate(f"{STATE}.playing")
    for _ in range(2):
        page.keyboard.press("x")
    page.keyboard.press("v")
    assert page.locator("#keys-state").inner_text() == "A = C6, velocity 100"
    page.get_by_text("A plays C 6, velocity 100").first.wait_for(state="attached")
    piano = "document.querySelector('song-keyboard').shadowRoot"
    assert page.evaluate(f"!!{piano}.querySelector('[data-letter=\"P\"]')")
