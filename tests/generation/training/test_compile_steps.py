"""Compiled steps: the same numbers, and the plain step where nothing can be compiled."""

import logging

import pytest
import torch

from generation.training.compiling import Compiled, compiled


def squares(x: torch.Tensor) -> torch.Tensor:
    return (x * x).sum()


def broken(graph: object, inputs: object) -> object:
    raise RuntimeError("no compiler here")


def test_it_works() -> None:
    x = torch.arange(4.0, requires_grad=True)
    fast = Compiled(squares, backend="aot_eager")
    fast(x).backward()
    assert fast.fast is not None
    assert torch.equal(x.grad, 2 * torch.arange(4.0))


def test_it_goes_on_without_a_compiler_and_says_so_once(caplog: pytest.LogCaptureFixture) -> None:
    fast = Compiled(squares, backend=broken)
    with caplog.at_level(logging.WARNING):
        assert [float(fast(torch.ones(3))) for _ in range(3)] == [3.0, 3.0, 3.0]
    assert len(caplog.records) == 1 and "no compiler here" in caplog.text


def test_it_does_not_hide_mistakes() -> None:
    with pytest.raises(RuntimeError, match="size of tensor"):
        Compiled(lambda x: x + torch.ones(5), backend="eager")(torch.ones(3))


def test_it_leaves_what_nobody_wants_compiled() -> None:
    assert compiled(squares, False) is squares


@pytest.mark.slow
def test_the_processors_compiler_finds_the_same() -> None:
    x, y = (torch.arange(4.0, requires_grad=True) for _ in range(2))
    fast = compiled(squares, True)
    fast(x).backward()
    squares(y).backward()
    assert torch.equal(x.grad, y.grad)
