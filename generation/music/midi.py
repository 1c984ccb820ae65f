"""Standard MIDI files: writing songs, and reading files that we trust. Uploads go through `upload.py`.

A song comes back from its own file note for note if it is canonical: no two notes of one pitch overlap in a track,
and no more than 15 of its tracks are melodic (further ones share channels).
"""

import io
from collections import defaultdict
from collections.abc import Iterable, Iterator

import mido

from generation.music.document import DENOMINATORS, MAX_TEXT, TEMPO_US
from generation.music.song import DEFAULT_TEMPO_US, TICKS_PER_QUARTER, Meter, Note, Song, Tempo, Track
from generation.wording import clipped

DRUM_CHANNEL = 9
MELODIC_CHANNELS = [channel for channel in range(16) if channel != DRUM_CHANNEL]

Timed = tuple[int, int, mido.Message]  # tick, rank among the events of that tick, event


def write_midi(song: Song) -> bytes:
    """The song as a type 1 file at 960 ticks a quarter: a conductor track, then one track for each of ours."""
    file = mido.MidiFile(type=1, ticks_per_beat=TICKS_PER_QUARTER, charset="utf-8")
    file.tracks.append(_chunk(_conductor(song)))
    melodic = 0
    for track in song.tracks:
        channel = DRUM_CHANNEL if track.drums else MELODIC_CHANNELS[melodic % len(MELODIC_CHANNELS)]
        melodic += not track.drums
        file.tracks.append(_chunk(_events(track, channel)))
    buffer = io.BytesIO()
    file.save(file=buffer)
    return buffer.getvalue()


def _conductor(song: Song) -> Iterator[Timed]:
    yield 0, 0, mido.MetaMessage("track_name", name=song.title)
    for tempo in song.tempi:
        yield tempo.tick, 1, mido.MetaMessage("set_tempo", tempo=tempo.us_per_quarter)
    for meter in song.meters:
        signature = mido.MetaMessage("time_signature", numerator=meter.numerator, denominator=meter.denominator)
        yield meter.tick, 1, signature


def _events(track: Track, channel: int) -> Iterator[Timed]:
    yield 0, 0, mido.MetaMessage("track_name", name=track.name)
    # Before the first note, or players begin with a piano.
    yield 0, 1, mido.Message("program_change", channel=channel, program=track.program)
    yield 0, 1, mido.Message("control_change", channel=channel, control=7, value=track.volume)
    yield 0, 1, mido.Message("control_change", channel=channel, control=10, value=track.pan)
    for note in track.notes:
        # A note ends before another of its pitch begins on the same tick.
        yield note.end, 2, mido.Message("note_off", channel=channel, note=note.pitch, velocity=64)
        yield note.onset, 3, mido.Message("note_on", channel=channel, note=note.pitch, velocity=note.velocity)


def _chunk(events: Iterable[Timed]) -> mido.MidiTrack:
    chunk, now = mido.MidiTrack(), 0
    for tick, _, message in sorted(events, key=lambda event: event[:2]):
        chunk.append(message.copy(time=tick - now))
        now = tick
    return chunk


def read_midi(data: bytes) -> Song:
    """The song in a file that we made or vetted. Every channel of every chunk becomes a track of its own.

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
        next((m.name for m in file.tracks[0] if m.type == "track_name"), "") if file.type == 1 and file.tracks else ""
    )
    return Song(
        tracks=tuple(tracks),
        tempi=tuple(Tempo(tick, tempo) for tick, tempo in sorted(({0: DEFAULT_TEMPO_US} | tempi).items())),
        meters=tuple(Meter(tick, *meter) for tick, meter in sorted(({0: (4, 4)} | meters).items())),
        title=text_of(title),
    )


def text_of(latin: str) -> str:
    """A text of a file that was read as Latin-1: UTF-8 if it can be, for MIDI never said which; cut to our length."""
    try:
        return clipped(latin.encode("latin-1").decode("utf-8"), MAX_TEXT)
    except UnicodeError:
        return clipped(latin, MAX_TEXT)


def _tracks(timed: list[tuple[int, mido.Message]]) -> Iterator[Track]:
    """One track a channel, in order of channels; a channel counts once it has a program or a note."""
    name = next((text_of(message.name) for _, message in timed if message.type == "track_name"), "")
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
    """Pairs note-ons with the next note-off of their pitch; a note never released, or of no length, is left out."""
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
