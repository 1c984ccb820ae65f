"""Kills `manage.py migrate` in its midst."""

import os
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent.parent


def killed_in_mid_migration(settings: dict[str, str], after: int) -> str:
    """Kills `manage.py migrate` as soon as it has begun with so many migrations; returns the last
    one's name."""
    # Django's checks import every page, a second before each kill; the last run makes them.
    command = [sys.executable, "manage.py", "migrate", "--no-input", "--skip-checks"]
    with subprocess.Popen(
        command, cwd=REPOSITORY, env={**os.environ, **settings}, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        words = b""
        while words.count(b"Applying ") < after or not words.endswith(b"..."):
            read = process.stdout.read1(1)  # type: ignore[attr-defined]
            assert read, f"it ended before its migration {after}"
            words += read
        process.kill()
    return words.rpartition(b"Applying ")[2].decode()
