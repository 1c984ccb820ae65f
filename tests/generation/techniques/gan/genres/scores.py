"""Helper: small scores of several players, and ensembles made of them."""

from collections.abc import Sequence
from itertools import product

import symusic

from generation.techniques.gan.genres.ensemble import Ensemble, read_ensemble
from generation.techniques.gan.genres.rock import make_band
from generation.techniques.gan.genres.roles import BandPiece

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


def band(bars: int, *meters: tuple[float, int, int], beats: int = 4) -> BandPiece:
    """A tune on each beat, a bass in eighths, a kick on one, with drums of its own."""
    tune = repeat([(n, 1, 72 + n) for n in range(beats)], beats, bars)
    bass = repeat([(n / 2, 0.5, 33) for n in range(2 * beats)], beats, bars)
    kick = repeat([(0, 0.25, 36)], beats, bars)
    players = ((81, tune), (33, bass), (0, kick))
    return make_band("test", ensemble(*players, drums=[2], meters=meters or [(0, 4, 4)]))
