"""What sounds around a note, and which pitches that speaks for."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from generation.codecs.score import DRUM_KIT, Beats, Notes, Score
from generation.techniques.transformer.bar_likeness import LAGS, compare_bars
from generation.techniques.transformer.constraints import Bounds
from generation.techniques.transformer.harmony_hint import (
    HIGHEST,
    INNER,
    LOWEST,
    ROLES,
    HarmonyHint,
    find_role,
    load_table,
)
from generation.techniques.transformer.instruments import find_ranges
from generation.techniques.transformer.passage import Passage
from generation.techniques.transformer.sampling import SamplingConfig
from generation.techniques.transformer.surroundings import PLACES, Surroundings
from generation.techniques.transformer.windows import Task

BAR, Q = 96, 24  # steps
ROOTS = (0, 5, 7, 0) * 3  # above middle C, a bar each
METERS = ((0, 4, 4),)
BEATS = Beats([(0, BAR)])


def chords(*, away: int = 0, gap: range = range(0)) -> Notes:
    """A triad a bar on slot 0."""
    there = (pair for pair in enumerate(ROOTS) if pair[0] not in gap)
    rows = [
        (bar * BAR, 0, 60 + root + above + away, BAR, 10)
        for (bar, root), above in product(there, (0, 4, 7))
    ]
    return np.array(rows, np.int32)


def passage(given: Notes, *, bars: tuple[int, int] = (0, 12), slot: int = 1, harmony: float = 1.0,
            programs: tuple[int, ...] = (0, 33)) -> Passage:  # fmt: skip
    score = Score(given, programs, METERS, ((0, 120),))
    start, stop = (bar * BAR for bar in bars)
    task = Task(score, 0, 0, given, given[:0], start, stop, False, (slot,))
    low, high = find_ranges(Score(chords(), programs, METERS, ((0, 120),)), [0])
    sampling = SamplingConfig(harmony=harmony, density=1.0)
    return Passage(task, Bounds(BEATS, start, stop, low, high), sampling)


def weigh(wish: Passage, step: int, slot: int = 1) -> np.ndarray:
    found = HarmonyHint(wish, 1).weigh(np.array([step]), np.array([slot]), np.array([False]))
    return found[0]


def test_others_are_told_by_what_they_play() -> None:
    heard = Surroundings(BEATS, chords(), 0, 12 * BAR)
    told = dict(zip(PLACES, heard.hear_others(BAR, 1), strict=True))
    assert set(np.flatnonzero(told["now"])) == {5, 9, 0}
    assert set(np.flatnonzero(told["struck"])) == {5, 9, 0}
    assert np.flatnonzero(told["bass"]).tolist() == [5]
    assert told["bar"].sum() == told["near"].sum() == pytest.approx(1)
    assert not np.array(heard.hear_others(BAR + Q, 1))[3].any()  # held, not struck


def test_a_track_is_not_told_of_itself() -> None:
    heard = Surroundings(BEATS, chords(), 0, 12 * BAR)
    assert not heard.hear_others(BAR, 0).any()
    assert heard.hear_echo(BAR, 0).struck[LAGS.index(4)] == [65, 69, 72]


def test_notes_that_are_drawn_are_heard() -> None:
    heard = Surroundings(BEATS, chords(), 0, 12 * BAR)
    heard.add_note((BAR, 1, 41, Q, 10))
    assert np.flatnonzero(heard.hear_others(BAR, 0)[0]).tolist() == [5]
    assert heard.hear_echo(2 * BAR, 1).struck[LAGS.index(-1)] == [41]


def test_bars_that_repeat_are_alike() -> None:
    heard = Surroundings(BEATS, chords(), 0, 12 * BAR)
    assert heard.likeness[LAGS.index(4), 0] == pytest.approx(1)
    assert heard.likeness[LAGS.index(1), 1] < 0.5


def test_unknown_bars_are_as_alike_as_the_known_ones() -> None:
    bar, other = np.array([1.0, 0]), np.array([0, 1.0])
    found = compare_bars([bar, bar, np.zeros(2), bar])
    assert 0.5 < found[LAGS.index(-1), 2] < 1
    assert compare_bars([bar, other, np.zeros(2)])[LAGS.index(-1), 2] < 0.5


def test_a_bass_is_led_to_the_chord() -> None:
    roots = weigh(passage(chords()), BAR)
    assert roots[41] > roots[42]
    assert roots[41] > roots[40]
    assert roots[41] == roots[53]  # classes, not pitches


def test_it_knows_intervals_and_no_keys() -> None:
    here, moved = (weigh(passage(chords(away=by)), 2 * BAR) for by in (0, 3))
    assert moved[39:60] == pytest.approx(here[36:57])


def test_gaps_are_led_to_the_bars_around() -> None:
    gap = range(4, 8)
    wish = passage(chords(gap=gap), bars=(4, 8), slot=0)
    found = weigh(wish, 5 * BAR, slot=0)
    assert found[65] == found[60:72].max()  # of the chord there four bars before and after
    assert found[65] > found[60] > found[61]


def test_it_says_nothing_where_nothing_is_wished() -> None:
    assert not weigh(passage(chords(), harmony=0.0), BAR).any()
    drums = passage(chords(), programs=(0, DRUM_KIT))
    assert not weigh(drums, BAR).any()


def test_candidates_that_have_ended_are_passed_over() -> None:
    hint = HarmonyHint(passage(chords()), 2)
    steps, slots = np.array([BAR, 99 * BAR]), np.array([1, 1])
    found = hint.weigh(steps, slots, np.array([False, True]))
    assert found[0].any()
    assert not found[1].any()


def test_tracks_have_roles() -> None:
    score = Score(chords(), (0, 48, 42, 33, DRUM_KIT), METERS, ((0, 120),))
    playing = frozenset(range(5))
    assert [find_role(score, slot, playing) for slot in range(4)] == [HIGHEST, INNER, INNER, LOWEST]
    assert find_role(score, 2, frozenset({0, 1, 2, 4})) == LOWEST


def test_the_table_fits_what_it_weighs() -> None:
    table = load_table()
    assert table.others.shape == (2, ROLES, len(PLACES), 12)
    assert table.echoes.shape == (2, 4, len(LAGS))
    assert table.struck.shape == (2, 2, len(LAGS))


def beside(wish: Passage) -> Passage:
    """As where a song is carried on."""
    return replace(wish, sampling=wish.sampling._replace(around=False))


def test_tracks_that_carry_on_hear_one_another_and_not_the_bars_around() -> None:
    gap = beside(passage(chords(gap=range(3, 9)), bars=(3, 9)))
    hint = HarmonyHint(gap, 1)
    told = np.array([6 * BAR]), np.array([1]), np.array([False])
    assert not hint.weigh(*told).any()  # the bars around are three bars off
    hint.add_note(0, (6 * BAR, 0, 60, BAR, 10))
    roots = hint.weigh(*told)[0]
    assert roots[36] > max(roots[35], roots[37])


def test_a_track_alone_is_told_nothing() -> None:
    alone = passage(chords()[:0], slot=0, programs=(0,))
    assert weigh(alone, BAR, slot=0).any()
    assert not HarmonyHint(beside(alone), 1).heard
