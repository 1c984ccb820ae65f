"""A song of many tracks as rows of seven small numbers, and back."""

import numpy as np
import pytest

from generation.codecs.score import (
    DRUM_KIT,
    DRUM_PITCH,
    LEVEL,
    LONGEST,
    OF_SLOT,
    SLOTS,
    STEP_TICKS,
    Beats,
    count_bar_steps,
    decode_score,
    encode_score,
    order_slots,
)
from generation.music.song import TICKS_PER_QUARTER, Meter, Note, Song, Tempo, Track
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

Q = TICKS_PER_QUARTER
LOUD = 9 * LEVEL + LEVEL // 2  # a velocity that is on the grid

METER_ROW = (0, 0, METER, 4, 2, 0, 0)
TEMPO_ROW = (0, 0, TEMPO, 0, 5, 0, 0)
PIANO_ROW = (0, 0, PROGRAM, 0, 0, 0, 0)
KIT_ROW = (0, 0, PROGRAM, DRUM_KIT, 0, 0, 0)
NOTE_ROW = (1, 0, 0, 60, 1, 0, 8)
STROKE_ROW = (1, 0, 0, DRUM_PITCH + 38, 0, 3, 8)


def line(*pitches: int, length: int = Q, first: int = 0, **sound: int) -> Track:
    """Notes of one length, one after the other."""
    return Track(
        tuple(Note(first + at * length, pitch, length, LOUD) for at, pitch in enumerate(pitches)),
        **sound,
    )


def tempo(step: int, qpm: int) -> Tempo:
    return Tempo(step * STEP_TICKS, round(60e6 / qpm))


def read_back(song: Song) -> Song:
    return decode_score(decode(encode(encode_score(song))))


def in_slots(song: Song) -> Song:
    return song.with_tracks(song.tracks[number] for number in order_slots(song))


def changes(random: np.random.Generator) -> list[int]:
    """The start, and a few moments of any kind after it."""
    return [0, *np.unique(random.integers(1, 9000, random.integers(0, 5))).tolist()]


def random_meters(random: np.random.Generator) -> tuple[Meter, ...]:
    parts = [(int(random.integers(1, 20)), 2 ** int(random.integers(0, 7))) for _ in range(5)]
    return tuple(
        Meter(step * STEP_TICKS, *part) for step, part in zip(changes(random), parts, strict=False)
    )


def random_track(random: np.random.Generator) -> Track:
    """Up to forty notes at any step, crowded or with long silences between them."""
    span = int(random.choice([30, 500, 20_000]))
    places = {
        (int(random.integers(span)), int(random.integers(128)))
        for _ in range(random.integers(1, 40))
    }
    notes = [
        Note(
            at * STEP_TICKS,
            pitch,
            int(random.integers(1, LONGEST + 1)) * STEP_TICKS,
            int(level) * LEVEL + LEVEL // 2,
        )
        for (at, pitch), level in zip(
            sorted(places), random.integers(16, size=len(places)), strict=True
        )
    ]
    drums = bool(random.random() < 0.3)
    return Track(tuple(notes), 0 if drums else int(random.integers(128)), drums)


def random_song(seed: int) -> Song:
    random = np.random.default_rng(seed)
    tracks = tuple(random_track(random) for _ in range(random.integers(0, SLOTS + 1)))
    tempi = tuple(tempo(step, int(random.integers(4, 1500))) for step in changes(random))
    return Song(tracks, tempi, random_meters(random))


