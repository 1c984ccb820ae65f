"""A web server on a machine where static files were not collected says so, and does not pretend to
be well."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
from django.conf import LazySettings
from django.test import Client

from chartbusters.ops.static_files import ALWAYS, collected_names, static_fault
from tests.servers import REPOSITORY, free_port, start, stop
from tests.workers import database_url

WHITENOISE = "whitenoise.storage.CompressedManifestStaticFilesStorage"
SOURCES = sorted(
    str(path.relative_to(REPOSITORY / "static")) for path in (REPOSITORY / "static").rglob("*.*")
)


@pytest.fixture
def manifest(settings: LazySettings, tmp_path: Path) -> Path:
    """Where the manifest of this machine lies: nowhere yet."""
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_DIRS = [REPOSITORY / "static"]
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": WHITENOISE}}
    return tmp_path / "staticfiles.json"


def write(manifest: Path, names: list[str]) -> None:
    manifest.write_text(
        json.dumps({"version": "1.1", "paths": {name: name for name in names}, "hash": "x"})
    )


@pytest.mark.django_db
def test_it_works(manifest: Path, client: Client) -> None:
    told = client.get("/healthz").json()["parts"]["static"]
    assert not told["ok"] and "not collected: css/" in told["detail"]


@pytest.mark.django_db
def test_it_is_well_once_collected(manifest: Path, client: Client) -> None:
    write(manifest, [*SOURCES, *ALWAYS])
    assert client.get("/healthz").json()["parts"]["static"]["ok"]


@pytest.mark.django_db
def test_it_goes_by_what_this_process_has_read(manifest: Path, client: Client) -> None:
    """Collected after the start: the pages still fail, so this is not well."""
    assert not client.get("/healthz").json()["parts"]["static"]["ok"]
    write(manifest, [*SOURCES, *ALWAYS])
    assert not client.get("/healthz").json()["parts"]["static"]["ok"]


def test_it_handles_files_older_than_the_code(manifest: Path) -> None:
    write(manifest, [*SOURCES[1:], *ALWAYS])
    assert static_fault(collected_names()) == f"not collected: {SOURCES[0]}"
    write(manifest, [*SOURCES, ALWAYS[0]])
    assert static_fault(collected_names()) == f"not collected: {ALWAYS[1]}"
    manifest.write_text("{")
    assert static_fault(collected_names())


def test_the_start_is_refused(tmp_path: Path) -> None:
    environment = {**os.environ, "VAR_DIR": str(tmp_path)}
    outcome = subprocess.run(
        [sys.executable, "manage.py", "up", "--port", "0"],
        env=environment,
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert outcome.returncode == 2
    assert f"make {tmp_path}/static/.collected" in outcome.stderr


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_machine_that_runs_only_a_web(
    broker: str, short_folder: Path, eventually: Callable[..., Any]
) -> None:
    """As docs/operator.md has it: ill, and saying why, until static files are collected; then its
    pages work."""
    port = free_port()
    environment = {
        "VAR_DIR": str(short_folder),
        "DATABASE_URL": database_url(),
        "BROKER_URL": broker,
    }
    options = ["--interface", "wsgi", "--port", str(port), "--blocking-threads", "2"]
    command = [sys.executable, "-m", "granian", *options, "chartbusters.wsgi:application"]

    def answers() -> tuple[dict[str, Any], int]:
        server = start(command, short_folder / "log", **environment)
        try:
            parts = eventually(lambda: parts_at(f"http://127.0.0.1:{port}/healthz"), 60, "the web")
            return parts["static"], requests.get(
                f"http://127.0.0.1:{port}/", timeout=30
            ).status_code
        finally:
            stop(server)

    told, page = answers()
    assert not told["ok"] and "not collected" in told["detail"] and page == 500
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(collect, env={**os.environ, **environment}, cwd=REPOSITORY, check=True)
    told, page = answers()
    assert told["ok"] and page == 200


def parts_at(address: str) -> dict[str, Any] | None:
    try:
        return dict(requests.get(address, timeout=5).json()["parts"])
    except (requests.ConnectionError, requests.Timeout):  # not yet, or not this soon
        return None
