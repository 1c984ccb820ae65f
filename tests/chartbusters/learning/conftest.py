"""What tests of the capsules share."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).parents[3]
FRONTEND = REPOSITORY / "frontend"


def run_in_node(script: str) -> Any:
    """What a script answers that imports the front end's own files; skipped without a Node."""
    node = shutil.which("node", path=str(REPOSITORY / ".venv" / "bin")) or shutil.which("node")
    if node is None:
        pytest.skip("no Node on this machine")
    told = subprocess.run(
        [node, "--input-type=module", "-"],
        input=script,
        cwd=FRONTEND / "src",
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(told.stdout)


@pytest.fixture
def in_browser_code() -> Callable[[str], Any]:
    """`in_browser_code(script)`: as `run_in_node`."""
    return run_in_node
