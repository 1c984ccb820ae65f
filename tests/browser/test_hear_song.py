"""The studio sounds: a melody, the last of many tracks, a note that is added."""

from typing import TYPE_CHECKING

from tests.browser.studio import LOUDEST, SOUNDS, open_studio, take_melody
from tests.browsers import wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_a_melody_sounds_through_the_soundfont(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    page.locator('[data-command="loop"]').first.click()  # the instruments may come after its end
    page.keyboard.press("Space")
    wait_for(page, "chartbusters.state().sound === 'soundfont'")
    wait_for(page, SOUNDS)
    page.keyboard.press("Space")
    assert page.evaluate("chartbusters.state().playing") is False


def test_the_last_of_twenty_tracks_sounds(page: "Page") -> None:
    """The synthesizer begins with sixteen channels, and a new one is mute until it is told."""
    open_studio(page)
    for _ in range(19):
        page.get_by_role("button", name="Add track").click()
    page.locator("piano-roll").click(position={"x": 200, "y": 60})
    assert page.evaluate("chartbusters.state().notes") == [0] * 19 + [1]
    wait_for(page, "chartbusters.state().sound === 'soundfont'")
    wait_for(page, "chartbusters.level() < 0.0001")  # the click on the roll was heard too
    page.locator('[data-command="loop"]').first.click()  # a busy machine may miss a short note once
    page.evaluate(LOUDEST)
    page.keyboard.press("Space")
    wait_for(page, "loudest > 0.001")
