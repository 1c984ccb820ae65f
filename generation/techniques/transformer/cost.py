"""What a wish for the Transformer costs, in seconds of one worker; see `generation/costs.py`."""

from collections.abc import Sequence
from typing import Any

from generation.catalogue import Card
from generation.music.song import Song, Track

DRAWN, BEHIND = 3.1e-3, 2.5e-6  # seconds of one note, and more for each row that stands before it
# seconds more of one note, where it is told of the harmony around it, or of what sounds beside it
HINTED, BESIDE = 5e-4, 3e-4
LISTENED = 6e-4  # seconds of one note of context, read before the first is drawn
CONTEXT_NOTES, CONTEXT_ROWS = 480, 1000  # of context around a passage, at most
PASSAGE = 240  # notes of a passage, where bars are filled and tracks are added
MOST_DRAWN = 2000  # notes of one take; where a song has more in that time, few of them are drawn


def count_seconds(card: Card, song: Song, track: int, parameters: dict[str, Any]) -> float:
    takes, mode = int(parameters["candidates"]), parameters["mode"]
    if mode.startswith("extend"):
        playing = [song.tracks[track]] if parameters["solo"] else song.tracks
        heard, dense = min(song.note_count, CONTEXT_NOTES), count_dense(song, playing)
        drawn = min(dense * float(parameters["seconds"]), MOST_DRAWN)
        # Takes that are only compared are drawn after those that are shown, and hear all anew.
        hidden = max(0, int(parameters["considered"]) - takes) if mode == "extend" else 0
        hints = drawn * BESIDE if parameters["harmony"] and len(playing) > 1 else 0.0
        compared = passage(heard, drawn, hidden) if hidden else 0.0
        return passage(heard, drawn, takes) + compared + (takes + hidden) * hints
    first, last = bars(song, int(parameters["first_bar"]), int(parameters["last_bar"]))
    inside = [count_notes(each, first, last) for each in song.tracks]
    playing_now = [count for count in inside if count]
    if mode == "add a track":
        drawn = float(parameters["density"]) * sum(playing_now) / max(1, len(playing_now))
    else:
        drawn = inside[track] if parameters["solo"] else sum(inside)
    passages = max(1, -(-sum(inside) // PASSAGE))
    # Each take hears its passages anew; drawn together, as where there is one passage, they share
    # only that.
    drawn = min(drawn / passages, MOST_DRAWN)
    hints = drawn * HINTED if parameters["harmony"] else 0.0
    heard = min(song.note_count, CONTEXT_NOTES)
    return passages * takes * (passage(heard, drawn, 1) + hints)


def count_dense(song: Song, tracks: Sequence[Track]) -> float:
    """Notes a second."""
    return sum(len(each.notes) for each in tracks) / max(1.0, song.seconds)


def passage(heard: float, drawn: float, takes: int) -> float:
    """Seconds of hearing so many notes and drawing so many in each take."""
    drawn = min(drawn, MOST_DRAWN)
    return heard * LISTENED + takes * drawn * (DRAWN + BEHIND * min(heard + drawn, CONTEXT_ROWS))


def count_notes(track: Track, first: int, last: int) -> int:
    return sum(first <= note.onset < last for note in track.notes)


def bars(song: Song, first: int, last: int) -> tuple[int, int]:
    """Ticks of the bars asked for; 0 as the last: to the end."""
    lines = [*song.bar_starts(), song.end]
    return lines[min(first, len(lines)) - 1], lines[min(last, len(lines) - 1)] if last else song.end
