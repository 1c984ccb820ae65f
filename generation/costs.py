"""What a wish costs, in seconds of one worker: told from the wish alone, before anything is played.

A pure function of technique, notes, length, passes and takes. The figures were fitted to processor
seconds on one machine (`benchmarks/job_costs.py` prints them beside what it takes here); `Pace` in
the database corrects them by what jobs really take.
"""

from collections.abc import Callable
from typing import Any

from generation.catalogue import Card
from generation.music.song import TICKS_PER_QUARTER, Song

STEP = TICKS_PER_QUARTER // 4
AWAKE = 0.05  # seconds that any wish takes
GAN_STEP, GAN_MORE = (
    5e-5,
    1.5e-8,
)  # seconds of one pass over one step; how much more for each step of the song
GAN_SWEEPS = 3  # passes for one rehearsal
EDIT_STEP, EDIT_NOTE, HARMONY_STEP = (
    9e-5,
    4e-5,
    1.4e-4,
)  # seconds of one pass over one step, or note, of the track
EDIT_PASSES = 25  # at most
HARMONY_PASSES = 0.25  # for one iteration
DRAWN, BEHIND = 3e-3, 2.5e-6  # seconds of one note, and more for each row that stands before it
LISTENED = 6e-4  # seconds of one note that is heard before the first is drawn
HEARD, CONTEXT = 480, 1000  # notes around a passage that are heard; rows heard at most
PASSAGE = 240  # notes of a passage, where bars are filled and tracks are added
MOST_DRAWN = 2000  # notes of one take; where a song has more in that time, few of them are drawn

Count = Callable[[Song, int, dict[str, Any]], float]


def cost_of(card: Card, song: Song, track: int, parameters: dict[str, Any]) -> float:
    """Seconds of one worker. For a technique that is not known here, what the model's card says."""
    count = COSTS.get(card.technique)
    return AWAKE + count(song, track, parameters) if count else card.expected_seconds


def kind_of(technique: str, parameters: dict[str, Any]) -> str:
    """Wishes that are corrected together: `arcnn`, `arcnn harmonise`."""
    return f"{technique} {parameters.get('mode', '')}".strip()[:60]


def smaller(technique: str) -> str:
    """What makes a wish cost less, to complete "Ask for less: "."""
    return SMALLER.get(technique, "a shorter song")


def gan(song: Song, track: int, parameters: dict[str, Any]) -> float:
    steps = steps_of(song, track)
    passes = 1 + GAN_SWEEPS * int(parameters["refine"])
    return passes * steps * (GAN_STEP + GAN_MORE * steps)


def arcnn(song: Song, track: int, parameters: dict[str, Any]) -> float:
    steps, iterations = steps_of(song, track), int(parameters["iterations"])
    if parameters["mode"] == "harmonise":
        return max(1.0, HARMONY_PASSES * iterations) * steps * HARMONY_STEP
    notes = len(song.tracks[track].notes)
    return min(iterations, EDIT_PASSES) * (steps * EDIT_STEP + notes * EDIT_NOTE)


def transformer(song: Song, track: int, parameters: dict[str, Any]) -> float:
    takes, mode = int(parameters["candidates"]), parameters["mode"]
    if mode.startswith("extend"):
        playing = [song.tracks[track]] if parameters["solo"] else song.tracks
        dense = sum(len(each.notes) for each in playing) / max(1.0, song.seconds)
        return passage(min(song.note_count, HEARD), dense * float(parameters["seconds"]), takes)
    first, last = bars(song, int(parameters["first_bar"]), int(parameters["last_bar"]))
    inside = [sum(first <= note.onset < last for note in each.notes) for each in song.tracks]
    playing_now = [count for count in inside if count]
    if mode == "add a track":
        drawn = sum(playing_now) / max(1, len(playing_now))
    else:
        drawn = inside[track] if parameters["solo"] else sum(inside)
    passages = max(1, -(-sum(inside) // PASSAGE))
    # Each take hears its passages anew; drawn together, as where there is one passage, they share
    # only that.
    return passages * takes * passage(min(song.note_count, HEARD), drawn / passages, 1)


def passage(heard: float, drawn: float, takes: int) -> float:
    """Seconds of hearing so many notes and drawing so many in each take."""
    drawn = min(drawn, MOST_DRAWN)
    return heard * LISTENED + takes * drawn * (DRAWN + BEHIND * min(heard + drawn, CONTEXT))


def steps_of(song: Song, track: int) -> int:
    """Sixteenths from the first note of the track to its end."""
    notes = song.tracks[track].notes
    return max(1, (song.tracks[track].end - notes[0].onset) // STEP)


def bars(song: Song, first: int, last: int) -> tuple[int, int]:
    """Ticks of the bars asked for; 0 as the last: to the end."""
    lines = [*song.bar_starts(), song.end]
    return lines[min(first, len(lines)) - 1], lines[min(last, len(lines) - 1)] if last else song.end


COSTS: dict[str, Count] = {"gan": gan, "arcnn": arcnn, "transformer": transformer}
SMALLER = {
    "gan": "fewer rehearsals, or a shorter melody",
    "arcnn": "fewer iterations, or a shorter track",
    "transformer": "fewer takes at once, fewer seconds, or fewer bars",
}
