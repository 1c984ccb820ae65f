"""The events of a MIDI file at their ticks, out of all its chunks."""

from dataclasses import dataclass

from generation.music.midi_events import META, walk_chunks, walk_events

NOTE_OFF, NOTE_ON, KEY_PRESSURE, CONTROL, PROGRAM, PRESSURE, BEND = range(0x8, 0xF)


@dataclass(slots=True)
class Event:
    """An event at its tick, counted from the start; `place` orders those of one tick in a chunk."""

    tick: int
    chunk: int
    place: int
    status: int
    first: int  # pitch, controller, program, or the kind of a meta event
    second: int = 0  # velocity or value
    body: bytes = b""  # of a meta event

    @property
    def kind(self) -> int:
        """The upper half of the status of what a channel is told; 0 for a meta event."""
        return 0 if self.status == META else self.status >> 4

    @property
    def channel(self) -> int:
        return self.status & 0xF

    @property
    def strikes(self) -> bool:
        """Whether a note begins: at velocity 0 one ends."""
        return self.kind == NOTE_ON and self.second > 0

    @property
    def releases(self) -> bool:
        return self.kind == NOTE_OFF or (self.kind == NOTE_ON and self.second == 0)


def read_events(data: bytes) -> list[Event]:
    """All events of a file that `prescan` has passed, chunk by chunk; exclusive messages have
    nothing for us. A chunk that is no track is passed over, as the standard wants it."""
    events = []
    for chunk, (start, stop) in enumerate(walk_chunks(data)):
        for place, (tick, status, kind, at, size) in enumerate(walk_events(data, start, stop)):
            if kind is not None:
                body = data[at : at + size]
                events.append(Event(tick, chunk, place, META, kind, body=body))
            elif status < 0xF0:
                second = data[at + 1] if size > 1 else 0
                events.append(Event(tick, chunk, place, status, data[at], second))
    return events
