"""What a wish for the AR-CNN costs, in seconds of one worker; see `generation/costs.py`."""

from typing import Any

from generation.catalogue import Card
from generation.codecs.grid import count_sixteenths
from generation.music.song import Song
from generation.techniques.arcnn.parameters import count_iterations

STEP, NOTE, HARMONY_STEP = 9e-5, 4e-5, 1.55e-4  # seconds of one pass over one step, or note
PASSES = 25  # at most
HARMONY_PASSES = 0.25  # for one iteration


def count_seconds(card: Card, song: Song, track: int, parameters: dict[str, Any]) -> float:
    steps, takes = count_sixteenths(song, track), int(parameters["candidates"])
    iterations = count_iterations(parameters, steps)
    if parameters["mode"] == "harmonise":
        return takes * max(1.0, HARMONY_PASSES * iterations) * steps * HARMONY_STEP
    notes = len(song.tracks[track].notes)
    return takes * min(iterations, PASSES) * (steps * STEP + notes * NOTE)
