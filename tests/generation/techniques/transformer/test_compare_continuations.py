"""The tables of continuations: baselines that are what they say, figures that one can hear, copies
that are found."""

from dataclasses import replace
from itertools import chain, product

import numpy as np
import pytest

from generation.codecs.score import DRUM_PITCH, Notes, decode_score, encode_score
from generation.evaluation.copying import Lines, encode_intervals
from generation.evaluation.likeness import (
    find_fault,
    measure_kept,
    measure_overlaps,
    measure_passage,
    measure_shared_area,
)
from generation.music.song import Note, Song, Track
from generation.techniques.transformer import likelihood as likelihoods
from generation.techniques.transformer.context import FIELD_SIZES
from generation.techniques.transformer.likelihood import cut_windows, encode_whole, measure_nll
from generation.techniques.transformer.ngrams import (
    COLUMNS,
    CONTEXTS,
    Ngrams,
    name_columns,
    select_targets,
)
from generation.techniques.transformer.openings import (
    Opening,
    cut_opening,
    play_ngrams,
    repeat_last_bars,
)
from generation.techniques.transformer.prompt import build_plan
from generation.techniques.transformer.windows import IGNORE, Task, encode_window
from generation.techniques.transformer.works import Work
from tests.generation.continuer import work
from tests.generation.trainees import transformer as network
from tests.generation.tunes import long_tune
from tests.generation.untrained import card

BAR, Q = 96, 24  # steps


def notes_at(*rows: tuple[int, int]) -> Notes:
    """Quarters of one slot: (onset step, pitch)."""
    return np.array([(onset, 0, pitch, Q, 10) for onset, pitch in rows], np.int32)


def chord(bars: int, *pitches: int) -> Notes:
    return notes_at(*product(range(0, bars * BAR, BAR), pitches))


def long_work() -> Work:
    return replace(work(), score=encode_score(long_tune(48)))


def opening() -> Opening:
    found = cut_opening(long_work())
    assert found
    return found


def test_ngrams_know_what_they_have_seen() -> None:
    model = Ngrams([encode_whole(long_work())])
    seen, unseen = encode_whole(long_work()), encode_whole(work())
    assert model.nats(seen).sum(1).mean() < 1 < 2 < model.nats(unseen).sum(1).mean()
    assert model.nats(seen).sum() < model.nats_alone(seen).sum()
    assert (model.nats(unseen) >= 0).all()


@pytest.mark.parametrize("field", range(len(FIELD_SIZES)))
def test_the_chances_of_a_field_add_up_to_one(field: int) -> None:
    model = Ngrams([encode_whole(long_work())])
    conditions, _ = select_targets(encode_whole(work()))
    columns = {name: int(values[7]) for name, values in name_columns(conditions).items()}
    assert np.exp(model.logs(field, columns)).sum() == pytest.approx(1)


def test_contexts_hold_nothing_that_is_not_yet_known() -> None:
    names = list(COLUMNS)
    said = [
        names.index(name)
        for name in ("beats", "part", "slot", "pitch", "quarters", "remainder", "level")
    ]
    for column, contexts in zip(said, CONTEXTS, strict=True):
        used = chain.from_iterable(contexts)
        assert all(name[-1] in "23" or names.index(name) < column for name in used)


def test_every_note_is_scored_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likelihoods, "CONTEXT_NOTES", 40)
    windows = list(cut_windows(long_work()))
    asked = [(window.targets != IGNORE).any(1).sum() for window in windows]
    assert len(windows) > 3
    assert sum(asked) == len(long_work().score.notes) + 1
    rows = np.concatenate([window.targets[(window.targets != IGNORE).any(1)] for window in windows])
    every = encode_whole(long_work()).targets
    assert (rows[:, 1:] == every[(every != IGNORE).any(1)][:, 1:]).all()


def test_scoring_in_windows_is_scoring_the_whole_where_it_fits() -> None:
    short = replace(work(), score=encode_score(decode_score(work().score)))
    (window,) = cut_windows(short)
    score = short.score
    plain = encode_window(Task(score, 0, 0, score.notes[:0], score.notes, 0, None, True))
    assert measure_nll(network(), window).sum() == pytest.approx(
        measure_nll(network(), plain).sum(), rel=1e-6
    )


def test_an_opening_is_cut_at_a_bar_line_and_the_rest_is_real() -> None:
    found = opening()
    assert (found.start, found.start % BAR, found.stop % BAR) == (8 * BAR, 0, 0)
    assert (
        len(found.known.notes) + len(found.real)
        == (long_work().score.notes[:, 0] < found.stop).sum()
    )
    assert cut_opening(work()) is None  # eight bars, and nothing after them