def random_beats(seed: int) -> Beats:
    meters = random_meters(np.random.default_rng(seed))
    return Beats([(meter.tick // STEP_TICKS, count_bar_steps(*meter[1:])) for meter in meters])


SONGS = {
    "nothing": Song(),
    "one note": Song((line(60),)),
    "a band": Song(
        (
            line(72, 74, 76, program=73),
            line(36, 38, drums=True),
            line(40, 45, length=2 * Q, program=33),
        )
    ),
    "two kits": Song((line(36, 38, drums=True), line(60), line(42, 42, drums=True))),
    "a chord": Song((Track(tuple(Note(0, pitch, Q, LOUD) for pitch in (60, 64, 67))),)),
    "triplets": Song((line(60, 62, 64, 65, 67, 69, length=320),)),
    "triplets against 32nds": Song(
        (line(*range(60, 66), length=320), line(*range(40, 56), length=120))
    ),
    "7/8": Song((line(*range(60, 76), length=480),), meters=(Meter(0, 7, 8),)),
    "a bar cut short": Song((line(*range(60, 76)),), meters=(Meter(0, 4, 4), Meter(6 * Q, 3, 4))),
    "a beat cut short": Song(
        (line(*range(60, 76)),), meters=(Meter(0, 4, 4), Meter(5 * Q + 280, 7, 8))
    ),
    "a tempo change": Song((line(*range(60, 76)),), (tempo(0, 120), tempo(100, 63))),
    "meter and tempo at once": Song(
        (line(*range(60, 76)),),
        (tempo(0, 120), tempo(168, 90)),
        (Meter(0, 4, 4), Meter(7 * Q, 5, 8)),
    ),
    "changes after the end": Song(
        (line(60),), (tempo(0, 120), tempo(9000, 90)), (Meter(0, 4, 4), Meter(800 * Q, 3, 4))
    ),
    "a long silence before": Song((line(60, first=200 * Q),)),
    "a long silence within": Song(
        (Track((*line(60).notes, *line(62, first=64 * Q).notes, *line(64, first=500 * Q).notes)),)
    ),
    "the longest note": Song((line(60, length=LONGEST * STEP_TICKS),)),
    "sixteen tracks": Song(
        tuple(line(90 - 4 * n, 90 - 4 * n, program=8 * n) for n in range(SLOTS))
    ),
}


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


def test_it_moves_what_is_off_the_grid_to_the_nearest_step() -> None:
    song = Song((Track((Note(19, 60, 62, 90), Note(21, 62, 38, 90), Note(999, 64, 1, 90))),))
    assert encode_score(song).notes[:, [0, 3]].tolist() == [[0, 2], [1, 1], [25, 1]]


def test_it_moves_changes_of_meter_and_tempo_to_the_nearest_step() -> None:
    song = Song(
        (line(60),), (Tempo(0, 500_000), Tempo(979, 600_123)), (Meter(0, 4, 4), Meter(981, 3, 4))
    )
    score = encode_score(song)
    assert score.tempi == ((0, 120), (24, 100))
    assert score.meters == ((0, 4, 4), (25, 3, 4))


def test_it_cuts_notes_that_are_too_long() -> None:
    assert encode_score(Song((line(60, length=100 * Q),))).notes[0, 3] == LONGEST


def test_it_keeps_the_longest_of_the_same_note_twice() -> None:
    song = Song((Track((Note(0, 60, Q, 90), Note(5, 60, 3 * Q, 90), Note(0, 60, 2 * Q, 90))),))
    assert encode_score(song).notes[:, 3].tolist() == [72]


def test_it_keeps_the_sixteen_busiest_of_seventeen_tracks() -> None:
    song = Song(tuple(line(*[60] * (1 if number == 5 else 2 + number)) for number in range(17)))
    assert sorted(order_slots(song)) == [number for number in range(17) if number != 5]


def test_it_orders_tracks_from_high_to_low_and_drums_last() -> None:
    song = Song((line(90, drums=True), line(40, 50), line(60, 80), Track(), line(45)))
    assert order_slots(song) == [2, 1, 4, 0]


def test_it_keeps_silent_tracks_that_are_asked_for() -> None:
    song = Song((line(60, program=5), Track(program=40), Track(drums=True)))
    score = decode(encode(encode_score(song, [2, 0, 1])))
    assert score.programs == (DRUM_KIT, 5, 40)
    assert score.notes[:, OF_SLOT].tolist() == [1]


def test_it_finds_the_place_of_every_step() -> None:
    for seed in range(100):
        beats, steps = random_beats(seed), np.arange(10_000)
        beat, part, _, _ = beats.place(steps)
        assert np.array_equal(beats.step(beat, part), steps), seed


def test_it_finds_the_step_of_every_beat() -> None:
    for seed in range(100):
        beats, numbers = random_beats(seed), np.arange(500)
        beat, part, _, _ = beats.place(beats.step(numbers))
        assert np.array_equal(beat, numbers), seed
        assert not part.any()


def test_it_begins_a_new_beat_at_every_bar_line() -> None:
    beats = Beats([(0, 96), (96 + 30, 84)])
    places = [beats.place(np.array(step)) for step in (95, 96, 125, 126, 209, 210)]
    assert [tuple(int(value) for value in place) for place in places] == [
        (3, 23, 3, 96),
        (4, 0, 0, 96),
        (5, 5, 1, 96),
        (6, 0, 0, 84),
        (9, 11, 3, 84),
        (10, 0, 0, 84),
    ]


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
