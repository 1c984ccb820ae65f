"""Hostile scores and tunes end with a sentence, within the limits of the child that reads them."""

import random

import pytest

from generation.music.upload import UploadError, read_upload
from tests.generation.sheets.scores import bar, note, packed, score, tune

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
WHOLE = score(bar(note("C", 16)))
MANY = note("C") * 1_000_000


def archive_of_many() -> bytes:
    data = packed(WHOLE)
    return data[:60] + data[:200] * 3


HOSTILE = {
    "billion laughs": (
        f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]><score-partwise>&l9;</score-partwise>'.encode(),
        "entities",
    ),
    "a file of ours": (
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><score-partwise>&x;'
        b"</score-partwise>",
        "entities",
    ),
    "a parameter entity": (
        b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]><score-partwise/>',
        "entities",
    ),
    "nested deep": (b"<score-partwise>" + b"<a>" * 100_000, "broken_file"),
    "a bomb": (packed(b"<score-partwise>" + b" " * 50_000_000), "too_big"),
    "a million notes": (packed(score(bar(MANY))), "too_big"),
    "too many notes": (packed(score(*[bar(note("C", 1) * 200)] * 205)), "too_many_notes"),
    "too many elements": (packed(b"<score-partwise>" + b"<a/>" * 600_001), "too_many_events"),
    "a large score": (WHOLE + b" " * 2_400_000, "too_big"),
    "not UTF-8": (WHOLE.replace(b"Tune", b"\xff\xfe"), "broken_file"),
    "an unknown alphabet": (b'<?xml version="1.0" encoding="klingon"?>' + WHOLE, "broken_file"),
    "cut short": (WHOLE[:-30], "broken_file"),
    "an archive cut short": (packed(WHOLE)[:100], "broken_file"),
    "an archive with rubbish": (archive_of_many(), "broken_file"),
    "an archive without a score": (packed(b"hello", "readme.txt"), "not_music"),
    "a picture": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "not_music"),
    "no notes": (score(bar("")), "no_notes"),
    "endless repeats": (
        score(
            *[bar(note("C", 16) + '<barline><repeat direction="backward" times="9999"/></barline>')]
            * 300
        ),
        "too_long",
    ),
    "a bar without end": (score(bar(note("C", 10**8))), "broken_file"),
    "a tune of a million notes": (tune("c" * 900_000), "too_many_notes"),
    "a tune of endless rests": (tune("Z9999|" * 900), "too_long"),
    "a tune of quotes": (tune('"' * 900_000), "no_notes"),
    "a tune of graces": (tune("{a" * 400_000), "too_many_notes"),
    "a large tune": (tune("c" * 1_000_001), "too_big"),
    "a tune of voices": (tune(*[f"V:{n}\nc" for n in range(99)]), "too_many_tracks"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_in_a_sentence(name: str) -> None:
    data, code = HOSTILE[name]
    with pytest.raises(UploadError) as error:
        read_upload(data)
    assert error.value.code == code, error.value.message
    assert error.value.message.endswith(". Nothing was changed.")


def broken(data: bytes, seed: int) -> bytes:
    draw, changed = random.Random(seed), bytearray(data)
    for _ in range(draw.randint(1, 6)):
        at = draw.randrange(len(changed))
        changed[at : at + draw.randint(0, 3)] = bytes(
            draw.choices(range(256), k=draw.randint(0, 4))
        )
    return bytes(changed)


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_file_is_a_song_or_a_sentence(seed: int) -> None:
    honest = [score(bar(note("C") * 4)), packed(WHOLE), tune('"Am"(3CDE {g}F>G|[CEG]2 z2:|')]
    try:
        assert read_upload(broken(honest[seed % 3], seed)).song.note_count
    except UploadError as error:
        assert len(error.message) > 20
