"""What a MIDI file that is taken home tells beside its notes: key, maker, licence, address."""

from collections.abc import Iterator

from generation.music.midi import Timed, meta_event
from generation.music.song import Song
from generation.sheets.about import SOFTWARE, About
from generation.sheets.keys import key_of

TEXT, COPYRIGHT, KEY_SIGNATURE = 0x01, 0x02, 0x59  # kinds of meta events


def told_events(song: Song, about: About) -> Iterator[Timed]:
    """At the beginning of the conductor's track, after the title."""
    if about.rights:
        yield 0, 0, meta_event(COPYRIGHT, about.rights.encode())
    for words in (f"Made with {SOFTWARE}", about.address):
        if words:
            yield 0, 0, meta_event(TEXT, words.encode())
    key = key_of(song)
    signed = key.fifths.to_bytes(1, signed=True)
    yield 0, 1, meta_event(KEY_SIGNATURE, signed + bytes([key.mode == "minor"]))
