"""The table of hints is learnt from what sounds around real notes."""

import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")

from generation.codecs.score import DRUM_PITCH
from generation.techniques.transformer import learn_hint
from generation.techniques.transformer.bar_likeness import LAGS
from generation.techniques.transformer.harmony_hint import LOWEST, ROLES, Table
from generation.techniques.transformer.learn_hint import Draw, learn, list_draws, write
from generation.techniques.transformer.surroundings import PLACES
from tests.generation.techniques.transformer.test_hear_harmony import chords, passage

FIFTH = 7


def draw(sounds: int, seed: int) -> Draw:
    """One pitch class sounds; the bass plays its fifth."""
    random = np.random.default_rng(seed)
    others = np.zeros((len(PLACES), 12), np.float32)
    others[0, sounds] = 1
    silent = np.zeros((4, len(LAGS), 12), np.float32)
    struck = np.zeros((2, len(LAGS), DRUM_PITCH), np.float32)
    logits = random.standard_normal(DRUM_PITCH).astype(np.float32)
    return Draw(logits, others, silent, struck, ROLES + LOWEST, 36 + (sounds + FIFTH) % 12)


def test_it_finds_the_interval_in_all_keys() -> None:
    weights = learn([draw(number % 12, number) for number in range(60)], steps=5)
    now = weights.others[ROLES + LOWEST, 0]
    assert int(now.argmax()) == FIFTH
    assert float(weights.others[:ROLES].abs().max()) == 0  # nothing was heard of gaps


def test_the_table_is_what_playing_reads(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(learn_hint, "FILE", tmp_path / "hint.json")
    write(learn([draw(number, number) for number in range(12)], steps=1))
    content = json.loads((tmp_path / "hint.json").read_text())
    assert set(content) == set(Table._fields)
    assert np.array(content["others"]).shape == (2, ROLES, len(PLACES), 12)


def test_each_note_of_a_part_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    task = passage(chords()).task
    bass = np.array([(bar * 96, 1, 36, 96, 10) for bar in range(12)], np.int32)
    task = type(task)(**{**vars(task), "played": bass})
    logits = np.arange(12 * DRUM_PITCH, dtype=np.float32).reshape(12, DRUM_PITCH)
    monkeypatch.setattr(learn_hint, "ask_network", lambda network, task: logits)
    draws = list(list_draws(None, task))
    assert [each.pitch for each in draws] == [36] * 12
    assert (draws[3].logits == logits[3]).all()
    assert np.flatnonzero(draws[1].others[0]).tolist() == [0, 5, 9]
