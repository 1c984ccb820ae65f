"""The tune that the Transformer carries on in its capsule: ours, eight bars in D minor."""

from generation.music.song import TICKS_PER_QUARTER, Note, Song, Track

LOUD = 88
BARS = 8
# Pitches with their quarters. The theme comes three times: at the beginning, in the third bar and
# in the seventh.
THEME = ((62, 1), (65, 0.5), (67, 0.5), (69, 1), (67, 0.5), (65, 0.5))
ANSWER = ((67, 1), (69, 0.5), (67, 0.5), (65, 2))
CLOSE = ((64, 1), (65, 0.5), (64, 0.5), (62, 2))
MIDDLE = ((69, 1), (72, 0.5), (70, 0.5), (69, 1), (67, 1), (70, 1), (69, 0.5), (67, 0.5), (69, 2))
LINE = (*THEME, *ANSWER, *THEME, *CLOSE, *MIDDLE, *THEME, *CLOSE)


def tune() -> Song:
    notes, at = [], 0
    for pitch, quarters in LINE:
        length = round(quarters * TICKS_PER_QUARTER)
        notes.append(Note(at, pitch, length, LOUD))
        at += length
    return Song((Track(tuple(notes), name="Melody"),))
