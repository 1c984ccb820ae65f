"""The lock on VAR_DIR: one supervisor, or one restoring, at a time."""

import fcntl
import os
from typing import IO

from django.conf import settings
from django.core.management.base import CommandError


def only_one() -> IO[str]:
    """The lock, held until the process ends, however it ends. Raises when another has it."""
    # Not opened with "w", which would empty the file of the one that holds the lock.
    file = (settings.VAR_DIR / "up.lock").open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        owner = file.read().strip() or "unknown"
        message = (
            f"Chartbusters already runs on {settings.VAR_DIR} (process {owner}). Stop it, "
            "or set VAR_DIR."
        )
        raise CommandError(message, returncode=2) from None
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file
