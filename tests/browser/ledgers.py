"""A ledger of what was played in the studio, held against what came out of it: the exported MIDI
file and the site's draft."""

from itertools import chain
from typing import TYPE_CHECKING, Any

from generation.music.midi import read_midi
from tests.browser.studio import draw_note
from tests.browsers import wait_for
from tests.waiting import wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Page

# onset, pitch, length and velocity of every note that one sees
SHOWN = """(document.querySelector('piano-roll')?.state.song.tracks ?? []).flatMap(({ notes }) =>
  notes.map(({ onset, pitch, length, velocity }) => [onset, pitch, length, velocity]))"""
# notes of the draft that this browser wrote last
ON_SHELF = """Object.keys(localStorage).filter((key) => key.startsWith('chartbusters.draft.'))
  .map((key) => JSON.parse(localStorage[key])).sort((a, b) => b.at - a.at)
  .map(({ document }) => document.tracks.flatMap(({ notes }) => notes).length)[0] ?? 0"""
KEPT_HERE = "/draft kept in this browser$/i"
Row = tuple[int, int, int, int]


class Ledger:
    """What was played, one line a note, written down by the test when it was played."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    def draw(self, page: "Page") -> None:
        """One more note, in a row of its own."""
        before = set(self.rows)
        draw_note(page, x=120 + 12 * len(before), y=40 + 20 * len(before))
        (new,) = {tuple(row) for row in page.evaluate(SHOWN)} - before
        self.rows.append(new)

    def is_kept(self, page: "Page") -> None:
        """Waits until the browser has written down as many notes."""
        wait_for(page, f"{ON_SHELF} === {len(self.rows)}")

    def is_called_kept(self, page: "Page") -> None:
        """Waits until the page says that this browser has it all."""
        wait_for(page, f"{KEPT_HERE}.test(document.querySelector('#draft-state').textContent)")

    def is_shown(self, page: "Page") -> None:
        wait_until(lambda: as_rows(page.evaluate(SHOWN)) == self.sorted, what="the notes shown")

    def is_exported(self, page: "Page") -> None:
        with page.expect_download() as download:
            page.keyboard.press("Control+e")
        song = read_midi(download.value.path().read_bytes())
        found = chain.from_iterable(track.notes for track in song.tracks)
        assert sorted(map(tuple, found)) == self.sorted

    def is_on_site(self, page: "Page", title: str = "Ledger") -> None:
        """Waits until the site's draft of that title holds exactly these notes."""
        there = "the site's draft"
        wait_until(lambda: site_rows(page, title) == self.sorted, what=there, pause=0.5)

    @property
    def sorted(self) -> list[Row]:
        return sorted(self.rows)


def site_rows(page: "Page", title: str) -> list[Row]:
    listed = page.request.get("/api/v1/drafts/").json()["results"]
    keys = [row["key"] for row in listed if row["title"] == title]
    if not keys:
        return []
    document = page.request.get(f"/api/v1/drafts/{keys[0]}/").json()["document"]
    return as_rows(list(chain.from_iterable(track["notes"] for track in document["tracks"])))


def as_rows(notes: list[Any]) -> list[Row]:
    return sorted((note[0], note[1], note[2], note[3]) for note in notes)
