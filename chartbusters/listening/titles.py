"""How a part of a blind test is called; nobody reads it before names are told."""

from generation.listening.programme import Part
from generation.listening.tunes import Tune

BETWEEN = " · "  # a tune and its maker


def title_of(*, part: Part, tune: Tune) -> str:
    return f"{tune.title}{BETWEEN}{part.maker}"


def maker_of(title: str) -> str:
    """The inverse of `title_of`."""
    return title.rpartition(BETWEEN)[2]


def note_of(*, part: Part, tune: Tune, seed: int) -> str:
    """What made a part, and of what."""
    played = f" It played with seed {part.seed}." if part.song is None else ""
    melody = f"{tune.title}: {tune.credit}. The seed of the test is {seed}."
    return f"{part.label}.{played}\n{melody}"


def label_of(note: str) -> str:
    """Who it was, of what `note_of` says."""
    return note.partition(".")[0]
