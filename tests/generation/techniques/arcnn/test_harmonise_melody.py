"""Alto, tenor and bass under a melody."""

from typing import Any

import numpy as np
import pytest

from generation.codecs.chorale import REST, STATES, decode_states
from generation.engine import Cancelled
from generation.evaluation.partwriting import measure_parallels
from generation.music.midi import read_midi, write_midi
from generation.music.song import Note, Song, Track
from generation.techniques.arcnn.gibbs import (
    Rules,
    average_eighths,
    compute_mask_share,
    draw_beat_mask,
    sample_gibbs,
    write_rules,
)
from generation.techniques.arcnn.sampler import perform
from tests.generation.choir import piece
from tests.generation.tunes import grace, jig, ode
from tests.generation.untrained import Oracle, card
from tests.generation.untrained import arcnn as network

Q = 960


def sung_by(song: Song, track: int = 0, seed: int = 1, **wishes: Any) -> Song:
    wishes = card("arcnn").complete_parameters({"mode": "harmonise", "iterations": 20, **wishes})
    made = perform(network(), card("arcnn"), song, track, wishes, seed)
    assert made.edits is None
    return made.song


@pytest.mark.parametrize("song", [ode(), grace(), jig()], ids=["4/4", "3/4", "6/8"])
def test_it_works(song: Song) -> None:
    choir = sung_by(song)
    assert choir.tracks[0] == song.tracks[0]
    assert [track.name for track in choir.tracks[1:]] == ["Alto", "Tenor", "Bass"]
    begin, end = song.tracks[0].notes[0].onset, song.tracks[0].end
    for track in choir.tracks[1:]:
        assert all(begin <= note.onset and note.end <= end for note in track.notes)
    assert [t.notes for t in read_midi(write_midi(choir)).tracks] == [t.notes for t in choir.tracks]


def test_it_sings_what_the_network_is_sure_of() -> None:
    targets = piece(32)
    given = np.where(np.arange(4)[:, None] == 0, targets, REST).astype(np.uint8)
    free = np.ones(targets.shape, bool)
    free[0] = False
    phase = np.arange(32) % 16
    made = sample_gibbs(Oracle(targets, 30), given, free, phase, 5, 1.0, np.random.default_rng(1))
    assert (decode_states(made) == decode_states(targets)).all()


def count_faults(rules: Rules | None, seed: int) -> float:
    """Parallels under a network that knows nothing, per 100 changes."""
    given = np.where(np.arange(4)[:, None] == 0, piece(64), REST).astype(np.uint8)
    free = np.broadcast_to(np.arange(4)[:, None] > 0, given.shape)
    phase, random = 16 + np.arange(64) % 4, np.random.default_rng(seed)
    made = sample_gibbs(Oracle(piece(64), 0), given, free, phase, 25, 1.0, random, rules=rules)
    return sum(measure_parallels(decode_states(made), interval) for interval in (0, 7))


def test_the_rules_keep_parallels_out() -> None:
    rules = write_rules(piece(64)[0], 16 + np.arange(64) % 4, np.zeros((1, 64, STATES)))
    assert [count_faults(rules, seed) for seed in range(3)] == [0, 0, 0]
    assert sum(count_faults(None, seed) for seed in range(3)) > 1


def test_it_leaves_what_is_given() -> None:
    free = np.random.default_rng(1).random((4, 48)) < 0.5
    made = sample_gibbs(
        network(), piece(48), free, 16 + np.arange(48) % 4, 6, 2.0, np.random.default_rng(1)
    )
    assert (made == piece(48))[~free].all()
    assert (made != piece(48))[free].any()


def test_it_hides_less_and_less() -> None:
    shares = [compute_mask_share(number, 20) for number in range(20)]
    assert shares == sorted(shares, reverse=True)
    assert (shares[0], shares[-1]) == (0.9, 0.1)


def test_it_hides_whole_beats_of_what_is_free() -> None:
    free = np.ones((4, 32), bool)
    free[0] = False
    hidden = draw_beat_mask(free, 0.5, np.random.default_rng(1))
    beats = hidden.reshape(4, 8, 4)
    assert (beats.all(2) == beats.any(2)).all()
    assert not hidden[0].any() and 0 < hidden[1:].mean() < 1


def test_it_moves_mostly_in_eighths() -> None:
    random = np.random.default_rng(1)
    log_probs, fine = random.standard_normal((4, 32, 47)), random.random((4, 8)) < 0.2
    shared = average_eighths(log_probs, 16 + np.arange(32) % 4, fine)
    pairs = np.isclose(shared[:, ::2], shared[:, 1::2]).all(2)
    assert (pairs == ~fine.repeat(2, 1)).all()
    assert np.allclose(shared[:, ::2][pairs], (log_probs[:, ::2] + log_probs[:, 1::2])[pairs] / 2)
    assert (shared[:, ::2][~pairs] == log_probs[:, ::2][~pairs]).all()
    odd = average_eighths(log_probs[:, :7], np.array([17, 18, 19, 16, 17, 18, 19]), fine[:, :2])
    assert odd.shape == (4, 7, 47)


def test_it_sings_only_in_the_bars_asked_for() -> None:
    for track in sung_by(ode(), first_bar=2, last_bar=3).tracks[1:]:
        assert {note.onset // (4 * Q) for note in track.notes} <= {1, 2}


def test_it_keeps_other_tracks() -> None:
    drums = Track((Note(0, 36, Q),), drums=True)
    choir = sung_by(ode().with_tracks([drums, ode().tracks[0]]), 1)
    assert choir.tracks[:2] == (drums, ode().tracks[0])


def test_it_gives_the_same_notes_for_the_same_seed_only() -> None:
    assert sung_by(ode(), seed=5).digest == sung_by(ode(), seed=5).digest
    assert len({sung_by(ode(), seed=seed).digest for seed in range(3)}) == 3


def test_it_stops_when_asked() -> None:
    def stop() -> None:
        raise Cancelled

    for mode in ("harmonise", "enhance"):
        with pytest.raises(Cancelled):
            perform(
                network(),
                card("arcnn"),
                ode(),
                0,
                card("arcnn").complete_parameters({"mode": mode}),
                1,
                check=stop,
            )


@pytest.mark.parametrize("mode", ["harmonise", "enhance"])
def test_it_tells_how_far_it_is(mode: str) -> None:
    teacher_forced: list[float] = []
    perform(
        network(),
        card("arcnn"),
        ode(),
        0,
        card("arcnn").complete_parameters({"mode": mode}),
        1,
        lambda at, stage: teacher_forced.append(at),
    )
    assert teacher_forced == sorted(teacher_forced)
    assert teacher_forced[0] == 0 and teacher_forced[-1] < 1
