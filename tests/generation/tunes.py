"""Tunes in the public domain, typed in by us, in the meters and shapes that people bring."""

from generation.music.song import TICKS_PER_QUARTER, Meter, Note, Song, Tempo, Track

ODE = (
    "64 64 65 67 67 65 64 62 60 60 62 64 64:1.5 62:.5 62:2 64 64 65 67 67 65 64 62 60 60 62 "
    "64 62:1.5 60:.5 60:2"
)
GRACE = "67 72:2 76:.5 72:.5 76:2 74 72:2 69 67:2 67 72:2 76:.5 72:.5 76:2 74 79:5"


def tune(text: str, meter: tuple[int, int] = (4, 4), qpm: float = 110, first: float = 0) -> Song:
    """Pitches with their quarters ("64:1.5", one quarter if not said), the first beginning at
    quarter `first`."""
    at, notes = round(first * TICKS_PER_QUARTER), []
    for word in text.split():
        pitch, _, quarters = word.partition(":")
        length = round(float(quarters or 1) * TICKS_PER_QUARTER)
        notes.append(Note(at, int(pitch), length, 90))
        at += length
    return Song(
        (Track(tuple(notes), name="Melody"),), (Tempo(0, round(60e6 / qpm)),), (Meter(0, *meter),)
    )


def ode() -> Song:
    """Beethoven's Ode to Joy, eight bars of 4/4."""
    return tune(ODE)


def grace() -> Song:
    """Amazing Grace (New Britain), in 3/4 with a pick-up."""
    return tune(GRACE, (3, 4), 90, first=2)


def jig() -> Song:
    """Four bars in 6/8."""
    return tune(
        "67:.5 71:.5 74:.5 74:.5 71:.5 67:.5 69:1.5 69:1.5 71:.5 69:.5 67:.5 66:.5 64:.5 66:.5 "
        "67:3",
        (6, 8),
        96,
    )


def long_tune(bars: int) -> Song:
    """The Ode over and over, for `bars` bars."""
    return tune(" ".join([ODE] * -(-bars // 8)))
