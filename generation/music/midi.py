"""Standard MIDI files: writing songs, and reading files that we trust. Uploads go through
`upload.py`.

A song comes back from its own file note for note if it is canonical: no two notes of one pitch
overlap in a track, and no more than 15 of its tracks are melodic (further ones share channels).
"""

import io
import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator

import mido

from generation.music.document import DENOMINATORS, MAX_TEXT, TEMPO_US
from generation.music.midi_chords import MARKER
from generation.music.song import (
    DEFAULT_TEMPO_US,
    TICKS_PER_QUARTER,
    Meter,
    Note,
    Song,
    Tempo,
    Track,
)
from generation.wording import clipped

DRUM_CHANNEL = 9
MELODIC_CHANNELS = [channel for channel in range(16) if channel != DRUM_CHANNEL]

Timed = tuple[int, int, bytes]  # tick, rank among the events of that tick, event
END_OF_TRACK = b"\xff\x2f\x00"


def write_midi(song: Song, told: Iterable[Timed] = ()) -> bytes:
    """The song as a type 1 file at 960 ticks a quarter: a conductor track, then one track for each
    of ours. `told` is what else the conductor says (`midi_told.py`).

    Byte for byte what mido writes, and without an object for each event: many times faster for long
    songs.
    """
    chunks = [_chunk([*_conductor(song), *told])]
    melodic = 0
    for track in song.tracks:
        channel = DRUM_CHANNEL if track.drums else MELODIC_CHANNELS[melodic % len(MELODIC_CHANNELS)]
        melodic += not track.drums
        chunks.append(_chunk(_events(track, channel)))
    head = b"MThd" + struct.pack(">LHHH", 6, 1, len(chunks), TICKS_PER_QUARTER)
    return head + b"".join(b"MTrk" + struct.pack(">L", len(chunk)) + chunk for chunk in chunks)


def _conductor(song: Song) -> Iterator[Timed]:
    yield 0, 0, meta_event(3, song.title.encode())
    for tempo in song.tempi:
        yield tempo.tick, 1, meta_event(0x51, tempo.us_per_quarter.to_bytes(3))
    for meter in song.meters:
        # 24 clocks a click and 8 thirty-seconds a quarter, as everybody says.
        yield (
            meter.tick,
            1,
            meta_event(0x58, bytes((meter.numerator, meter.denominator.bit_length() - 1, 24, 8))),
        )
    for sign in song.chords:
        yield sign.onset, 1, meta_event(MARKER, sign.symbol.encode())


def _events(track: Track, channel: int) -> Iterator[Timed]:
    yield 0, 0, meta_event(3, track.name.encode())
    # Before the first note, or players begin with a piano.
    yield 0, 1, _message(0xC0 | channel, track.program)
    yield 0, 1, _message(0xB0 | channel, 7, track.volume)
    yield 0, 1, _message(0xB0 | channel, 10, track.pan)
    for note in track.notes:
        # A note ends before another of its pitch begins on the same tick.
        yield note.end, 2, _message(0x80 | channel, note.pitch, 64)
        yield note.onset, 3, _message(0x90 | channel, note.pitch, note.velocity)


def _message(status: int, *data: int) -> bytes:
    if not all(0 <= value < 128 for value in data):
        raise ValueError(f"values of MIDI events are 0 to 127, not {data}")
    return bytes((status, *data))


def meta_event(kind: int, data: bytes) -> bytes:
    """Something that sounds nowhere, by its kind."""
    return bytes((0xFF, kind)) + _length(len(data)) + data


def _length(value: int) -> bytes:
    """A number in groups of seven bits, the highest first; all but the last are marked."""
    if value < 0:
        raise ValueError("MIDI has no time before the beginning")
    found = [value & 127]
    while value := value >> 7:
        found.append(value & 127 | 128)
    return bytes(reversed(found))


