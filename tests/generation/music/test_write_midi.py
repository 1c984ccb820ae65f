"""Songs come back from their own MIDI files."""

import io
from itertools import chain

import mido
import pretty_midi
from hypothesis import given

from generation.music import Note, Song, Tempo, Track
from generation.music.midi import read_midi, write_midi
from generation.music.parsing import parse
from tests.generation.music.songs import songs


@given(songs())
def test_it_works(song: Song) -> None:
    assert read_midi(write_midi(song)) == song


def test_it_sets_the_program_before_the_first_note() -> None:
    file = mido.MidiFile(
        file=io.BytesIO(write_midi(Song((Track((Note(0, 60, 960),), program=40),))))
    )
    kinds = [message.type for message in file.tracks[1] if not message.is_meta]
    assert kinds == ["program_change", "control_change", "control_change", "note_on", "note_off"]


def test_it_puts_drums_on_channel_ten() -> None:
    tracks = tuple(Track((Note(0, 60, 960),), drums=index == 3) for index in range(18))
    file = mido.MidiFile(file=io.BytesIO(write_midi(Song(tracks))))
    channels = []
    for chunk in file.tracks[1:]:
        channels.append(next(m.channel for m in chunk if not m.is_meta))
    assert [index for index, channel in enumerate(channels) if channel == 9] == [3]


def test_it_is_heard_alike_by_pretty_midi() -> None:
    song = Song(
        (Track((Note(0, 60, 960), Note(1920, 64, 480))),),
        tempi=(Tempo(0, 1_000_000), Tempo(960, 500_000)),
    )
    heard = pretty_midi.PrettyMIDI(io.BytesIO(write_midi(song))).instruments[0].notes
    assert [(round(n.start, 6), round(n.end, 6), n.pitch) for n in heard] == [
        (0, 1, 60),
        (1.5, 1.75, 64),
    ]
    assert [song.seconds_at(tick) for tick in (960, 1920, 2400)] == [1, 1.5, 1.75]


def sorted_notes(song: Song) -> list[Note]:
    return sorted(chain.from_iterable(track.notes for track in song.tracks))


@given(songs())
def test_it_is_read_alike_by_both_readers(song: Song) -> None:
    data = write_midi(song)
    assert sorted_notes(parse(data).song) == sorted_notes(read_midi(data))


def test_it_handles_other_resolutions() -> None:
    file = mido.MidiFile(ticks_per_beat=32767)
    file.tracks.append(
        mido.MidiTrack(
            [
                mido.Message("note_on", note=60, velocity=64, time=32767),
                mido.Message("note_off", note=60, time=32767 // 2),
            ]
        )
    )
    buffer = io.BytesIO()
    file.save(file=buffer)
    assert read_midi(buffer.getvalue()).tracks[0].notes == (Note(960, 60, 480, 64),)
