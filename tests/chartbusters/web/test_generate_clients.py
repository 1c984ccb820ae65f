"""Programs made from the description do the main job: upload, generate, save, enter, read the
board."""

import base64
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from chartbusters.accounts.services import token_create
from chartbusters.challenges.models import Entry
from generation.music.midi import write_midi

REPOSITORY = Path(__file__).resolve().parents[3]
CLIENTS = REPOSITORY / "tests" / "clients"
MODULES = CLIENTS / "node_modules"
NODE = REPOSITORY / ".venv" / "bin" / "node"
NAME = "chartbusters_client"
CONFIGURATION = {
    "package_name_override": NAME,
    "post_hooks": [],
    "literal_enums": True,
    "content_type_overrides": {
        "audio/midi": "application/octet-stream"
    },  # it knows few kinds of bytes by name
}
IN_CI = os.environ.get("CI") == "true"
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def run(*command: object, folder: Path | None = None, **environment: str) -> str:
    """What a program prints; fails the test, with all it said, when it fails."""
    outcome = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert outcome.returncode == 0, outcome.stdout[-4000:] + outcome.stderr[-4000:]
    return outcome.stdout


def have(there: bool, what: str) -> None:
    """In continuous integration nothing may be missing."""
    if not there and not IN_CI:
        pytest.skip(f"{what} is not installed (make check installs it)")
    assert there, f"{what} is not installed"


@pytest.fixture
def drawn(description: dict[str, Any], tmp_path: Path) -> Path:
    """The description as a file."""
    path = tmp_path / "description.json"
    path.write_text(json.dumps(description))
    return path


@pytest.fixture
def walk(
    live_server: Any,
    live_worker: Any,
    alice: Any,
    contest: Callable[..., Any],
    sample_song: Callable[..., Any],
) -> tuple[str, ...]:
    """Site, token, challenge and MIDI file for a program that does the main job."""
    contest("open", entries=2)
    _, secret = token_create(owner=alice, name="client", days=1)
    return (
        live_server.url,
        secret,
        "tunes",
        base64.b64encode(write_midi(sample_song(bars=4))).decode(),
    )


def check(told: dict[str, Any], title: str, owner: Any) -> None:
    """What the program has seen is what has happened."""
    entry = Entry.objects.get(maker=owner)
    assert told["receipt"] == entry.receipt and entry.title == title
    assert told["entries"] == [title] and told["kind"] == "generated"
    assert told["notes"] == 16 and told["tracks"] > 1 and 0 <= told["pitch"] <= 127
    assert (told["votes"], told["rows"], told["refused"]) == (0, [], "not_found")


def test_it_works_in_python(drawn: Path, walk: tuple[str, ...], tmp_path: Path, alice: Any) -> None:
    have(find_spec("openapi_python_client") is not None, "openapi-python-client")
    package = python_client(drawn, tmp_path)
    told = run(
        sys.executable,
        CLIENTS / "walk.py",
        *walk,
        PYTHONPATH=f"{package.parent}{os.pathsep}{inherited()}",
    )
    check(json.loads(told), "By Python", alice)


def inherited() -> str:
    return os.environ.get("PYTHONPATH", "")


def python_client(drawn: Path, folder: Path) -> Path:
    config = folder / "config.json"
    config.write_text(json.dumps(CONFIGURATION))
    package = folder / NAME
    words = [
        "generate",
        "--path",
        drawn,
        "--config",
        config,
        "--meta",
        "none",
        "--output-path",
        package,
    ]
    said = run(sys.executable, "-m", "openapi_python_client", *words, "--fail-on-warning")
    assert "Warning" not in said, said
    modules = [
        ".".join(path.relative_to(folder).with_suffix("").parts)
        for path in sorted(package.rglob("*.py"))
    ]
    # All of them, for one that nobody calls may be the one that cannot be imported.
    program = f"import importlib; [importlib.import_module(name) for name in {modules!r}]"
    run(sys.executable, "-c", program, folder=folder)
    return package


def test_it_works_in_typescript(
    drawn: Path, walk: tuple[str, ...], tmp_path: Path, alice: Any
) -> None:
    have(MODULES.is_dir(), "openapi-typescript")
    for name in ("walk.ts", "tsconfig.json", "package.json"):
        shutil.copy(CLIENTS / name, tmp_path)
    (tmp_path / "node_modules").symlink_to(MODULES)
    maker = MODULES / "openapi-typescript" / "bin" / "cli.js"
    # What has a default may be left out of a wish.
    run(
        NODE,
        maker,
        drawn,
        "--default-non-nullable",
        "false",
        "--output",
        tmp_path / "description.d.ts",
    )
    run(NODE, MODULES / "typescript" / "bin" / "tsc", "--project", tmp_path, folder=tmp_path)
    told = run(NODE, tmp_path / "walk.ts", *walk, folder=tmp_path)
    check(json.loads(told), "By TypeScript", alice)
