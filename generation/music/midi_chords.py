"""Chords that somebody wrote over a song, as markers of a MIDI file."""

from generation.music.chord_symbols import LONGEST, is_symbol
from generation.music.chunks import Event
from generation.music.midi_events import META

MARKER = 0x06  # a kind of meta event


def chord_in(event: Event) -> str:
    """The chord that a marker names; empty for any other event."""
    if event.status != META or event.first != MARKER or len(event.body) > LONGEST:
        return ""
    text = event.body.decode("latin-1")
    return text if is_symbol(text) else ""
