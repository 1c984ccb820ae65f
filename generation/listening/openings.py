"""Openings to carry on: the first quarter of a passage is given, four bars of sixteen, as the
contests of MIREX ask."""

from collections.abc import Sequence
from dataclasses import replace

from generation.listening.passages import cut_track
from generation.listening.tunes import Tune

QUARTER = 4
FEWEST = 16  # notes of an opening: fewer tell nothing to carry on
SHORTEST, LONGEST = 5.0, 60.0  # seconds that a model can be asked for


def open_tunes(tunes: Sequence[Tune]) -> list[Tune]:
    """Those of which people wrote more than a melody, each with its opening as what is given."""
    opened = (open_tune(tune) for tune in tunes)
    return [tune for tune in opened if tune and tune.given.note_count >= FEWEST]


def open_tune(tune: Tune) -> Tune | None:
    if tune.real is None:
        return None
    stop = find_stop(tune)
    tracks = (cut_track(track, 0, stop) for track in tune.real.tracks)
    return replace(tune, given=tune.real.with_tracks(track for track in tracks if track.notes))


def find_stop(tune: Tune) -> int:
    """The bar line at which an opening ends."""
    lines = tune.real.bar_starts() if tune.real else [0]
    return lines[max(1, len(lines) // QUARTER)] if len(lines) > 1 else lines[0]


def measure_rest(tune: Tune) -> float:
    """Seconds from the end of the opening to that of the passage."""
    if tune.real is None:
        return SHORTEST
    rest = tune.real.seconds - tune.real.seconds_at(find_stop(tune))
    return round(min(LONGEST, max(SHORTEST, rest)))
