"""How many threads BLAS may use while music is made."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from threadpoolctl import ThreadpoolController


@contextmanager
def one_thread() -> Iterator[None]:
    """One: the matrices are small, and workers share the processors."""
    with thread_pools().limit(limits=1, user_api="blas"):
        yield


@lru_cache
def thread_pools() -> ThreadpoolController:
    """Those of this process. To look for them takes as long as to play a note."""
    return ThreadpoolController()
