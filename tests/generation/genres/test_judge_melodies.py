"""A melody is judged by its notes, its rhythm, its place in the bar; not by how it is played."""

import json
from pathlib import Path

import numpy as np
import pytest

from generation.genres.facts import gather_facts
from generation.genres.learning.writing import PAGE
from generation.genres.model import MODEL, Suits, judge_melody, load_genres
from tests.generation.genres.tunes import sing

HYMN = [67, 67, 69, 71, 72, 71, 69, 67, 69, 71, 69, 67, 66, 67, 69, 67]
QUARTERS = [2] * 15 + [8]


def test_it_works() -> None:
    suit = judge_melody(sing(HYMN, QUARTERS))
    assert suit is not None
    bach = load_genres().genres.index("bach")
    assert suit.shares.argmax() == bach
    assert suit.words[bach] == Suits.WELL
    assert suit.shares.sum() == pytest.approx(1.0)


def test_too_few_notes_say_nothing() -> None:
    assert judge_melody(sing(HYMN[:7], QUARTERS[:7])) is None


def test_an_octave_lower_is_the_same_melody() -> None:
    high, low = (judge_melody(sing(np.array(HYMN) - by, QUARTERS)) for by in (0, 12))
    assert high is not None
    assert low is not None
    assert high.scores.tolist() == low.scores.tolist()


def test_notes_cut_short_are_no_rests() -> None:
    whole, cut = (gather_facts(sing(HYMN, QUARTERS, share))["rest"] for share in (1.0, 0.75))
    assert whole.tolist() == cut.tolist()


def test_rests_are_told() -> None:
    rests = gather_facts(sing(HYMN, QUARTERS, 0.25))["rest"]
    assert set(rests[:, 1].tolist()) == {1}


def test_leaps_at_random_are_unlike_what_most_genres_know() -> None:
    leaps = np.random.default_rng(1).integers(48, 84, 64)
    suit = judge_melody(sing(leaps, [1] * 64))
    assert suit is not None
    said = dict(zip(load_genres().genres, suit.words, strict=True))
    assert {said["pop"], said["folk"], said["jazz"], said["bach"]} == {Suits.UNLIKE}


def test_the_page_has_the_same_tables() -> None:
    assert json.loads(PAGE.read_text()) == json.loads(MODEL.read_text())["tables"]


def test_its_files_stay_small() -> None:
    assert max(Path(each).stat().st_size for each in (MODEL, PAGE)) <= 100_000
