"""A walk over the bytes of a MIDI file, event by event, as its parser will make it."""

from collections.abc import Iterator

from generation.music.upload_error import UploadError, broken

META = 0xFF
SYSTEM_EXCLUSIVE = (0xF0, 0xF7)
# by the upper half of the status byte
DATA_BYTES = {
    0x8: 2,
    0x9: 2,
    0xA: 2,
    0xB: 2,
    0xC: 1,
    0xD: 1,
    0xE: 2,
}


def walk_chunks(data: bytes) -> Iterator[tuple[int, int]]:
    """Start and end of the body of every track chunk."""
    at = 8 + int.from_bytes(data[4:8])
    while at + 8 <= len(data):
        start = at + 8
        at = start + int.from_bytes(data[at + 4 : start])
        if at > len(data):
            raise UploadError(
                "cut_short", "This MIDI file is shorter than it says: it seems to be cut off."
            )
        if data[start - 8 : start - 4] == b"MTrk":
            yield start, at


def walk_events(data: bytes, at: int, stop: int) -> Iterator[tuple[int, int, int | None, int, int]]:
    """Tick, status, kind (of a meta event), place and length of the body of each event of a track
    chunk.

    It reads as mido does, or a file could hide from it what the parser meets: on past an end of
    track, up to the end of the chunk, and with a running status that outlives meta events.
    """
    tick = running = 0
    while at < stop:
        delta, at = _variable(data, at, stop)
        tick += delta
        status = running
        if at < stop and data[at] >= 0x80:
            status = data[at]
            at += 1
        kind, at, size = _body(data, status, at, stop)
        if at + size > stop:
            raise broken()
        yield tick, status, kind, at, size
        at += size
        if status != META:
            running = status if status < 0xF0 else 0


def _body(data: bytes, status: int, at: int, stop: int) -> tuple[int | None, int, int]:
    """Kind (of a meta event), place and length of the body of an event whose status has been
    read."""
    if 0x80 <= status < 0xF0:
        size = DATA_BYTES[status >> 4]
        if at + size > stop or any(byte > 0x7F for byte in data[at : at + size]):
            raise broken()
        return None, at, size
    if status == META and at < stop:
        size, body = _variable(data, at + 1, stop)
        return data[at], body, size
    if status in SYSTEM_EXCLUSIVE:
        size, body = _variable(data, at, stop)
        return None, body, size
    raise broken()


def _variable(data: bytes, at: int, stop: int) -> tuple[int, int]:
    """A variable-length number and the place after it. The standard allows 4 bytes; parsers take
    any number of them."""
    value = 0
    for place in range(at, min(at + 4, stop)):
        value = value << 7 | data[place] & 0x7F
        if data[place] < 0x80:
            return value, place + 1
    raise broken()
