"""A song of many tracks as rows of seven small numbers, and back."""

import numpy as np
import pytest

from generation.codecs.score import (
    DRUM_KIT,
    DRUM_PITCH,
    OF_SLOT,
    decode_score,
    encode_score,
    order_slots,
)
from generation.music.song import Meter, Song, Track
from generation.techniques.transformer.tokens import (
    BEATS,
    END,
    FURTHEST,
    METER,
    PROGRAM,
    SIZES,
    TEMPO,
    Malformed,
    decode,
    encode,
)
from tests.generation.codecs.songs_on_the_grid import SONGS, Q, line, random_song

METER_ROW = (0, 0, METER, 4, 2, 0, 0)
TEMPO_ROW = (0, 0, TEMPO, 0, 5, 0, 0)
PIANO_ROW = (0, 0, PROGRAM, 0, 0, 0, 0)
KIT_ROW = (0, 0, PROGRAM, DRUM_KIT, 0, 0, 0)
NOTE_ROW = (1, 0, 0, 60, 1, 0, 8)
STROKE_ROW = (1, 0, 0, DRUM_PITCH + 38, 0, 3, 8)


def read_back(song: Song) -> Song:
    return decode_score(decode(encode(encode_score(song))))


def in_slots(song: Song) -> Song:
    return song.with_tracks(song.tracks[number] for number in order_slots(song))


@pytest.mark.parametrize("song", SONGS.values(), ids=SONGS)
def test_it_works(song: Song) -> None:
    assert read_back(song) == in_slots(song)


def test_it_loses_nothing_of_any_song_on_the_grid() -> None:
    for seed in range(300):
        song = random_song(seed)
        assert read_back(song) == in_slots(song), seed


def test_it_keeps_every_number_in_its_range() -> None:
    for seed in range(100):
        rows = encode(encode_score(random_song(seed)))
        assert rows.dtype == np.uint8
        assert (rows < SIZES).all()
        assert (rows[:, BEATS] <= FURTHEST).all()


def test_it_tells_a_note_in_one_row() -> None:
    song = Song((line(60, 64, length=320, first=4 * Q), line(36, drums=True, first=5 * Q)))
    assert encode(encode_score(song))[-3:].tolist() == [
        [4, 0, 0, 60, 0, 8, 9],
        [0, 8, 0, 64, 0, 8, 9],
        [1, 0, 1, DRUM_PITCH + 36, 1, 0, 9],
    ]


def test_it_counts_the_half_beat_of_seven_eighths() -> None:
    song = Song((line(60, 62, length=7 * Q // 2),), meters=(Meter(0, 7, 8),))
    assert encode(encode_score(song))[-1, :2].tolist() == [4, 0]


def test_it_says_long_silences_in_several_rows() -> None:
    rows = encode(encode_score(Song((line(60, first=130 * Q),))))
    assert rows[-3:, BEATS].tolist() == [64, 64, 2]


def test_it_keeps_silent_tracks_that_are_asked_for() -> None:
    song = Song((line(60, program=5), Track(program=40), Track(drums=True)))
    score = decode(encode(encode_score(song, [2, 0, 1])))
    assert score.programs == (DRUM_KIT, 5, 40)
    assert score.notes[:, OF_SLOT].tolist() == [1]


def test_it_stops_where_the_rows_say_so() -> None:
    rows = [METER_ROW, TEMPO_ROW, PIANO_ROW, NOTE_ROW, (END, 0, 0, 0, 0, 0, 0), NOTE_ROW]
    assert len(decode(np.array(rows)).notes) == 1


WRONG = {
    "nothing at all": [],
    "no meter": [TEMPO_ROW, PIANO_ROW, NOTE_ROW],
    "no tempo": [METER_ROW, PIANO_ROW, NOTE_ROW],
    "a late meter": [(1, *METER_ROW[1:]), TEMPO_ROW, PIANO_ROW],
    "two meters at once": [METER_ROW, METER_ROW, TEMPO_ROW, PIANO_ROW],
    "two tempi at once": [METER_ROW, TEMPO_ROW, TEMPO_ROW, PIANO_ROW],
    "a meter of nothing": [(0, 0, METER, 0, 2, 0, 0), TEMPO_ROW, PIANO_ROW],
    "a meter of 128ths": [(0, 0, METER, 4, 7, 0, 0), TEMPO_ROW, PIANO_ROW],
    "a tempo of nothing": [METER_ROW, (0, 0, TEMPO, 0, 0, 0, 0), PIANO_ROW],
    "an unknown program": [METER_ROW, TEMPO_ROW, (0, 0, PROGRAM, DRUM_KIT + 1, 0, 0, 0)],
    "a track left out": [METER_ROW, TEMPO_ROW, (0, 0, PROGRAM, 0, 1, 0, 0)],
    "a note without a track": [METER_ROW, TEMPO_ROW, NOTE_ROW],
    "a note without a length": [METER_ROW, TEMPO_ROW, PIANO_ROW, (1, 0, 0, 60, 0, 0, 8)],
    "a drum on a piano": [METER_ROW, TEMPO_ROW, PIANO_ROW, STROKE_ROW],
    "a pitch on drums": [METER_ROW, TEMPO_ROW, KIT_ROW, NOTE_ROW],
}


@pytest.mark.parametrize("rows", WRONG.values(), ids=WRONG)
def test_it_rejects_rows_that_are_no_piece(rows: list[tuple[int, ...]]) -> None:
    with pytest.raises(Malformed):
        decode(np.array(rows, np.uint8).reshape(-1, len(SIZES)))


@pytest.mark.parametrize("column", range(len(SIZES)))
def test_it_rejects_numbers_out_of_range(column: int) -> None:
    rows = np.array([METER_ROW, TEMPO_ROW, PIANO_ROW, NOTE_ROW])
    rows[-1, column] = SIZES[column]
    with pytest.raises(Malformed, match="each below"):
        decode(rows)


@pytest.mark.parametrize("shape", [(7,), (3, 6), (3, 8), (1, 3, 7)])
def test_it_rejects_other_shapes(shape: tuple[int, ...]) -> None:
    with pytest.raises(Malformed, match="Rows of 7"):
        decode(np.zeros(shape, np.uint8))
