"""Work spread over the processors: each job in a process of its own, one thread each, news as they
are done."""

import os
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context, parent_process
from typing import Any, TypeVar

Result = TypeVar("Result")
SOON = 60  # seconds: less is not worth telling


def begin_worker() -> None:
    """One thread, and none left behind by a command that was killed."""
    import torch

    torch.set_num_threads(1)
    threading.Thread(target=end_with_parent, daemon=True).start()


def end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)


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
    with ProcessPoolExecutor(processes, get_context("spawn"), begin_worker) as pool:
        futures = {pool.submit(function, *job): name for job, name in zip(jobs, names, strict=True)}
        for done, future in enumerate(as_completed(futures), 1):
            future.result()  # the first error ends it all
            left = (time.monotonic() - began) / done * (len(jobs) - done)
            say(f"{futures[future]} ({done} of {len(jobs)}{word_left(left)})")
        return [future.result() for future in futures]


def word_left(seconds: float) -> str:
    """How long it may still take, if the jobs to come are like those before."""
    return f", about {round(seconds / 60)} min left" if seconds >= SOON else ""
