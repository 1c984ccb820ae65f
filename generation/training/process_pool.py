"""Work spread over the processors: each job in a process of its own, one thread each, news as they
are done."""

import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from typing import Any, TypeVar

Result = TypeVar("Result")
SOON = 60  # seconds: less is not worth telling


def keep_to_one_thread() -> None:
    import torch

    torch.set_num_threads(1)


def count_processors() -> int:
    """Those that this process may use: fewer than there are, where `taskset` says so."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(
    function: Callable[..., Result],
    jobs: Sequence[tuple[Any, ...]],
    names: Sequence[str],
    say: Callable[[str], None],
) -> list[Result]:
    """`function(*job)` for each job, in their order; `say` is told whenever one is done."""
    processes, began = max(1, min(len(jobs), count_processors())), time.monotonic()
    with ProcessPoolExecutor(processes, get_context("spawn"), keep_to_one_thread) as pool:
        futures = {pool.submit(function, *job): name for job, name in zip(jobs, names, strict=True)}
        for done, future in enumerate(as_completed(futures), 1):
            future.result()  # the first error ends it all
            left = (time.monotonic() - began) / done * (len(jobs) - done)
            say(f"{futures[future]} ({done} of {len(jobs)}{word_left(left)})")
        return [future.result() for future in futures]


def word_left(seconds: float) -> str:
    """How long it may still take, if the jobs to come are like those before."""
    return f", about {round(seconds / 60)} min left" if seconds >= SOON else ""
