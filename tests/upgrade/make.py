"""Makes the installation of an older commit that today's code must be able to take over: `make.py
CHECKOUT`.

    git worktree add /tmp/older 67e41d1
    .venv/bin/python tests/upgrade/make.py /tmp/older
    git worktree remove /tmp/older

Everything runs the code of the checkout: its migrations, its demo, what people did there
(`life.py`), and the facts that must still be true after an upgrade (`facts.py`). Beside this file
it leaves the database as SQL, packed, and the facts as JSON. The tunes of the demo are in the
public domain and typed in by us; its songs are made by our models.
"""

import gzip
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
SECRET_KEY = "of-an-installation-that-exists-in-tests-only"  # sessions are signed with it
MOST_BYTES = 1_000_000


def environment(database: str, folder: Path, code: Path) -> dict[str, str]:
    """Of a program that runs the code of `code` on a database, with nothing of a running site in
    reach."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    ours = {
        "VAR_DIR": str(folder),
        "DATABASE_URL": database,
        "SECRET_KEY": SECRET_KEY,
        "PYTHONPATH": str(code),
    }
    quiet = {"LIMITS_ENABLED": "false", "LOG_LEVEL": "ERROR", "OMP_NUM_THREADS": "1"}
    return {**kept, **ours, **quiet, "DJANGO_SETTINGS_MODULE": "chartbusters.settings"}


def run(code: Path, settings: dict[str, str], *command: str, told: str = "") -> str:
    """What a Python program of this folder, or manage.py, says when the code is that of `code`."""
    child = [sys.executable, *command]
    done = subprocess.run(
        child, cwd=code, env=settings, input=told, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr[-4000:]}")
    return done.stdout


def dump(database: Path) -> str:
    """The whole database as SQL, which `sqlite3` reads anywhere."""
    with sqlite3.connect(database) as connection:
        return "\n".join(connection.iterdump()) + "\n"


def make(checkout: Path) -> None:
    asked = ["git", "rev-parse", "--short=7", "HEAD"]
    commit = subprocess.run(
        asked, cwd=checkout, capture_output=True, text=True, check=True
    ).stdout.strip()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = environment(f"sqlite:///{folder}/old.sqlite3", folder, checkout)
        for command in ("migrate", "demo"):
            run(checkout, settings, "manage.py", command)
        visits = run(checkout, settings, str(HERE / "life.py"))
        facts = json.loads(run(checkout, settings, str(HERE / "facts.py"), told=visits))
        packed = gzip.compress(dump(folder / "old.sqlite3").encode(), mtime=0)
    if len(packed) > MOST_BYTES:
        sys.exit(f"{len(packed):,} bytes are too many to keep; {MOST_BYTES:,} is the most.")
    (HERE / f"installation-{commit}.sql.gz").write_bytes(packed)
    text = json.dumps(facts, indent=1, sort_keys=True, ensure_ascii=False)
    (HERE / f"installation-{commit}.json").write_text(text + "\n")
    sys.stdout.write(f"{commit}: {len(packed):,} bytes of SQL, {len(text):,} of facts\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    make(Path(sys.argv[1]).resolve())
