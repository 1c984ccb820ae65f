"""What of a song is in sight: all of it, the part one chooses, or where it plays."""

from typing import TYPE_CHECKING

from tests.browser.studio import open_studio, take_melody
from tests.browsers import wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page

VIEW = "document.querySelector('piano-roll').state.view"
SPOKEN = "document.querySelector('song-overview').getAttribute('aria-valuetext')"
SHOWN = f"(chartbusters.notes().right - chartbusters.notes().left) / {VIEW}.pxPerTick"  # ticks
# Ten minutes with all tracks: from the lowest to the highest key of a piano.
LONG_SONG = """
  const roll = document.querySelector("piano-roll");
  const [track] = roll.state.song.tracks;
  const note = (onset, pitch) => ({ onset, pitch, length: 960, velocity: 80 });
  const notes = Array.from({ length: 1200 }, (_, beat) => note(beat * 960, 21 + beat % 40));
  const high = [note(0, 108), note(1199 * 960, 107)];
  const tracks = [{ ...track, notes }, { ...track, key: 999, notes: high }];
  roll.commit({ song: { ...roll.state.song, tracks }, notes: [] }, "Add notes");
"""


def test_fit_shows_a_song_of_ten_minutes_and_all_its_pitches(page: "Page") -> None:
    open_studio(page)
    page.evaluate(f"() => {{ {LONG_SONG} }}")
    page.get_by_role("button", name="Fit").click()
    view = page.evaluate(VIEW)
    assert view["scrollTick"] == 0
    assert page.evaluate(SHOWN) >= 1200 * 960
    assert view["topPitch"] >= 108
    high = page.evaluate("chartbusters.notes().bottom - chartbusters.notes().top")
    assert view["topPitch"] - high / view["pxPerPitch"] < 21


def test_the_overview_scrolls_and_zooms_by_mouse_and_by_key(page: "Page") -> None:
    open_studio(page)
    page.evaluate(f"() => {{ {LONG_SONG} }}")
    page.evaluate("document.querySelector('piano-roll').show(0, 1200 * 96)")  # a tenth
    overview = page.locator("song-overview")
    overview.scroll_into_view_if_needed()
    wait_for(page, f"{SPOKEN} === 'bars 1 to 30 of 300'")
    box = overview.bounding_box()
    assert box
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.05, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.55, middle, steps=5)
    page.mouse.up()
    scrolled = page.evaluate(f"{VIEW}.scrollTick")
    assert 1200 * 960 * 0.48 < scrolled < 1200 * 960 * 0.54
    # its right edge
    page.mouse.move(box["x"] + box["width"] * 0.598, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.7, middle, steps=5)
    page.mouse.up()
    assert abs(page.evaluate(f"{VIEW}.scrollTick") - scrolled) < 2
    assert page.evaluate(SHOWN) > 1.8 * 1200 * 96
    overview.focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    assert round(page.evaluate(f"{VIEW}.scrollTick")) == 3840


def test_the_notes_follow_the_playhead_until_one_looks_elsewhere(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    page.evaluate("document.querySelector('piano-roll').show(0, 4 * 960)")
    follow = page.get_by_role("button", name="Follow")
    page.keyboard.press("Space")
    wait_for(page, f"{VIEW}.scrollTick > 0")
    assert follow.get_attribute("aria-pressed") == "true"
    page.locator("piano-roll").hover()
    page.mouse.wheel(20_000, 0)
    wait_for(page, f"{VIEW}.scrollTick > 20000")
    assert follow.get_attribute("aria-pressed") == "false"
    follow.click()
    wait_for(page, f"{VIEW}.scrollTick < 20000")
    page.keyboard.press("Space")
