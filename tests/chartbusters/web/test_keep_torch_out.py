"""No process of a site imports torch: it would cost every one of them 230 MB and two seconds."""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest
import requests

from generation.music.document import to_document
from tests.generation.tunes import ode
from tests.processes import words_of
from tests.servers import Site

PROGRAM = """
import sys
from chartbusters.wsgi import application
from django.conf import settings
from django.test import Client
from django.urls import get_resolver

settings.ALLOWED_HOSTS = ["testserver"]
client = Client(raise_request_exception=False)
for address in ["/", "/healthz", "/studio/", "/challenges/", "/soundfont/0", "/api/v1/models/",
                "/api/v1/presets/",
                "/api/v1/schema/", "/api/v1/challenges/", "/accounts/login/",
                "/learn/", "/admin/login/"]:
    client.get(address)
client.post("/api/v1/generation-jobs/", {"technique": "gan"}, content_type="application/json")
heavy = {"torch", "symusic", "pretty_midi", "matplotlib", "music21"} & set(sys.modules)
print("IMPORTED", sorted(heavy), len(get_resolver().reverse_dict) > 0)
"""


def test_it_works(tmp_path: Path, fresh_data: Path) -> None:
    Site(tmp_path).fill(fresh_data)
    environment = {**os.environ, "VAR_DIR": str(tmp_path), "BROKER_URL": "memory://"}
    environment |= {
        "CACHE_URL": "redis://127.0.0.1:1/0",
        "DATABASE_URL": f"sqlite:///{tmp_path}/chartbusters.sqlite3",
    }
    outcome = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stderr[-3000:]
    assert "IMPORTED [] True" in outcome.stdout, outcome.stdout


TAKES = [
    {"technique": "gan", "parameters": {"refine": 0}},
    {"technique": "arcnn", "parameters": {"iterations": 2}},
    {"technique": "transformer", "parameters": {"seconds": 5}},
]


@pytest.mark.slow
@pytest.mark.skipif(
    sys.platform != "linux", reason="looks at what Linux tells of the memory of processes"
)
def test_no_process_of_a_site_has_torch_in_its_memory(
    site: Site, eventually: Callable[..., Any]
) -> None:
    """After a take of each technique, whether or not torch is installed."""
    assert site.process is not None
    visitor = requests.Session()
    jobs = f"{site.url}/api/v1/generation-jobs/"
    for take in TAKES:
        job = visitor.post(
            jobs, json={**take, "seed": 1, "document": to_document(ode())}, timeout=30
        ).json()
        done = eventually(
            lambda job=job: ended(visitor.get(f"{jobs}{job['id']}/", timeout=30).json()),
            60,
            "a take",
        )
        assert done["state"] == "done", done
    supervisor = psutil.Process(site.process.pid)
    family = [supervisor, *supervisor.children(recursive=True)]
    assert len(family) >= 7
    for part in family:
        files = mapped(part)
        assert [library for library in HEAVY if library in files] == [], words_of(part)


HEAVY = ("libtorch", "symusic", "onnxruntime")


def mapped(process: psutil.Process) -> str:
    """All files in the memory of a process; none of one that has ended by now, as those do that
    read a single file."""
    with suppress(psutil.NoSuchProcess):
        return " ".join(each.path for each in process.memory_maps())
    return ""


def ended(job: dict[str, Any]) -> dict[str, Any] | None:
    return job if job["state"] in ("done", "failed", "cancelled") else None
