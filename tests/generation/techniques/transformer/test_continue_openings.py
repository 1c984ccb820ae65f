"""Continuations of the table, opening by opening: each is played once, also over several runs."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from generation.catalogue import Card
from generation.codecs.score import encode_score
from generation.evaluation.finished import Finished
from generation.techniques.transformer import makers
from generation.techniques.transformer.openings import Opening, cut_opening
from tests.generation.continuer import work
from tests.generation.tunes import long_tune


def opening() -> Opening:
    found = cut_opening(replace(work(), score=encode_score(long_tune(48))))
    assert found
    return found


def refuse(*names: str) -> Card:
    raise AssertionError("Nothing is to be played.")


def test_it_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    finished = Finished(tmp_path)
    first = makers.continue_opening(finished, 3, opening(), 1)
    monkeypatch.setattr(makers, "read_card", refuse)
    again = makers.continue_opening(finished, 3, opening(), 1)
    assert len(first) == len(again) == 1
    assert np.array_equal(first[0], again[0]) and first[0].dtype == again[0].dtype
    assert first[0][:, 0].min() >= opening().start


def test_another_seed_is_played_anew(tmp_path: Path) -> None:
    finished = Finished(tmp_path)
    one, other = (makers.continue_opening(finished, seed, opening(), 1)[0] for seed in (1, 2))
    assert not np.array_equal(one, other)
