"""A site whose process can have no torch, as `make run` starts one where torch is dear: training
says how to have it, and all else is there."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.chartbusters.training.torchless import PAGES, TAKES
from tests.conftest import REPOSITORY
from tests.servers import Site

PROGRAM = "tests.chartbusters.training.torchless"


def test_it_says_how_to_have_it_and_all_else_works(tmp_path: Path, fresh_data: Path) -> None:
    Site(tmp_path).fill(fresh_data)
    environment = {
        **os.environ,
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/chartbusters.sqlite3",
        "BROKER_URL": "memory://",
        "CACHE_URL": "redis://127.0.0.1:1/0",
        "DJANGO_SETTINGS_MODULE": "chartbusters.settings",
        "TRAINING_DATA": "",
    }
    done = subprocess.run(
        [sys.executable, "-m", PROGRAM],
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    says = {page for page in PAGES if page == "/train/" or page.startswith("/train/new/")}
    assert told["pages"] == {page: [200, page in says] for page in PAGES}
    assert told["begun"][1] and told["asked"]["code"] == "no_torch"
    assert "make run TORCH=yes" in told["asked"]["message"]
    assert told["runs"] == 0
    assert told["notes"].keys() == TAKES.keys() and all(told["notes"].values())
    assert told["usable"] == 22  # own files are read, and judged for each technique
    assert told["paces"] == 0
