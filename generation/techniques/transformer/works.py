"""A piece of music of many tracks, as the Transformer learns it."""

from dataclasses import dataclass

from generation.codecs.score import Score


@dataclass(frozen=True, eq=False)
class Work:
    """One piece."""

    name: str
    genre: int  # number in `windows.GENRES`
    score: Score
