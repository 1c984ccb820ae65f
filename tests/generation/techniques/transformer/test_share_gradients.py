"""Several processes share the steps of one training run."""

import pytest
import torch

from generation.techniques.transformer.collate import Batch, collate
from generation.techniques.transformer.data_parallel import (
    GradientWorkers,
    Microbatch,
    deal_microbatches,
    microbatches,
)
from generation.techniques.transformer.plan import GradientConfig
from generation.techniques.transformer.windows import encode_window
from tests.generation.continuer import work
from tests.generation.lessons import drawn
from tests.generation.trainees import transformer as network


def batch() -> Batch:
    return collate([encode_window(drawn(work(), 40, seed)) for seed in range(5)])


ALONE = GradientConfig()


def gradients(
    count: int, gradient_config: GradientConfig = ALONE
) -> tuple[float, list[torch.Tensor]]:
    shared = network().requires_grad_(True)
    workers = GradientWorkers(shared, count, gradient_config)
    workers.gradients(batch(), seed=1)  # what is left of an earlier batch must not be added again
    shared.zero_grad()
    return float(workers.gradients(batch(), seed=1)), [
        p.grad for p in shared.parameters() if p.grad is not None
    ]


def test_three_find_the_gradients_of_one() -> None:
    alone, together = gradients(1), gradients(3)
    assert together[0] == pytest.approx(alone[0], rel=1e-6)
    assert len(together[1]) == len(alone[1])
    for one, three in zip(alone[1], together[1], strict=True):
        assert torch.allclose(one, three, rtol=1e-3, atol=1e-6)
    assert max(float(each.abs().max()) for each in alone[1]) > 1e-3


def test_half_precision_points_the_same_way() -> None:
    single, half = (gradients(2, GradientConfig(half=each)) for each in (False, True))
    assert half[0] != single[0]
    assert half[0] == pytest.approx(single[0], rel=0.01)
    one, other = (torch.cat([each.flatten() for each in found[1]]) for found in (single, half))
    assert other.dtype == torch.float32
    assert torch.cosine_similarity(one, other, dim=0) > 0.999


def test_it_says_when_one_of_them_has_died() -> None:
    workers = GradientWorkers(network().requires_grad_(True), 2, GradientConfig())
    workers.gradients(batch(), seed=1)
    workers.workers[0].process.kill()
    with pytest.raises(RuntimeError, match="died"):
        workers.gradients(batch(), seed=1)


def test_they_end_with_the_one_that_sends() -> None:
    workers = GradientWorkers(network(), 2, GradientConfig())
    workers.workers[0].pipe.close()
    workers.workers[0].process.join(60)
    assert workers.workers[0].process.exitcode == 0


def test_each_has_about_as_much_to_do() -> None:
    every = [Microbatch(each, 1, 0) for each in microbatches(batch(), 1)]
    lengths = [
        sorted(each.windows.targets.shape[1] for each in hand)
        for hand in deal_microbatches(every, 2)
    ]
    assert sorted(lengths[0] + lengths[1]) == sorted(
        each.windows.targets.shape[1] for each in every
    )
    assert abs(sum(lengths[0]) - sum(lengths[1])) <= max(lengths[0] + lengths[1])


def test_portions_of_one_width_give_the_same_gradients() -> None:
    """As they are computed where the step is compiled; here with the parts as they stand."""
    cut, wide = gradients(1), network().requires_grad_(True)
    workers = GradientWorkers(wide, 1, GradientConfig(microbatch=2))
    workers.gradient_config = GradientConfig(microbatch=2, compiled=True)
    loss = workers.gradients(batch(), seed=1)
    assert float(loss) == pytest.approx(cut[0], rel=1e-5)
    for one, other in zip(
        cut[1], (p.grad for p in wide.parameters() if p.grad is not None), strict=True
    ):
        assert torch.allclose(one, other, rtol=1e-3, atol=1e-6)
