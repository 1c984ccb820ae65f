"""What a wish for the GAN costs, in seconds of one worker; see `generation/costs.py`."""

from typing import Any

from generation.catalogue import Card
from generation.codecs.grid import count_sixteenths
from generation.music.song import Song
from generation.techniques.gan.band.config import NETWORK
from generation.techniques.gan.band.passes import count_passes

STEP, MORE = 6.5e-5, 1.3e-8  # seconds of one pass over one step; more for each step of the song
SWEEPS = 3  # passes for one rehearsal
BAND_STEP, BAND_MORE = 3.1e-5, 1.6e-9  # the same of the band network


def count_seconds(card: Card, song: Song, track: int, parameters: dict[str, Any]) -> float:
    steps, takes = count_sixteenths(song, track), int(parameters["candidates"])
    if card.network == NETWORK:
        passes = count_passes(card, parameters)
        return takes * passes * steps * (BAND_STEP + BAND_MORE * steps)
    passes = 1 + SWEEPS * int(parameters["refine"])
    return takes * passes * steps * (STEP + MORE * steps)