def _chunk(events: Iterable[Timed]) -> bytes:
    chunk, now, running = bytearray(), 0, 0
    for tick, _, event in sorted(events, key=lambda event: event[:2]):
        chunk += _length(tick - now)
        # A status that is the same as the one before is not said again.
        chunk += event[1:] if event[0] == running else event
        running = 0 if event[0] == 0xFF else event[0]
        now = tick
    return bytes(chunk + b"\0" + END_OF_TRACK)


def read_midi(data: bytes) -> Song:
    """The song in a file that we made or vetted. Every channel of every chunk becomes a track of
    its own.

    Raises ValueError, EOFError or OSError for what is no MIDI file.
    """
    file = mido.MidiFile(file=io.BytesIO(data), clip=True)
    scale = TICKS_PER_QUARTER / file.ticks_per_beat
    tracks: list[Track] = []
    tempi: dict[int, int] = {}
    meters: dict[int, tuple[int, int]] = {}
    for chunk in file.tracks:
        now = 0
        timed = []
        for message in chunk:
            now += message.time
            timed.append((round(now * scale), message))
        for tick, message in timed:
            if message.type == "set_tempo":
                tempi[tick] = min(max(message.tempo, TEMPO_US.start), TEMPO_US.stop - 1)
            elif message.type == "time_signature" and message.denominator in DENOMINATORS:
                meters[tick] = (max(1, min(message.numerator, 64)), message.denominator)
        tracks.extend(_tracks(timed))
    title = (
        next((m.name for m in file.tracks[0] if m.type == "track_name"), "")
        if file.type == 1 and file.tracks
        else ""
    )
    return Song(
        tracks=tuple(tracks),
        tempi=tuple(
            Tempo(tick, tempo) for tick, tempo in sorted(({0: DEFAULT_TEMPO_US} | tempi).items())
        ),
        meters=tuple(Meter(tick, *meter) for tick, meter in sorted(({0: (4, 4)} | meters).items())),
        title=decode_text(title),
    )


def decode_text(latin: str) -> str:
    """A text of a file that was read as Latin-1: UTF-8 if it can be, for MIDI never said which; cut
    to our length."""
    try:
        return clipped(latin.encode("latin-1").decode("utf-8"), MAX_TEXT)
    except UnicodeError:
        return clipped(latin, MAX_TEXT)


def _tracks(timed: list[tuple[int, mido.Message]]) -> Iterator[Track]:
    """One track a channel, in order of channels; a channel counts once it has a program or a
    note."""
    name = next(
        (decode_text(message.name) for _, message in timed if message.type == "track_name"), ""
    )
    channels: dict[int, list[tuple[int, mido.Message]]] = defaultdict(list)
    for tick, message in timed:
        if message.type in ("note_on", "note_off", "program_change", "control_change"):
            channels[message.channel].append((tick, message))
    for channel in sorted(channels):
        events = channels[channel]
        if any(message.type in ("note_on", "program_change") for _, message in events):
            yield Track(
                notes=tuple(_notes(events)),
                program=next((m.program for _, m in events if m.type == "program_change"), 0),
                drums=channel == DRUM_CHANNEL,
                name=name,
                volume=_control(events, 7, 100),
                pan=_control(events, 10, 64),
            )


def _control(events: list[tuple[int, mido.Message]], number: int, default: int) -> int:
    """First value of a controller: later ones are fades, which a song does not keep."""
    values = (m.value for _, m in events if m.type == "control_change" and m.control == number)
    return next(values, default)


def _notes(events: list[tuple[int, mido.Message]]) -> Iterator[Note]:
    """Pairs note-ons with the next note-off of their pitch; a note never released, or of no length,
    is left out."""
    sounding: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for tick, message in events:
        if message.type == "note_on" and message.velocity > 0:
            sounding[message.note].append((tick, message.velocity))
        elif message.type in ("note_on", "note_off"):
            # One note-off ends every note of its pitch that began earlier, as in pretty_midi.
            for onset, velocity in sounding[message.note]:
                if tick > onset:
                    yield Note(onset, message.note, tick - onset, velocity)
            sounding[message.note] = [note for note in sounding[message.note] if note[0] == tick]
