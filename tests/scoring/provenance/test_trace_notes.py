"""Notes followed from take to take: what stays as a model wrote it, and what somebody changed."""

from dataclasses import replace

from generation.music.song import Note, Song, Track
from scoring.provenance.tracing import Taken, takes_of, trace
from tests.songs import song_made

TUNE = song_made(bars=2)
BASS = Track(tuple(Note(at * 3840, 36, 3840, 80) for at in range(2)), program=33, name="Bass")
CHORDS = Track((Note(0, 48, 3840, 60), Note(3840, 52, 3840, 60)), program=48, name="Chords")
WITH_BASS = TUNE.with_tracks((*TUNE.tracks, BASS))
BAND = TUNE.with_tracks((*WITH_BASS.tracks, CHORDS))


def taken(before: Song | None, *afters: Song) -> Taken:
    return Taken({}, before, afters)


def edited(song: Song, track: int, *notes: Note) -> Song:
    """The song with other notes on one track."""
    changed = replace(song.tracks[track], notes=notes)
    return song.with_tracks((*song.tracks[:track], changed, *song.tracks[track + 1 :]))


def test_a_melody_is_its_players_own() -> None:
    found = trace([taken(TUNE, BAND)], BAND)
    assert (found.generated, found.written, found.notes) == (4, 4, BAND.note_count)


def test_one_changed_note_is_named_by_track_and_bar() -> None:
    first, second = BASS.notes
    found = trace([taken(TUNE, BAND)], edited(BAND, 1, first, second._replace(pitch=38)))
    (lost,) = found.gone
    assert (lost.name, lost.bar, lost.note) == ("Bass", 1, second)
    assert (found.generated, found.written) == (3, 4)


def test_edits_of_the_melody_change_nothing() -> None:
    found = trace([taken(TUNE, BAND)], edited(BAND, 0))
    assert not found.gone and found.generated == found.notes == 4


def test_all_replaced_is_all_lost() -> None:
    found = trace([taken(TUNE, BAND)], song_made(bars=4, transpose=1))
    assert (found.generated, found.written) == (0, 4)


def test_a_chain_keeps_each_take_and_the_edits_between() -> None:
    by_hand = edited(WITH_BASS, 1, BASS.notes[0])
    second = by_hand.with_tracks((*by_hand.tracks, CHORDS))
    found = trace([taken(TUNE, WITH_BASS), taken(by_hand, second)], second)
    assert found.kept == (1, 2) and [each.note for each in found.gone] == [BASS.notes[1]]


def test_what_a_model_takes_away_is_no_edit() -> None:
    without = edited(BAND, 1)
    found = trace([taken(TUNE, BAND), taken(BAND, without)], without)
    assert found.kept == (2, 0) and not found.gone


def test_a_take_that_was_put_aside_counts_for_nothing() -> None:
    takes = [taken(TUNE, WITH_BASS), taken(TUNE, TUNE.with_tracks((*TUNE.tracks, CHORDS)))]
    song = takes[1].afters[0]
    assert trace(takes, song).kept == (0, 2) and not trace(takes, song).gone
    assert takes_of(takes, song) == takes[1:]


def test_of_several_takes_it_is_the_one_that_was_gone_on_with() -> None:
    other = edited(BAND, 1, *(note._replace(pitch=43) for note in BASS.notes))
    found = trace([taken(TUNE, BAND, other)], other)
    assert not found.gone and found.generated == 4


def test_a_note_written_twice_counts_twice() -> None:
    doubled = edited(TUNE, 0, *TUNE.tracks[0].notes, TUNE.tracks[0].notes[0])
    assert trace([taken(TUNE, doubled)], doubled).generated == 1
    assert trace([taken(TUNE, doubled)], TUNE).written == 1


def test_songs_that_were_not_kept_prove_nothing() -> None:
    found = trace([taken(None, BAND), taken(TUNE)], BAND)
    assert found.generated == found.written == 0


def test_nothing_is_traced_in_an_empty_song() -> None:
    assert trace([], Song()).notes == 0
