"""Editing note by note, with a network that wants to change everything: the bounds hold exactly."""

from collections import Counter
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from generation.codecs.chorale import VoicedNote
from generation.inference.precision import MARGIN
from generation.music.song import Note, Song, Track
from generation.take import ADD, REMOVE, Take, read_edit, replayed
from generation.techniques.arcnn.candidates import Candidate
from generation.techniques.arcnn.editing import choose_edits
from generation.techniques.arcnn.sampler import perform
from tests.generation.tunes import grace, jig, long_tune, ode
from tests.generation.untrained import arcnn as network
from tests.generation.untrained import card

Q = 960
DRUMS = Track(tuple(Note(n * Q, 36, Q // 2) for n in range(32)), drums=True, name="Drums")
BASS = Track(tuple(Note(4 * n * Q, 36 + n % 5, 4 * Q) for n in range(8)), 32, name="Bass")
CORNERS = list(product((0, 50, 100), (0, 7, 1000), (0, 1, 30, 100), (0.5, 6.0)))


def band() -> Song:
    return ode().with_tracks([DRUMS, ode().tracks[0], BASS])


def take(song: Song, track: int = 0, seed: int = 1, **wishes: Any) -> Take:
    return perform(
        network(), card("arcnn"), song, track, card("arcnn").complete_parameters(wishes), seed
    )


def lost_and_new(before: Song, after: Song, track: int = 0) -> tuple[Counter[Note], Counter[Note]]:
    one, other = Counter(before.tracks[track].notes), Counter(after.tracks[track].notes)
    return one - other, other - one


def test_it_works() -> None:
    made = take(ode())
    lost, new = lost_and_new(ode(), made.song)
    assert lost and new
    assert made.edits


@pytest.mark.parametrize("song", [ode(), grace(), jig()], ids=["4/4", "3/4", "6/8"])
def test_it_keeps_its_bounds_in_every_corner(song: Song) -> None:
    for seed, (removed, added, iterations, risk) in enumerate(CORNERS):
        wishes = {
            "maximum_removed": removed,
            "maximum_added": added,
            "iterations": iterations,
            "creative_risk": risk,
        }
        made = take(song, seed=seed, **wishes)
        lost, new = lost_and_new(song, made.song)
        assert lost.total() <= removed * len(song.tracks[0].notes) // 100, wishes
        assert new.total() <= added, wishes
        assert len(made.edits or ()) <= iterations, wishes


def test_it_reaches_its_bounds_and_keeps_them_at_every_edit() -> None:
    edits, song = (
        take(ode(), maximum_removed=20, maximum_added=4, creative_risk=6).edits or (),
        ode(),
    )
    counts = [lost_and_new(song, replayed(song, edits[:count])) for count in range(len(edits) + 1)]
    assert max(lost.total() for lost, _ in counts) == 6
    assert max(new.total() for _, new in counts) == 4


def test_by_itself_it_takes_no_more_than_it_gives() -> None:
    edits, song = take(ode(), creative_risk=6).edits or (), ode()
    counts = [lost_and_new(song, replayed(song, edits[:count])) for count in range(len(edits) + 1)]
    assert max(lost.total() for lost, _ in counts) > 0
    assert all(lost.total() <= new.total() for lost, new in counts)
    assert take(song, maximum_added=0, creative_risk=6).song.digest == song.digest
    assert take(song, maximum_added=0, maximum_removed=50, creative_risk=6).song != song


def test_what_it_adds_lies_below_the_tune() -> None:
    made = take(ode(), maximum_removed=0, creative_risk=6).song.tracks[0].notes
    tune, added = ode().tracks[0].notes, set(made) - set(ode().tracks[0].notes)
    assert len(added) > 10
    for one in tune:
        meanwhile = [each for each in added if each.onset < one.end and one.onset < each.end]
        assert all(each.pitch < one.pitch for each in meanwhile)


def test_a_longer_song_is_edited_as_much_in_each_bar() -> None:
    short, long = long_tune(8), long_tune(32)
    made = [len(take(song).edits or ()) for song in (short, long)]
    assert 0 < 3 * made[0] <= made[1] <= 5 * made[0]
    assert len(take(long, iterations=10).edits or ()) <= 10


@pytest.mark.parametrize("seed", range(4))
def test_its_edits_lead_from_the_song_to_the_take(seed: int) -> None:
    made = take(band(), 1, seed)
    assert (
        replayed(band(), [read_edit(edit.as_json()) for edit in made.edits or ()]).digest
        == made.song.digest
    )


def test_it_leaves_other_tracks_alone() -> None:
    made = take(band(), 1).song
    assert (made.tracks[0], made.tracks[2]) == (DRUMS, BASS)
    assert made.tracks[1] != band().tracks[1]
    assert (made.tempi, made.meters, made.title) == (band().tempi, band().meters, band().title)


def test_it_hears_the_songs_own_bass() -> None:
    alone = take(ode()).song.tracks[0]
    assert take(band().with_tracks([ode().tracks[0], BASS])).song.tracks[0] != alone


@pytest.mark.parametrize("risk", [0.5, 6])
def test_it_edits_only_the_bars_asked_for(risk: float) -> None:
    made = take(ode(), first_bar=3, last_bar=4, creative_risk=risk)
    lost, new = lost_and_new(ode(), made.song)
    assert lost and new
    assert all(note.onset >= 8 * Q and note.end <= 16 * Q for note in (*lost, *new))


def test_it_handles_a_region_beyond_the_song() -> None:
    assert take(ode(), first_bar=900, last_bar=1000).song.digest == ode().digest
    assert take(ode(), first_bar=5, last_bar=2).song.digest == ode().digest


def test_it_keeps_locked_notes() -> None:
    locked = [[note.onset, note.pitch] for note in ode().tracks[0].notes[::2]]
    lost, _ = lost_and_new(ode(), take(ode(), locked=locked, creative_risk=6).song)
    assert lost
    assert not {(note.onset, note.pitch) for note in lost} & {
        (onset, pitch) for onset, pitch in locked
    }


def test_it_gives_the_same_notes_for_the_same_seed_only() -> None:
    assert take(ode(), seed=3) == take(ode(), seed=3)
    assert len({take(ode(), seed=seed).song.digest for seed in range(4)}) == 4


def test_it_never_strikes_a_key_that_is_held() -> None:
    for seed in range(5):
        notes = take(ode(), seed=seed, creative_risk=6).song.tracks[0].notes
        for n, one in enumerate(notes):
            assert not any(
                b.pitch == one.pitch and b.onset < one.end and one.onset < b.end
                for b in notes[n + 1 :]
            )


def test_it_handles_notes_that_find_no_voice() -> None:
    cluster = Track(
        (
            *tuple(Note(0, 60 + n, Q) for n in range(9)),
            Note(Q, 72, Q),
            Note(Q + 50, 74, Q),
            Note(Q, 72, Q),
        )
    )
    made = take(Song((cluster,)), creative_risk=6)
    lost, _ = lost_and_new(Song((cluster,)), made.song)
    assert lost.total() <= 12
    assert replayed(Song((cluster,)), made.edits or ()).digest == made.song.digest


@pytest.mark.parametrize("pitch", [0, 21, 108, 127])
def test_it_handles_any_register(pitch: int) -> None:
    high = replace(
        ode().tracks[0], notes=tuple(n._replace(pitch=pitch) for n in ode().tracks[0].notes)
    )
    made = take(ode().with_tracks([high]), creative_risk=6).song
    assert all(0 <= note.pitch <= 127 for note in made.tracks[0].notes)


def test_it_adds_notes_at_steps_and_within_bars() -> None:
    for edit in take(ode(), creative_risk=6).edits or ():
        if edit.kind == ADD and edit.note not in ode().tracks[0].notes:
            assert edit.note.onset % (Q // 4) == 0
            assert edit.note.onset // (4 * Q) == (edit.note.end - 1) // (4 * Q)


def test_it_handles_sixty_four_bars() -> None:
    song = long_tune(64)
    made = take(song, iterations=200, maximum_added=200)
    lost, new = lost_and_new(song, made.song)
    # edits in every stretch of four bars
    assert {note.onset // (16 * Q) for note in (*lost, *new)} == set(range(16))


def some_candidates(random: np.random.Generator, scores: NDArray[np.float64]) -> list[Candidate]:
    starts = random.integers(0, 60, len(scores)).tolist()
    seats = [
        VoicedNote(n % 4, start, start + 4, Note(start, 60, 4)) for n, start in enumerate(starts)
    ]
    return [
        Candidate(REMOVE, seat, float(score)) for seat, score in zip(seats, scores, strict=True)
    ]


def test_edits_without_a_doubt_are_chosen_whatever_single_precision_makes_of_their_odds() -> None:
    sure = 0
    for seed in range(300):
        random = np.random.default_rng(seed)
        scores, gumbel, risk = (
            random.normal(0, 0.002, 12),
            0.001 * random.gumbel(size=12),
            float(random.gumbel(0.5, 2)),
        )
        places = np.random.default_rng([seed, 1])
        kept, doubtful = choose_edits(some_candidates(places, scores), 4, risk, gumbel)
        if doubtful:
            continue
        sure += 1
        off = scores + 2 * MARGIN * random.choice([-0.99, 0.99], 12)
        again, _ = choose_edits(
            some_candidates(np.random.default_rng([seed, 1]), off), 4, risk, gumbel
        )
        assert [each.seat for each in kept] == [each.seat for each in again]
    assert 30 < sure < 270  # scores lie so near to each other here that both kinds come up
