"""Helper: small scores of several players, and ensembles made of them."""

from collections.abc import Sequence
from itertools import product

import symusic

from generation.techniques.gan.genres.ensemble import Ensemble, read_ensemble

QUARTER = 480
Notes = Sequence[tuple[float, float, int]]  # (onset, length, pitch), in quarters


def score(
    *players: tuple[int, Notes],
    drums: Sequence[int] = (),
    meters: Sequence[tuple[float, int, int]] = ((0, 4, 4),),
) -> symusic.Score:
    """Players by their programs; the players numbered in `drums` are drummers."""
    made = symusic.Score(QUARTER)
    for number, (program, notes) in enumerate(players):
        track = symusic.Track("", program, number in drums)
        for onset, length, pitch in notes:
            track.notes.append(
                symusic.Note(round(onset * QUARTER), round(length * QUARTER), pitch, 80)
            )
        made.tracks.append(track)
    for beat, above, below in meters:
        made.time_signatures.append(symusic.TimeSignature(round(beat * QUARTER), above, below))
    return made


def ensemble(
    *players: tuple[int, Notes],
    drums: Sequence[int] = (),
    meters: Sequence[tuple[float, int, int]] = ((0, 4, 4),),
    upbeats: bool = False,
) -> Ensemble:
    return read_ensemble(score(*players, drums=drums, meters=meters), upbeats=upbeats)


def repeat(notes: Notes, every: float, times: int) -> list[tuple[float, float, int]]:
    """The same notes again and again."""
    return [
        (onset + number * every, length, pitch)
        for number, (onset, length, pitch) in product(range(times), notes)
    ]
