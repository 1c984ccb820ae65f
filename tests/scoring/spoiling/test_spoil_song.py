"""Spoilings change music as their line says, and nothing else that would give them away."""

from collections import defaultdict
from itertools import chain

import numpy as np
import pytest

from generation.music.metrics.view import View
from generation.music.song import Meter, Note, Song, Track
from scoring.spoiling import NEUTRAL, SPOILINGS
from scoring.spoiling.partners import choose_partner
from scoring.spoiling.rows import bar_lines, rows_of

BAR = 3840


def piece(bars: int, seed: int, drums: bool = True, tracks: int = 3) -> Song:
    """Lines of quarters in C major, no bar like another, and a drum on each beat."""
    random = np.random.default_rng(seed)
    lines = [_line(36 + 12 * line, random.integers(0, 7, 4 * bars)) for line in range(tracks)]
    kit = Track(tuple(Note(960 * beat, 36, 240) for beat in range(4 * bars)), drums=True)
    return Song((*lines, kit) if drums else tuple(lines))


def _line(tonic: int, degrees: np.ndarray) -> Track:
    pitches = (tonic + np.array([0, 2, 4, 5, 7, 9, 11])[degrees]).tolist()
    return Track(tuple(Note(960 * beat, pitch, 960) for beat, pitch in enumerate(pitches)))


def notes_of(song: Song) -> list[Note]:
    """All notes, drums left out."""
    return list(chain.from_iterable(track.notes for track in song.tracks if not track.drums))


@pytest.mark.parametrize("name", SPOILINGS)
def test_a_spoilt_piece_is_another_of_the_same_length(name):
    song = piece(16, 1)
    spoilt = SPOILINGS[name].of(song, piece(12, 2), np.random.default_rng(3))
    assert spoilt.tracks != song.tracks
    assert len(bar_lines(spoilt)) == len(bar_lines(song))
    assert all(note.length > 0 for note in notes_of(spoilt))


@pytest.mark.parametrize("name", SPOILINGS)
def test_it_is_spoilt_alike_by_one_seed(name):
    song, other = piece(16, 1), piece(16, 2)
    again = [SPOILINGS[name].of(song, other, np.random.default_rng(3)) for _ in range(2)]
    assert again[0] == again[1]


@pytest.mark.parametrize(
    "song",
    [
        Song(),
        Song((Track(),)),
        Song((Track((Note(0, 60, 10),)),)),
        Song((Track((Note(0, 36, 10),), drums=True),)),
        Song(
            (
                Track(
                    (Note(0, 0, 5000), Note(99, 127, 9)),
                ),
            ),
            meters=(Meter(0, 7, 8),),
        ),
        piece(9, 3, tracks=1, drums=False),
    ],
    ids=["no_track", "no_note", "one_note", "one_hit", "seven_eighths", "solo"],
)
def test_it_handles_hardly_any_music(song):
    for each in (*SPOILINGS.values(), *NEUTRAL.values()):
        for other in (song, piece(8, 2)):
            spoilt = each.of(song, other, np.random.default_rng(1))
            assert spoilt is None or View.of(spoilt).note_count >= 0


def test_bars_that_are_shuffled_are_the_same_bars():
    song = piece(16, 1)
    spoilt = SPOILINGS["bars_shuffled"].of(song, song, np.random.default_rng(1))
    assert sorted(bars_of(spoilt)) == sorted(bars_of(song))
    assert bars_of(spoilt) != bars_of(song)


def bars_of(song: Song) -> list[tuple]:
    """What sounds in each bar, all pitched tracks together."""
    bars = defaultdict(list)
    for note in notes_of(song):
        bars[note.onset // BAR].append((note.onset % BAR, note.pitch))
    return [tuple(sorted(bars[bar])) for bar in range(max(bars) + 1)]


def test_a_held_note_stays_whole_where_its_bars_follow_each_other():
    song = Song((Track((Note(0, 60, 5 * BAR), Note(5 * BAR, 62, BAR))),))
    spoilt = SPOILINGS["time_reversed"].of(song, song, np.random.default_rng(1))
    assert [(n.onset, n.pitch, n.length) for n in spoilt.tracks[0].notes] == [
        (0, 62, BAR),
        (BAR, 60, 5 * BAR),
    ]


def test_a_tenth_of_the_notes_moves_by_a_semitone_or_two():
    song = piece(200, 1, drums=False, tracks=1)
    spoilt = SPOILINGS["moved_10"].of(song, song, np.random.default_rng(1))
    away = np.abs(rows_of(spoilt.tracks[0])[:, 1] - rows_of(song.tracks[0])[:, 1])
    assert 0.07 < (away > 0).mean() < 0.13
    assert away.max() == 2


def test_a_loop_with_drums_has_them_and_keeps_the_key():
    song = piece(16, 1)
    loop = SPOILINGS["loop_drums"].of(song, song, np.random.default_rng(1))
    assert loop.tracks[-1].drums
    pitches = np.concatenate([rows_of(track)[:, 1] for track in loop.tracks[:-1]])
    assert len(np.unique(pitches % 12)) <= 7


def test_the_other_band_plays_in_the_key_of_the_melody():
    song, other = piece(16, 1), piece(16, 2)
    away = NEUTRAL["transposition"].of(other, other, np.random.default_rng(5))
    fitted = SPOILINGS["other_band_in_key"].of(song, away, np.random.default_rng(1))
    scale = {0, 2, 4, 5, 7, 9, 11}
    assert {note.pitch % 12 for note in notes_of(fitted)} <= scale
    raw = SPOILINGS["other_band"].of(song, away, np.random.default_rng(1))
    assert not {note.pitch % 12 for note in notes_of(raw)} <= scale


def test_what_is_hidden_is_all_there_and_is_not_heard():
    song = piece(16, 1)
    hidden = SPOILINGS["hidden_velocity"].of(song, song, np.random.default_rng(1))
    faint = sum(note.velocity == 1 for note in notes_of(hidden))
    assert faint == len(notes_of(song))


def test_silence_in_front_moves_metres_and_tempi_too():
    song = Song(piece(8, 1).tracks, meters=(Meter(0, 4, 4), Meter(4 * BAR, 3, 4)))
    later = NEUTRAL["silence_2"].of(song, song, np.random.default_rng(1))
    assert later.meters == (Meter(0, 4, 4), Meter(6 * BAR, 3, 4))
    assert later.tracks[0].notes[0].onset == 2 * BAR


def test_the_partner_is_of_another_work_and_of_the_same_bars():
    waltz = Song(piece(8, 1).tracks, meters=(Meter(0, 3, 4),))
    pieces = [("a", piece(8, 1)), ("a", piece(8, 2)), ("b", waltz), ("c", piece(8, 3))]
    chosen = choose_partner(0, pieces, np.random.default_rng(1))
    assert chosen is pieces[3][1]
