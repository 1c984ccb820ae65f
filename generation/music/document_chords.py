"""The chords of a song's document."""

from itertools import pairwise

from generation.music.chord_symbols import is_symbol
from generation.music.document_checks import expect, read_list, read_number
from generation.music.song import ChordSign

MAX_CHORDS = 2_000


def read_chords(value: object, latest: int) -> tuple[ChordSign, ...]:
    """Signs in order of time, none after the tick `latest`."""
    rows = read_list(value, "chords")
    many = f"The limit is {MAX_CHORDS:,} chords; yours has {len(rows):,}."
    expect(len(rows) <= MAX_CHORDS, "too_many_chords", many, "chords")
    signs = tuple(read_sign(row, f"chords[{index}]", latest) for index, row in enumerate(rows))
    for index, (before, sign) in enumerate(pairwise(signs), 1):
        words = "chords are in order of time, one at a time."
        expect(before.onset < sign.onset, "bad_chord", words, f"chords[{index}]")
    return signs


def read_sign(row: object, path: str, latest: int) -> ChordSign:
    words = f"{path} is [tick, symbol], with a symbol such as C, Am7, F#m7b5, G7/B or N.C."
    expect(isinstance(row, list) and len(row) == 2, "bad_chord", words, path)
    onset, symbol = read_list(row, path)
    expect(isinstance(symbol, str) and is_symbol(symbol), "bad_chord", words, path)
    return ChordSign(read_number(onset, 0, latest, path), symbol)
