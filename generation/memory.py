"""Memory that is no longer used goes back to the machine."""

import ctypes
import gc
import sys


def release_memory() -> None:
    """Asks glibc for what it keeps of freed arrays; elsewhere it does nothing. Takes a few
    milliseconds."""
    gc.collect()
    if sys.platform == "linux" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)):
        trim(0)
