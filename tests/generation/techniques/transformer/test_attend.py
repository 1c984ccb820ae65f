"""What the Transformer attends to is told by the arithmetic with which it plays."""

from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from generation.catalogue import read_card
from generation.inference.layers import softmax
from generation.techniques.transformer.attention import (
    WatchedTransformer,
    attend,
    attend_each,
)
from generation.techniques.transformer.decoding import Candidates
from generation.techniques.transformer.inference import NumpyTransformer, Weights, load
from generation.techniques.transformer.passage import Passage
from generation.techniques.transformer.prompt import build_plan
from generation.techniques.transformer.windowed_inference import WindowedInference
from generation.techniques.transformer.windows import Window, encode_window
from tests.generation.continuer import band
from tests.generation.untrained import transformer

Seen = list[NDArray[np.floating]]


class Heard(NamedTuple):
    """A continuation, as it stands in a window, and what was believed of each of its notes."""

    window: Window
    first: int  # step by which the first of its notes is predicted
    beliefs: list[Seen]  # of each step, field by field

    @property
    def positions(self) -> range:
        return range(self.first, self.first + len(self.beliefs))


@pytest.fixture(scope="module")
def weights() -> Weights:
    return load(read_card("transformer"))


@pytest.fixture(scope="module")
def heard(weights: Weights) -> Heard:
    """By the sampler's own path: step after step, with its cache."""
    wishes = read_card("transformer").complete_parameters({"seconds": 8.0})
    passage: Passage = build_plan(band(), 0, wishes).passages[0]
    passage = replace(passage, sampling=passage.sampling._replace(form=False))
    candidates = Candidates(partial(WindowedInference, weights), passage, 5)
    beliefs: list[Seen] = []
    begin = candidates.inference.start_step

    def start_step() -> Any:
        decoder = begin()
        logits_of, here = decoder.logits, list[NDArray[np.floating]]()
        beliefs.append(here)

        def logits(*conditions: NDArray[np.integer]) -> NDArray[np.floating]:
            found = logits_of(*conditions)
            here.append(softmax((found - found.max())[0].astype(np.float64)))
            return found

        decoder.logits = logits
        return decoder

    candidates.inference.start_step = start_step  # type: ignore[method-assign]
    notes = [row[0] for row in candidates.rows() if row[0]]
    task = passage.task
    whole = np.concatenate([task.played, np.array(notes, np.int32)])
    window = encode_window(replace(task, played=whole))
    return Heard(window, len(window.times) - len(notes) - 1, beliefs[: len(notes)])


def test_beliefs_are_those_of_the_sampler(weights: Weights, heard: Heard) -> None:
    assert len(heard.beliefs) > 20
    found = attend_each(weights, heard.window, heard.positions)
    for one, beliefs in zip(found, heard.beliefs, strict=True):
        for ours, sampled in zip(one.probabilities, beliefs, strict=True):
            assert np.abs(ours - sampled).max() < 1e-5


def test_each_row_of_attention_adds_up_to_one(weights: Weights, heard: Heard) -> None:
    config = weights.config
    for at in (0, heard.first, heard.positions[-1]):
        found = attend(weights, heard.window, at).attention
        assert found.dtype == np.float32 and found.shape == (config.layers, config.heads, at + 1)
        assert found.min() >= 0 and np.abs(found.sum(-1) - 1).max() < 1e-5


def test_it_is_the_same_attention_step_by_step(weights: Weights, heard: Heard) -> None:
    """With the cache of keys and values, as one plays, the other layout of the same numbers."""
    network = WatchedTransformer(weights, len(heard.window.times))
    last = heard.positions[2]
    for at in range(last + 1):
        network.backbone(
            heard.window.inputs[None, at : at + 1], heard.window.times[None, at : at + 1]
        )
    stepped = np.stack([each[0, :, -1] for each in network.attention])
    assert np.abs(stepped - attend(weights, heard.window, last).attention).max() < 1e-5


def test_a_muted_head_is_a_head_without_its_part_of_the_output() -> None:
    """The same as a network in which that head's rows of the matrix after it are nought."""
    weights = transformer()
    config = weights.config
    muted = np.zeros((config.layers, config.heads), bool)
    muted[1, 2] = True
    rows = slice(2 * config.head_dim, 3 * config.head_dim)
    layer = weights.layers[1]
    out_proj = layer.out_proj.copy()
    out_proj[rows] = 0
    deaf = weights._replace(layers=(weights.layers[0], layer._replace(out_proj=out_proj)))
    random = np.random.default_rng(3)
    inputs = np.stack([random.integers(0, size, (1, 20)) for size in config.inputs], 2)
    times = np.arange(20.0)[None]
    expected = NumpyTransformer(deaf, 20).backbone(inputs, times)
    assert np.allclose(
        WatchedTransformer(weights, 20, muted=muted).backbone(inputs, times), expected
    )
    whole = NumpyTransformer(weights, 20).backbone(inputs, times)
    assert np.abs(whole - expected).max() > 1e-3
    one_by_one = WatchedTransformer(weights, 20, muted=muted)
    for at in range(20):
        h = one_by_one.backbone(inputs[:, at : at + 1], times[:, at : at + 1])
    assert np.allclose(h[:, 0], expected[:, -1], atol=1e-5)


def test_nothing_is_known_of_a_hidden_step(weights: Weights, heard: Heard) -> None:
    """Whatever stands there, the answer is the same; and nobody attends to it."""
    window, at = heard.window, heard.positions[-1]
    hidden = np.zeros(len(window.times), bool)
    hidden[heard.first - 3 : heard.first] = True
    found = attend(weights, window, at, hidden=hidden)
    assert found.attention[..., hidden[: at + 1]].max() == 0
    other = window.inputs.copy()
    other[hidden, 1] = 100  # another pitch
    changed = attend(weights, window._replace(inputs=other), at, hidden=hidden)
    for one, same in zip(found.probabilities, changed.probabilities, strict=True):
        assert np.abs(one - same).max() < 1e-6
    plain = attend(weights, window, at)
    assert np.abs(plain.attention - found.attention).max() > 1e-3
