"""Sites of a test's own: small ones, and commands of theirs that are to fail."""

import os
import subprocess
import sys
from pathlib import Path

from tests.servers import REPOSITORY, Site


def small_site(folder: Path, **environment: str) -> Site:
    folder.mkdir()
    few = {
        "WEB_WORKERS": "1",
        "QUICK_WORKERS": "1",
        "GENERATE_WORKERS": "1",
        "JOB_LEASE_SECONDS": "4",
    }
    return Site(folder, **few, JOB_HEARTBEAT_SECONDS="1", **environment)


def failing(site: Site, *words: str) -> str:
    environment = {**os.environ, **site.environment}
    command = [sys.executable, "manage.py", *words]
    outcome = subprocess.run(
        command, env=environment, cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert outcome.returncode, outcome.stdout
    return outcome.stderr
