"""Work spread over the processors: each job in a process of its own, told as they are done."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, TypeVar

Result = TypeVar("Result")


def spread_jobs(
    function: Callable[..., Result], jobs: Sequence[tuple[Any, ...]], processes: int
) -> Iterator[Result]:
    """`function(*job)` for each job, in their order, as soon as it is done; the first error ends it
    all. With one process nothing is started."""
    if processes <= 1:
        for job in jobs:
            yield function(*job)
        return
    # One thread each: the processes share the cores already.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = "1"
    pool = ProcessPoolExecutor(processes, get_context("spawn"))
    try:
        for promise in [pool.submit(function, *job) for job in jobs]:
            yield promise.result()
    finally:
        pool.shutdown(cancel_futures=True)
