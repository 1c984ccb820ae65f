"""Where the installation's data lies: in VAR_DIR, and without one in the folder `var`."""

import os
import subprocess
import sys

from chartbusters.settings.environment import BASE_DIR

ASKED = "from chartbusters.settings.environment import VAR_DIR; print(VAR_DIR)"


def test_an_empty_name_is_none() -> None:
    asked = subprocess.run(
        [sys.executable, "-c", ASKED],
        cwd=BASE_DIR,
        env={**os.environ, "VAR_DIR": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert asked.stdout.strip() == str(BASE_DIR / "var")
