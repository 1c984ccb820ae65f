"""Several takes of one wish, by techniques that play one at a time."""

import pytest

from generation.catalogue import Card, read_card
from generation.engine import Request, Result, generate
from generation.music.song import Note, Song, Track
from generation.several import align_tracks, play_several
from generation.take import Take, read_edit, replayed, untold
from tests.generation.tunes import ode

CARD = read_card("gan")


def made(technique: str, seed: int = 5, **parameters: object) -> Result:
    return generate(Request(technique, ode(), seed=seed, parameters=parameters))


@pytest.mark.parametrize(
    ("technique", "wishes"),
    [("gan", {"refine": 0}), ("arcnn", {"iterations": 8}), ("arcnn", {"mode": "harmonise"})],
)
def test_it_works(technique: str, wishes: dict[str, object]) -> None:
    result = made(technique, candidates=2, **wishes)
    (other,) = [map(read_edit, rows) for rows in result.recipe["others"]]
    alone = [made(technique, seed=seed, **wishes).song for seed in (5, 6)]
    assert [result.song, replayed(result.song, other)] == alone


def test_one_take_is_what_it_was() -> None:
    assert "others" not in made("gan", refine=0).recipe


def test_a_track_that_one_take_lacks_is_silent_there() -> None:
    tune, bass = Track((Note(0, 60, 960),), name="Tune"), Track((Note(0, 40, 960),), name="Bass")
    drums = Track((Note(0, 36, 960),), drums=True)
    one, other = align_tracks(1, [Song((tune, bass)), Song((tune, drums))])
    assert [len(track.notes) for track in one.tracks] == [1, 1, 0]
    assert [len(track.notes) for track in other.tracks] == [1, 0, 1]


def test_progress_is_of_all_of_them() -> None:
    told: list[tuple[float, str]] = []

    def play(
        card: Card,
        song: Song,
        track: int,
        wishes: object,
        seed: int,
        progress: object,
        check: object,
    ) -> Take:
        assert callable(progress)
        progress(0.5, "Half")
        return Take(song)

    play_several(
        *(play, CARD, ode(), 0, {"candidates": 2}, 1),
        lambda fraction, stage, draft=None: told.append((fraction, stage)),
        lambda: None,
    )
    assert told == [(0.25, "Take 1 of 2: Half"), (0.75, "Take 2 of 2: Half")]
    assert play_several(play, CARD, ode(), 0, {}, 1, untold, lambda: None).song == ode()
