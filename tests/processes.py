"""What is asked of processes that may end while they are asked."""

from contextlib import suppress

import psutil


def is_alive(process: psutil.Process) -> bool:
    """And has not just ended, unburied."""
    with suppress(psutil.NoSuchProcess):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


def words_of(process: psutil.Process) -> list[str]:
    """Its command line; none of one that has ended."""
    with suppress(psutil.NoSuchProcess):
        return process.cmdline()
    return []
