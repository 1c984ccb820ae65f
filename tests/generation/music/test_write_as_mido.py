"""What we write ourselves, without an object for each event, is byte for byte what mido writes."""

import io
from collections.abc import Iterable, Iterator

import mido
import pytest
from hypothesis import given, settings

from generation.music.midi import DRUM_CHANNEL, MELODIC_CHANNELS, write_midi
from generation.music.song import TICKS_PER_QUARTER, Note, Song, Track
from tests.generation.music.songs import songs

Timed = tuple[int, int, mido.Message]


def written_by_mido(song: Song) -> bytes:
    file = mido.MidiFile(type=1, ticks_per_beat=TICKS_PER_QUARTER, charset="utf-8")
    file.tracks.append(chunk(conductor(song)))
    melodic = 0
    for track in song.tracks:
        channel = DRUM_CHANNEL if track.drums else MELODIC_CHANNELS[melodic % len(MELODIC_CHANNELS)]
        melodic += not track.drums
        file.tracks.append(chunk(events(track, channel)))
    buffer = io.BytesIO()
    file.save(file=buffer)
    return buffer.getvalue()


def conductor(song: Song) -> Iterator[Timed]:
    yield 0, 0, mido.MetaMessage("track_name", name=song.title)
    for tempo in song.tempi:
        yield tempo.tick, 1, mido.MetaMessage("set_tempo", tempo=tempo.us_per_quarter)
    for meter in song.meters:
        signature = mido.MetaMessage(
            "time_signature", numerator=meter.numerator, denominator=meter.denominator
        )
        yield meter.tick, 1, signature


def events(track: Track, channel: int) -> Iterator[Timed]:
    yield 0, 0, mido.MetaMessage("track_name", name=track.name)
    yield 0, 1, mido.Message("program_change", channel=channel, program=track.program)
    yield 0, 1, mido.Message("control_change", channel=channel, control=7, value=track.volume)
    yield 0, 1, mido.Message("control_change", channel=channel, control=10, value=track.pan)
    for note in track.notes:
        yield note.end, 2, mido.Message("note_off", channel=channel, note=note.pitch, velocity=64)
        yield (
            note.onset,
            3,
            mido.Message("note_on", channel=channel, note=note.pitch, velocity=note.velocity),
        )


def chunk(timed: Iterable[Timed]) -> mido.MidiTrack:
    made, now = mido.MidiTrack(), 0
    for tick, _, message in sorted(timed, key=lambda event: event[:2]):
        made.append(message.copy(time=tick - now))
        now = tick
    return made


@given(song=songs())
@settings(max_examples=200, deadline=None)
def test_it_works(song: Song) -> None:
    assert write_midi(song) == written_by_mido(song)


def test_long_waits_and_foreign_letters() -> None:
    far = Note(127, 60, 10, 64), Note(128, 61, 16_383, 1), Note(2_097_152, 0, 2_097_151, 127)
    song = Song(
        (Track(far, name="Гусли 🎻"), Track(far, drums=True), Track(far, 40)), title="é" * 200
    )
    assert write_midi(song) == written_by_mido(song)


@pytest.mark.parametrize(
    "track", [Track((Note(0, 128, 10, 64),)), Track((), program=200), Track((), volume=-1)]
)
def test_it_rejects_what_mido_rejects(track: Track) -> None:
    for write in (write_midi, written_by_mido):
        with pytest.raises(ValueError, match=r"0|data byte"):
            write(Song((track,)))
