"""Beliefs about pieces of any length."""

from typing import Any

import numpy as np
import pytest

from generation.techniques.arcnn import editing
from generation.techniques.arcnn import gibbs as harmonising
from generation.techniques.arcnn.config import GIVEN, HIDDEN
from generation.techniques.arcnn.inference import Arcnn
from generation.techniques.arcnn.log_probs import (
    Cells,
    WindowedArcnn,
    decide_in_windows,
    draw_shared_gumbel,
    infer_log_probs,
)
from generation.techniques.arcnn.sampler import perform
from tests.generation.choir import piece
from tests.generation.tunes import ode
from tests.generation.untrained import arcnn, card


def log_probs(steps: int) -> np.ndarray:
    kind = np.full((4, steps), GIVEN, np.uint8)
    kind[1:, ::3] = HIDDEN
    return infer_log_probs(arcnn(), Cells(piece(steps), kind), 16 + np.arange(steps) % 4)


@pytest.mark.parametrize("steps", [4, 192, 193, 250, 1024])
def test_it_works(steps: int) -> None:
    found = log_probs(steps)
    assert found.shape == (4, steps, 47)
    assert np.allclose(np.exp(found).sum(2), 1)


def test_it_hears_a_long_piece_as_its_parts() -> None:
    """Far from the ends of a window, a repeating piece sounds the same everywhere."""
    found = log_probs(480)
    assert np.allclose(found[:, 96], found[:, 96 + 192], atol=0.2)


def test_it_hears_again_only_what_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    net, phase, kind = arcnn(), 16 + np.arange(300) % 4, np.full((4, 300), GIVEN, np.uint8)
    asked: list[int] = []
    logits = Arcnn.logits

    def counted(self: Arcnn, state: Any, *rest: Any) -> Any:
        asked.append(len(state))
        return logits(self, state, *rest)

    monkeypatch.setattr(Arcnn, "logits", counted)
    inferred = WindowedArcnn(net, phase)
    state = piece(300)
    inferred.infer(Cells(state, kind))
    again = inferred.infer(Cells(state, kind))
    state = state.copy()
    state[2, 5] = 9
    changed = inferred.infer(Cells(state, kind))
    assert asked == [len(inferred.starts), 1]
    assert (again[:, 100:] == changed[:, 100:]).all()
    assert np.allclose(changed, infer_log_probs(net, Cells(state, kind), phase), atol=1e-5)


def test_it_hears_the_windows_it_is_told_in_double_precision() -> None:
    inferred, cells = (
        WindowedArcnn(arcnn(), 16 + np.arange(300) % 4),
        Cells(piece(300), np.full((4, 300), GIVEN, np.uint8)),
    )
    doubtful = np.arange(300) == 100
    in_double = inferred.of_window(doubtful)
    apart = np.abs(inferred.infer(cells) - inferred.infer(cells, in_double)).max((0, 2))  # (T,)
    assert in_double.sum() == 1 and inferred.of_step(in_double)[100]
    assert (apart[inferred.of_step(in_double)] > 0).any() and apart.max() < 1e-5
    assert not apart[~inferred.of_step(in_double)].any()


def test_a_doubt_is_settled_in_double_precision() -> None:
    inferred, cells = (
        WindowedArcnn(arcnn(), 16 + np.arange(300) % 4),
        Cells(piece(300), np.full((4, 300), GIVEN, np.uint8)),
    )
    seen: list[np.ndarray] = []

    def attempt(log_probs: np.ndarray, exact: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        seen.append(exact)
        return log_probs, (np.arange(300) == 50 * len(seen)) & ~exact

    log_probs = decide_in_windows(attempt, inferred, cells)
    every = np.ones(len(inferred.starts), bool)
    exact = seen[-1]
    assert not seen[0].any() and exact[50] and exact[100] and not exact[-1]
    assert (log_probs[:, exact] == inferred.infer(cells, every)[:, exact]).all()


@pytest.mark.parametrize("mode", ["enhance", "harmonise"])
@pytest.mark.parametrize("seed", range(3))
def test_the_editor_makes_the_same_in_single_and_in_double_precision(
    mode: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    wishes = card("arcnn").complete_parameters({"mode": mode})
    single = perform(arcnn(), card("arcnn"), ode(), 0, wishes, seed)

    def always(attempt: Any, inferred: WindowedArcnn, cells: Cells) -> Any:
        every = np.ones(len(inferred.starts), bool)
        return attempt(inferred.infer(cells, every), inferred.of_step(every))[0]

    for module in (editing, harmonising):
        monkeypatch.setattr(module, "decide_in_windows", always)
    assert perform(arcnn(), card("arcnn"), ode(), 0, wishes, seed) == single


def test_it_shares_luck_within_a_block() -> None:
    gumbel = draw_shared_gumbel(10, 4, 47, 4, np.random.default_rng(1))
    assert gumbel.shape == (4, 10, 47)
    assert (gumbel[:, 0] == gumbel[:, 3]).all()
    assert not (gumbel[:, 3] == gumbel[:, 4]).all()
