"""The events of a MIDI file at their ticks: read out of its chunks, changed as one list, and
written back."""

from dataclasses import dataclass

import mido

CONDUCTED = ("set_tempo", "time_signature")  # they rule all chunks, wherever they stand


@dataclass(slots=True)
class Event:
    """A message at its tick, counted from the start, in its chunk; `place` orders events of one
    tick."""

    tick: int
    chunk: int
    place: int
    message: mido.Message | mido.MetaMessage


def mido_events(midi: mido.MidiFile) -> list[Event]:
    """All events, chunk by chunk. Tempi and time signatures count to the first, where parsers look
    for them."""
    events = []
    for chunk, track in enumerate(midi.tracks):
        tick = 0
        for place, message in enumerate(track):
            tick += message.time
            events.append(Event(tick, 0 if message.type in CONDUCTED else chunk, place, message))
    return events


def coarsen(midi: mido.MidiFile, events: list[Event], ticks_per_beat: int) -> None:
    """Puts the events on fewer ticks a beat."""
    for event in events:
        event.tick = round(event.tick * ticks_per_beat / midi.ticks_per_beat)
    midi.ticks_per_beat = ticks_per_beat


def rewrite(midi: mido.MidiFile, events: list[Event]) -> None:
    """Makes these the events of the file."""
    chunks: list[list[Event]] = [[] for _ in midi.tracks]
    for event in events:
        chunks[event.chunk].append(event)
    for track, chunk in zip(midi.tracks, chunks, strict=True):
        now = 0
        track.clear()
        for event in sorted(chunk, key=lambda event: (event.tick, event.place)):
            event.message.time = event.tick - now
            now = event.tick
            track.append(event.message)
