"""What a wish for the GAN costs, in seconds of one worker; see `generation/costs.py`."""

from typing import Any

from generation.codecs.grid import count_sixteenths
from generation.music.song import Song

STEP, MORE = 6.5e-5, 1.3e-8  # seconds of one pass over one step; more for each step of the song
SWEEPS = 3  # passes for one rehearsal


def count_seconds(song: Song, track: int, parameters: dict[str, Any]) -> float:
    steps = count_sixteenths(song, track)
    passes = 1 + SWEEPS * int(parameters["refine"])
    return int(parameters["candidates"]) * passes * steps * (STEP + MORE * steps)