def test_the_last_bars_are_copied_until_time_is_up() -> None:
    found = repeat_last_bars(opening())
    tail = opening().known.notes
    tail = tail[tail[:, 0] >= 4 * BAR]
    assert (found[: len(tail), 1:] == tail[:, 1:]).all()
    assert found[:, 0].max() < opening().stop


def test_a_markov_chain_plays_under_the_same_rules() -> None:
    model, song = Ngrams([encode_whole(long_work())]), decode_score(opening().known)
    passage = build_plan(
        song, 0, card("transformer").complete_parameters({"seconds": 30})
    ).passages[0]
    one, again, other = (play_ngrams(model, passage, seed) for seed in (1, 1, 2))
    assert (one == again).all()
    assert one.shape != other.shape or (one != other).any()
    assert one[:, 0].min() >= opening().start
    assert set(one[:, 2]) <= set(range(60 - 7, 68 + 7))


def test_figures_of_a_chord_one_can_hear() -> None:
    found = measure_passage(chord(4, 60, 64, 67), 0, 4 * BAR, BAR)
    assert found["pitch class entropy"] == pytest.approx(np.log2(3))
    assert found["scale consistency"] == found["groove consistency"] == 1
    assert (found["polyphony"], found["pitch range"], found["mean length"]) == (3, 7, 1)
    assert found["empty sixteenths"] == 0.75
    assert found["notes a beat"] == 0.75


def test_distributions_overlap_as_far_as_they_are_the_same() -> None:
    draw = np.random.default_rng(1).normal
    assert measure_shared_area(draw(0, 1, 4000), draw(0, 1, 4000)) > 0.95
    assert measure_shared_area(draw(0, 1, 400), draw(20, 1, 400)) == 0


def test_figures_are_those_of_score_reports() -> None:
    """One formula, one definition: drums are no groove and no density, as in `scoring`."""
    kit = chord(4, DRUM_PITCH + 36, DRUM_PITCH + 42)
    found = measure_passage(kit, 0, 4 * BAR, BAR)
    assert found["groove consistency"] is found["notes a beat"] is found["pitch entropy"] is None
    assert found["empty sixteenths"] == 1
    tune = measure_passage(chord(4, 60, 64, 67), 0, 4 * BAR, BAR)
    both = np.concatenate([chord(4, 60, 64, 67), kit + np.array([0, 1, 0, 0, 0])])
    assert measure_passage(both, 0, 4 * BAR, BAR) == tune


def test_a_figure_is_compared_where_it_is_defined() -> None:
    one, other = {"a": 1.0, "b": None}, {"a": 1.0, "b": 2.0}
    assert measure_overlaps([one, other], [one, one]) == {"a": 1.0}
    assert measure_overlaps([one, other], [other, one]) == {"a": 1.0, "b": 1.0}


def test_figures_hear_only_the_passage_itself() -> None:
    late = chord(8, 60, 64, 67)
    passage = late[late[:, 0] >= 4 * BAR]
    assert measure_passage(passage, 4 * BAR, 8 * BAR, BAR) == measure_passage(
        late[:12], 0, 4 * BAR, BAR
    )


def test_what_is_kept_of_an_opening() -> None:
    major = chord(4, 60, 64, 67)
    other = major + np.array([4 * BAR, 0, 0, 0, 0])
    same = measure_kept(major, other, 4 * BAR, 8 * BAR, BAR)
    assert same == {
        "key kept": pytest.approx(1),
        "groove kept": pytest.approx(1),
        "bars kept": pytest.approx(1),
    }
    far = measure_kept(major, other + np.array([48, 0, 6, 0, 0]), 4 * BAR, 8 * BAR, BAR)
    assert far == {"key kept": 0, "groove kept": 0, "bars kept": 0}


@pytest.mark.parametrize(
    ("notes", "fault"),
    [
        (chord(12, 60, 64), "repetition"),
        (chord(3, 60, 64), "silence"),
        (notes_at(*((n * 30, 60) for n in range(38))), "one note"),
        (notes_at(*((n * Q, 60 + n % 7) for n in range(48))), ""),
    ],
)
def test_what_nobody_wants_to_hear_is_named(notes: Notes, fault: str) -> None:
    assert find_fault(notes, 0, 12 * BAR, BAR) == fault


def scale(start: int, count: int, first: int = 60) -> Song:
    notes = tuple(Note(960 * (start + n), first + (n * 5) % 13, 960) for n in range(count))
    return Song((Track(notes),))


def test_a_copied_passage_is_found_in_another_key_and_place() -> None:
    library = Lines.of([encode_intervals(encode_score(scale(0, 40)).notes)])
    borrowed = encode_score(scale(3, 12, 67)).notes
    assert library.longest(encode_intervals(borrowed)) == 12
    assert library.longest(encode_intervals(chord(6, 60, 64))) <= 2
    assert library.longest([]) == 0
