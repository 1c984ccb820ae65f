"""Carrying songs on, by a network that says anything: whatever is drawn is a song and keeps to the
wish."""

from dataclasses import replace
from itertools import chain, product, zip_longest
from typing import Any

import pytest

from generation.codecs.score import encode_score
from generation.music.midi import read_midi, write_midi
from generation.music.song import ChordSign, Meter, Note, Song, Tempo, Track
from generation.take import Refused, Take, replayed
from generation.techniques.transformer import next_row, windowed_inference
from generation.techniques.transformer.instruments import INSTRUMENTS
from generation.techniques.transformer.match_model import Match, MatchedRow
from generation.techniques.transformer.prompt import MODES, build_plan
from generation.techniques.transformer.sampler import perform, written
from generation.techniques.transformer.tokens import decode, encode
from tests.generation.continuer import Q, band
from tests.generation.tunes import grace, jig, long_tune, ode
from tests.generation.untrained import card
from tests.generation.untrained import transformer as weights

BAR = 4 * Q
SONGS = {"4/4": ode(), "3/4": grace(), "6/8": jig(), "band": band()}


def take(song: Song, track: int = 0, seed: int = 1, **wishes: Any) -> Take:
    return perform(weights(), song, track, card("transformer").complete_parameters(wishes), seed)


def new_notes(before: Song, after: Song) -> list[Note]:
    pairs = zip_longest(before.tracks, after.tracks, fillvalue=Track(()))
    return list(chain.from_iterable(sorted(set(new.notes) - set(old.notes)) for old, new in pairs))


def test_it_works() -> None:
    made = take(ode(), seconds=10).song
    assert new_notes(ode(), made)
    assert made.tracks[0].notes[:30] == ode().tracks[0].notes
    assert all(note.onset >= 8 * BAR for note in new_notes(ode(), made))


@pytest.mark.parametrize(("name", "mode", "seed"), [*product(SONGS, MODES, range(3))])
def test_whatever_it_draws_is_a_song(name: str, mode: str, seed: int) -> None:
    song = SONGS[name]
    made = take(
        song,
        len(song.tracks) - 1,
        seed,
        mode=mode,
        seconds=8,
        first_bar=2,
        last_bar=3,
        temperature=1.5,
    ).song
    again = read_midi(write_midi(made))
    assert [track.notes for track in again.tracks] == [track.notes for track in made.tracks]
    notes = list(chain.from_iterable(track.notes for track in made.tracks))
    assert all(0 <= note.pitch <= 127 and 1 <= note.velocity <= 127 for note in notes)
    score = encode_score(made)
    assert (decode(encode(score)).notes == score.notes).all()


@pytest.mark.parametrize(("name", "seconds"), [*product(SONGS, [5, 20, 60])])
def test_it_adds_the_seconds_asked_for_in_whole_bars(name: str, seconds: int) -> None:
    song = SONGS[name]
    passage = build_plan(
        song, 0, card("transformer").complete_parameters({"seconds": seconds})
    ).passages[0]
    bar = song.meters[0].bar_ticks // 40
    assert passage.bounds.start % bar == passage.bounds.stop % bar == 0
    length = (passage.bounds.stop - passage.bounds.start) * 40 / 960 * 60 / song.tempi[0].qpm
    assert abs(length - seconds) <= bar * 40 / 960 * 60 / song.tempi[0].qpm / 2 + 0.01
    made = take(song, 0, seconds=seconds).song
    assert max(note.end for note in new_notes(song, made)) <= passage.bounds.stop * 40


@pytest.mark.parametrize("mode", MODES)
def test_the_same_seed_gives_the_same_notes(mode: str) -> None:
    wishes = {"mode": mode, "seconds": 6, "first_bar": 3, "last_bar": 4}
    assert take(band(), 1, 5, **wishes) == take(band(), 1, 5, **wishes)
    assert take(band(), 1, 5, **wishes) != take(band(), 1, 6, **wishes)


def test_it_begins_earlier_and_moves_the_rest() -> None:
    made = take(band(), mode="extend the start", seconds=9).song
    moved = made.tracks[1].notes[-1].onset - band().tracks[1].notes[-1].onset
    assert moved % BAR == 0 and moved > 0
    assert {n._replace(onset=n.onset + moved) for n in band().tracks[1].notes} <= set(
        made.tracks[1].notes
    )
    notes = chain.from_iterable(track.notes for track in made.tracks)
    assert sum(note.onset >= moved for note in notes) == band().note_count


def test_changes_of_tempo_and_meter_and_written_chords_move_along() -> None:
    tempi, meters = (Tempo(0, 500_000), Tempo(BAR, 400_000)), (Meter(0, 4, 4), Meter(4 * BAR, 2, 4))
    song = replace(band(), tempi=tempi, meters=meters, chords=(ChordSign(BAR, "Am7"),))
    made = take(song, mode="extend the start", seconds=6).song
    assert made.tempi == (Tempo(0, 500_000), Tempo(4 * BAR, 400_000))
    assert made.meters == (Meter(0, 4, 4), Meter(7 * BAR, 2, 4))
    assert made.chords == (ChordSign(4 * BAR, "Am7"),)


