"""Which other piece a piece is spoilt with: of another work, in bars of the same length if any."""

from collections.abc import Sequence

import numpy as np

from generation.music.song import Song

Piece = tuple[str, Song]  # its work, and the music


def choose_partner(place: int, pieces: Sequence[Piece], random: np.random.Generator) -> Song:
    """Another of the pieces for that at `place`; itself where all are of one work."""
    work, song = pieces[place]
    others = [other for theirs, other in pieces if theirs != work]
    alike = [other for other in others if _usual_bar(other) == _usual_bar(song)]
    return (alike or others or [song])[int(random.integers(len(alike or others or [song])))]


def _usual_bar(song: Song) -> int:
    """Ticks of a bar under the metre that holds longest."""
    stops = [*(meter.tick for meter in song.meters[1:]), max(song.end, song.meters[-1].tick + 1)]
    spans = [stop - meter.tick for meter, stop in zip(song.meters, stops, strict=True)]
    return song.meters[int(np.argmax(spans))].bar_ticks
