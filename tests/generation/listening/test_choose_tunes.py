"""Melodies of all kinds are in a listening test, whatever is drawn."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain, product

import pytest

from generation.listening.traits import choose_tunes, list_traits
from generation.listening.tunes import Tune, make_tune
from generation.music.song import TICKS_PER_QUARTER, Meter, Note, Song, Track

BEAT = TICKS_PER_QUARTER
MAJOR, MINOR = (0, 2, 4, 5, 7, 4, 2, 0), (0, 2, 3, 5, 7, 3, 2, 0)


def tune_of(
    name: str,
    onsets: Sequence[float],
    meter: tuple[int, int] = (4, 4),
    scale: Sequence[int] = MAJOR,
) -> Tune:
    """Notes at these beats of a scale on C."""
    notes = tuple(
        Note(round(at * BEAT), 60 + scale[n % len(scale)], BEAT // 4) for n, at in enumerate(onsets)
    )
    song = Song((Track(notes),), meters=(Meter(0, *meter),))
    return make_tune(f"corpus/{name}", name, "Anon", song)


QUARTERS = [float(beat) for beat in range(32)]
TUNES = {
    "plain": tune_of("plain", QUARTERS),
    "in three": tune_of("in three", QUARTERS, (3, 4)),
    "in compound time": tune_of("in compound time", QUARTERS, (6, 8)),
    "minor": tune_of("minor", QUARTERS, scale=MINOR),
    "pick-up": tune_of("pick-up", QUARTERS[3:]),
    "swing": tune_of("swing", [beat + part for beat, part in product(QUARTERS[::2], (0, 2 / 3))]),
    "sparse": tune_of("sparse", QUARTERS[::3]),
    "fast": tune_of("fast", [beat / 2 for beat in range(64)]),
}


@pytest.mark.parametrize("name", TUNES)
def test_each_kind_is_told_by_its_notes(name: str) -> None:
    assert list_traits(TUNES[name]) == [name] * (name != "plain")


@pytest.mark.parametrize("seed", range(5))
def test_each_kind_is_in_it(seed: int) -> None:
    many = [*(tune_of(f"plain {n}", QUARTERS) for n in range(30)), *TUNES.values()]
    chosen = choose_tunes(many, 8, seed)
    assert set(chain.from_iterable(map(list_traits, chosen))) == TUNES.keys() - {"plain"}
    assert len({tune.name for tune in chosen}) == 8


def test_the_same_seed_chooses_the_same(sample_song: Callable[..., Song]) -> None:
    many = [tune_of(f"plain {n}", QUARTERS) for n in range(30)]
    assert choose_tunes(many, 5, 3) == choose_tunes(many, 5, 3) != choose_tunes(many, 5, 4)


def test_sixteenths_are_no_swing() -> None:
    run = tune_of("run", [beat / 4 for beat in range(128)])
    assert "swing" not in list_traits(run)


def test_a_guest_is_called_where_the_genre_lacks_a_kind() -> None:
    """Or melodies; and guests come last."""
    own = [tune_of(f"plain {n}", QUARTERS) for n in range(9)]
    guests = [replace(tune, guest=True) for tune in TUNES.values()]
    chosen = choose_tunes([*guests, *own], 9, 1)
    kinds = [list_traits(tune) for tune in chosen]
    assert kinds[:2] == [[], []] and len({*chain.from_iterable(kinds)}) == 7
    assert [tune.guest for tune in chosen] == [False] * 2 + [True] * 7
    assert len(choose_tunes([*guests, *own], 12, 1)) == 12


def test_a_guest_leaves_the_order_of_the_others() -> None:
    own = [tune_of(f"plain {n}", QUARTERS) for n in range(30)]
    guest = replace(TUNES["fast"], guest=True)
    assert choose_tunes([*own, guest], 5, 3) == [*choose_tunes(own, 4, 3), guest]


def test_it_handles_fewer_than_are_asked_for() -> None:
    assert choose_tunes([TUNES["plain"]], 5, 1) == [TUNES["plain"]]
