"""A child that cannot outlive its parent, even one ended by kill -9. Linux only; elsewhere it does
nothing."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
SUPERVISED = "SUPERVISED_BY"  # environment variable: process id of the supervisor


def die_with_parent(parent: int, last_signal: signal.Signals = signal.SIGKILL) -> None:
    """Asks the kernel to send `last_signal` to this process when `parent` ends."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, last_signal)
    # The parent may have ended between the fork and the line above; then no signal will ever come.
    if os.getppid() != parent:
        os._exit(1)


def die_with_supervised_parent() -> None:
    """The same for grandchildren of the supervisor, which their own program forks; outside of it
    nothing changes."""
    if os.environ.get(SUPERVISED):
        parent = os.getppid()
        if parent == 1:  # the program that forked us is gone, and init has taken us over
            os._exit(1)
        die_with_parent(parent)