def test_it_writes_only_the_bars_asked_for_anew() -> None:
    made = take(band(), mode="fill bars", first_bar=3, last_bar=4).song
    for before, after in zip(band().tracks, made.tracks, strict=True):
        outside = [note for note in after.notes if not 2 * BAR <= note.onset < 4 * BAR]
        assert outside == [note for note in before.notes if not 2 * BAR <= note.onset < 4 * BAR]
    assert made != band()


def test_it_adds_a_track_and_leaves_the_others() -> None:
    made = take(band(), mode="add a track", instrument="flute").song
    assert made.tracks[:3] == band().tracks
    flute = made.tracks[3]
    assert (flute.program, flute.name) == (73, "Flute")
    assert all(
        INSTRUMENTS["flute"].lowest <= note.pitch <= INSTRUMENTS["flute"].highest
        for note in flute.notes
    )
    assert take(ode(), mode="add a track", instrument="drums").song.tracks[1].drums


def test_only_the_chosen_track_plays() -> None:
    made = take(band(), 1, solo=True, seconds=10).song
    assert made.tracks[0] == band().tracks[0] and made.tracks[2] == band().tracks[2]
    assert len(made.tracks[1].notes) > 30
    filled = take(band(), 2, mode="fill bars", first_bar=2, last_bar=3, solo=True).song
    assert filled.tracks[:2] == band().tracks[:2]


def test_tracks_stay_near_the_range_that_they_had() -> None:
    made = take(band(), seconds=30).song
    assert all(33 <= note.pitch <= 51 for note in made.tracks[2].notes)
    assert {note.pitch for note in made.tracks[0].notes} <= {36, 37, 38}


def test_several_takes_come_as_edits_of_the_first() -> None:
    made = take(band(), candidates=3, seconds=10)
    others = [replayed(made.song, other) for other in made.others]
    assert len({song.digest for song in [made.song, *others]}) == 3
    assert made.song == take(band(), candidates=1, seconds=10).song
    for song in others:
        assert all(
            set(old.notes) <= set(new.notes)
            for old, new in zip(band().tracks, song.tracks, strict=True)
        )


def test_notes_come_one_by_one() -> None:
    plan = build_plan(band(), 0, card("transformer").complete_parameters({"seconds": 20}))
    notes = written(weights(), plan, 1)
    first = next(notes)
    rest = list(notes)
    assert first.done < rest[-1].done <= 1
    assert [each.row[0] for each in rest] == sorted(each.row[0] for each in rest)


def test_a_long_song_goes_on_beyond_what_is_heard_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windowed_inference, "CONTEXT", 60)
    monkeypatch.setattr(windowed_inference, "KEPT", 30)
    made = take(long_tune(40), 0, 4, seconds=60, candidates=2)
    assert made.song.end > long_tune(40).end
    assert len(new_notes(long_tune(40), made.song)) > 30


def test_a_track_is_added_to_a_long_song_part_by_part() -> None:
    song = long_tune(200)
    plan = build_plan(song, 0, card("transformer").complete_parameters({"mode": "add a track"}))
    edges = [(each.bounds.start, each.bounds.stop) for each in plan.passages]
    assert len(edges) > 2
    assert [stop for _, stop in edges[:-1]] == [start for start, _ in edges[1:]]
    made = take(song, mode="add a track", candidates=2, last_bar=80)
    assert made.song.tracks[1].notes and made.others


@pytest.mark.parametrize(
    ("wishes", "said"),
    [
        ({"mode": "fill bars", "first_bar": 9}, "bars 1 to 8"),
        ({"mode": "fill bars", "first_bar": 4, "last_bar": 3}, "bars 1 to 8"),
        ({"mode": "fill bars"}, "Nothing would be left"),
        ({"mode": "add a track", "first_bar": 99}, "bars 1 to 8"),
    ],
)
def test_it_refuses_what_cannot_be(wishes: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        take(ode(), **wishes)


def test_it_refuses_a_seventeenth_track() -> None:
    full = ode().with_tracks([Track((Note(0, 60 + n, Q),)) for n in range(16)])
    with pytest.raises(Refused, match="16 tracks"):
        take(full, mode="add a track")
    assert len(take(full, seconds=5).song.tracks) == 16


def test_of_more_than_16_tracks_the_others_fall_silent() -> None:
    many = ode().with_tracks([*ode().tracks, *(Track((Note(0, 30 + n, Q),)) for n in range(20))])
    assert len(take(many, seconds=5).song.tracks) == 21


def test_it_may_be_kept_from_coming_back_to_what_was(monkeypatch: pytest.MonkeyPatch) -> None:
    conditions: list[int] = []

    class Noted(MatchedRow):
        def __init__(self, match: Match) -> None:
            super().__init__(match)
            conditions.extend(match.length.tolist())

    monkeypatch.setattr(next_row, "MatchedRow", Noted)
    remembered = take(band(), seconds=10)
    assert any(conditions)
    conditions.clear()
    assert take(band(), seconds=10, recall=False) != remembered
    assert conditions and not any(conditions)
