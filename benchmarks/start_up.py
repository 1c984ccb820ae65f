"""How long a site takes to start, and what memory each of its parts holds. Prints one table."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError

import psutil

REPOSITORY = Path(__file__).resolve().parent.parent
PORT = 8765
COLUMNS = "{:<28}{:>10}{:>10}{:>12}"


def main() -> None:
    var = Path(tempfile.mkdtemp(prefix="cb-bench-"))
    environment = {**os.environ, "VAR_DIR": str(var)}
    try:
        manage = [sys.executable, "manage.py"]
        for words in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"]):
            subprocess.run([*manage, *words], cwd=REPOSITORY, env=environment, check=True)
        with (var / "log").open("w") as log:
            began = time.monotonic()
            up = [*manage, "up", "--port", str(PORT)]
            site = subprocess.Popen(up, cwd=REPOSITORY, env=environment, stdout=log, stderr=log)
        try:
            first, healthy = wait_for(site, began)
            report(site.pid, first, healthy)
        finally:
            site.terminate()
            site.wait()
    finally:
        shutil.rmtree(var, ignore_errors=True)


def wait_for(site: subprocess.Popen[bytes], began: float) -> tuple[float, float]:
    """Seconds until the web answers at all, and until every part is well."""
    first = 0.0
    while site.poll() is None:
        status = healthz()
        if status and not first:
            first = time.monotonic() - began
        if status == 200:
            return first, time.monotonic() - began
        time.sleep(0.05)
    raise SystemExit("the site ended before it was up")


def healthz() -> int | None:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/healthz", timeout=5) as answer:
            return int(answer.status)
    except URLError as error:
        return getattr(error, "code", None)


def report(supervisor: int, first: float, healthy: float) -> None:
    print("Start-up of a whole site (manage.py up)")
    print(f"web answers after {first:.1f} s, every part is well after {healthy:.1f} s\n")
    print(COLUMNS.format("part", "processes", "RSS MB", "PSS MB"))
    total = 0.0
    for process in [psutil.Process(supervisor), *psutil.Process(supervisor).children()]:
        family = [process] if process.pid == supervisor else [process, *process.children(recursive=True)]
        rss = sum(member.memory_info().rss for member in family) / 1e6
        # PSS shares a page among those that hold it, so that the sum is what the machine really gives.
        pss = sum(getattr(member.memory_full_info(), "pss", 0) for member in family) / 1e6
        total += pss
        print(COLUMNS.format(name_of(process), len(family), f"{rss:.0f}", f"{pss:.0f}"))
    print(COLUMNS.format("all", "", "", f"{total:.0f}"))


def name_of(process: psutil.Process) -> str:
    words = " ".join(process.cmdline())
    names = {
        "supervisor": r"manage\.py up",
        "web (granian)": "granian",
        "worker: quick, render": "--queues quick",
        "worker: generate, train": "--queues generate",
        "scheduler (celery beat)": " beat ",
        "broker": "valkey|redis",
    }
    return next((name for name, pattern in names.items() if re.search(pattern, words)), words[:26])


if __name__ == "__main__":
    main()
