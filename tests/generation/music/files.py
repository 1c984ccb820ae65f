"""MIDI files made of messages at ticks, for what our own writer never writes."""

import io
from typing import Any

import mido

BEAT = 480

Row = tuple[Any, ...]  # tick, kind, then what the kind needs


def on(tick: int, pitch: int, channel: int = 0) -> Row:
    return tick, "note_on", {"note": pitch, "velocity": 80, "channel": channel}


def off(tick: int, pitch: int, channel: int = 0) -> Row:
    return tick, "note_off", {"note": pitch, "channel": channel}


def control(tick: int, number: int, value: int, channel: int = 0) -> Row:
    return tick, "control_change", {"control": number, "value": value, "channel": channel}


def pedal(tick: int, value: int, channel: int = 0) -> Row:
    return control(tick, 64, value, channel)


def meta(tick: int, kind: str, **values: Any) -> Row:
    return tick, kind, values


def file_of(*chunks: list[Row]) -> bytes:
    """A type 1 file of these chunks; rows of one tick stay in their order."""
    midi = mido.MidiFile(type=1, ticks_per_beat=BEAT)
    for rows in chunks:
        track, now = mido.MidiTrack(), 0
        for tick, kind, values in sorted(rows, key=lambda row: row[0]):
            known = kind in (
                "note_on",
                "note_off",
                "control_change",
                "pitchwheel",
                "aftertouch",
                "program_change",
            )
            track.append(
                (mido.Message if known else mido.MetaMessage)(kind, time=tick - now, **values)
            )
            now = tick
        midi.tracks.append(track)
    buffer = io.BytesIO()
    midi.save(file=buffer)
    return buffer.getvalue()
