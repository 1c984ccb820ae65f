"""Work spread over the processors: each job in a process of its own, one thread each, news as they
are done."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from typing import Any, TypeVar

Result = TypeVar("Result")


def keep_to_one_thread() -> None:
    import torch

    torch.set_num_threads(1)


def spread(
    function: Callable[..., Result],
    jobs: Sequence[tuple[Any, ...]],
    names: Sequence[str],
    say: Callable[[str], None],
) -> list[Result]:
    """`function(*job)` for each job, in their order; `say` is told whenever one is done."""
    processes = max(1, min(len(jobs), os.cpu_count() or 1))
    with ProcessPoolExecutor(processes, get_context("spawn"), keep_to_one_thread) as pool:
        futures = {pool.submit(function, *job): name for job, name in zip(jobs, names, strict=True)}
        for done, future in enumerate(as_completed(futures), 1):
            future.result()  # the first error ends it all
            say(f"{futures[future]} ({done} of {len(jobs)})")
        return [future.result() for future in futures]
