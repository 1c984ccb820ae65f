"""Bars that come back by a plan: as often as in real music, and as they were."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from generation.music.song import Meter, Note, Song, Track
from generation.techniques.transformer import form as forms
from generation.techniques.transformer.counting import count_steps, list_steps
from generation.techniques.transformer.form import draw_plans
from generation.techniques.transformer.passage import Passage
from generation.techniques.transformer.prompt import build_plan
from generation.techniques.transformer.returns import (
    BEGINS,
    LAGS,
    Bar,
    draw_lags,
    find_begins,
    list_lags,
    measure_returns,
    pick_lag,
)
from generation.techniques.transformer.sampler import perform
from tests.generation.continuer import Q, band
from tests.generation.tunes import grace
from tests.generation.untrained import card
from tests.generation.untrained import transformer as weights

BAR = 4 * Q
A, B, C = (frozenset(zip(range(4), [0] * 4, [pitch] * 4, strict=True)) for pitch in (60, 62, 64))


def passage(song: Song, **wishes: Any) -> Passage:
    return build_plan(song, 0, card("transformer").complete_parameters(wishes)).passages[0]


def take(song: Song, **wishes: Any) -> Song:
    return perform(weights(), song, 0, card("transformer").complete_parameters(wishes), 3).song


def notes_in(song: Song, start: int, stop: int) -> list[tuple[int, int, int]]:
    """(track, onset, pitch)"""
    found = []
    for number, track in enumerate(song.tracks):
        inside = [note for note in track.notes if start <= note.onset < stop]
        found += [(number, note.onset - start, note.pitch) for note in inside]
    return found


def test_a_bar_that_comes_back_is_played_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "LEANS", 200.0)
    monkeypatch.setattr(forms, "draw_lags", lambda first, known, begins, random: [8, 4, 2, 0])
    made = take(band(), seconds=8)
    first, second, third, fourth = (
        notes_in(made, start, stop) for start, stop in pairwise(range(8 * BAR, 13 * BAR, BAR))
    )
    assert first == notes_in(band(), 0, BAR) and second == notes_in(band(), 5 * BAR, 6 * BAR)
    assert set(first) <= set(third) and not set(second) <= set(fourth)


def test_it_may_go_another_way() -> None:
    asked = passage(band(), seconds=60)
    plan = draw_plans(asked, 3, range(1))[0]
    made = take(band(), seconds=60)
    assert plan and any(
        notes_in(made, 40 * line, 40 * line + BAR)
        != notes_in(made, 40 * (line - since), 40 * (line - since) + BAR)
        for line, since in plan.items()
    )


def test_without_it_no_bar_is_planned() -> None:
    assert not passage(band(), recall=False).sampling.form
    assert not passage(band(), mode="fill bars", last_bar=2).sampling.form
    assert take(band(), seconds=8, recall=False) != take(band(), seconds=8)


def test_a_seed_gives_a_plan_and_each_take_its_own() -> None:
    asked = passage(band(), seconds=60)
    plans = draw_plans(asked, 3, range(4))
    assert plans == draw_plans(asked, 3, range(4)) and plans[:1] == draw_plans(asked, 3, range(1))
    assert len({tuple(plan) for plan in plans}) == 4


def test_bars_return_to_bars_of_their_meter() -> None:
    tune = Track(tuple(Note(n * Q, 60 + n % 5, Q) for n in range(28)))
    changed = grace().with_tracks([tune])
    waltz = Song(changed.tracks, changed.tempi, (Meter(0, 3, 4), Meter(12 * Q, 4, 4)), "")
    asked = passage(waltz, seconds=60)
    for plan in draw_plans(asked, 1, range(8)):
        assert plan and all(line - since >= 12 * 24 for line, since in plan.items())


def test_as_many_bars_return_as_in_music_like_it() -> None:
    random, known = np.random.default_rng(1), np.ones((4000, len(LAGS)), bool)
    shares = [np.mean(np.array(draw_lags(0, known, rates, random)) > 0) for rates in BEGINS]
    assert 0.1 < shares[0] < shares[1] < shares[2] < 0.6
    assert find_begins(0.0) == BEGINS[0] and find_begins(0.5) == BEGINS[2]
    assert not any(draw_lags(0, ~known, BEGINS[2], random))
    assert pick_lag(np.array(LAGS) == 8, 0.99) == 8


def test_it_counts_what_returns() -> None:
    assert list_lags([A, B, A, B, C, C]) == [0, 0, 2, 2, 0, 1]
    assert measure_returns([A, B, A, B, C]) == 0.5
    assert measure_returns([frozenset(), frozenset()]) == 0
    song: list[Bar] = [A, B, C, A, B, C, A, B, C, B, B]
    counts = count_steps(list_steps(song))
    assert counts["STAYS"] == 0.333
    assert counts["OFTEN"] == [1, 0, 0, 0, 0, 0, 0]
    assert counts["BEGINS"] == [[0.0] * 4, [0.0] * 4, [0.0, 1.0, 0.0, 0.0]]
