"""MUS files: notes that one can count, drums, and bytes that are none."""

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.datasets.sources.mus import NoMus, read_mus
from generation.music.song import Note

HEADER = b"MUS\x1a" + bytes((20, 0, 16, 0, 2, 0, 0, 0, 0, 0, 0, 0))
# Program 30 on channel 1; E4 for 70 steps (half a second, so a quarter) with loudness 90; then the
# kick for 35 and C4 as loud as before for 140, which a two-byte wait tells.
EVENTS = bytes(
    (
        *(0x41, 0, 30),
        *(0x91, 64 | 0x80, 90, 70),
        *(0x01, 64),
        *(0x9F, 36, 35),
        *(0x0F, 36),
        *(0x91, 60, 0x81, 12),
        *(0x01, 60),
        0x60,
    )
)


def test_it_works() -> None:
    song = read_mus(HEADER + EVENTS)
    guitar, drums = song.tracks
    assert (guitar.program, guitar.drums, drums.drums) == (30, False, True)
    assert guitar.notes == (Note(0, 64, 960, 90), Note(1440, 60, 1920, 90))
    assert drums.notes == (Note(960, 36, 480, 100),)
    assert song.seconds == pytest.approx(1.75)


@pytest.mark.parametrize("data", [b"", b"MThd" + bytes(20), HEADER, HEADER + EVENTS[:5]])
def test_it_rejects_what_is_no_mus(data: bytes) -> None:
    with pytest.raises(NoMus):
        read_mus(data)


@given(st.binary(max_size=60))
def test_whatever_follows_it_is_read_or_refused(data: bytes) -> None:
    try:
        song = read_mus(HEADER + data)
    except NoMus:
        return
    notes = chain.from_iterable(track.notes for track in song.tracks)
    assert all(note.length > 0 for note in notes)
