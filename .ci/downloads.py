#!/usr/bin/env python3
"""What `make run` would fetch on this machine, in megabytes by package: `.ci/downloads.py
[auto|yes|no]`.

Asks the indexes that are configured here, and fetches no package, only what describes it (some 50
MB for the whole list): pip tells which files it would take, and their servers how long they are.
The word says whether torch counts, as in `make run TORCH=yes`.
"""

import json
import os
import platform
import shutil
import ssl
import subprocess
import sys
import urllib.request
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, unquote, urlsplit
from urllib.request import url2pathname

REPOSITORY = Path(__file__).resolve().parent.parent
PIP = [sys.executable, "-m", "pip"]
# Older ones fetch every file whole, also for a dry run: half a gigabyte to ask about torch.
ASKING, ASKING_FROM = "pip>=26.3,<27", 26
ASKING_FOLDER = REPOSITORY / ".venv" / "asking"


class NotOffered(Exception):
    """No configured index has what was asked for."""


class Package(NamedTuple):
    """A file that pip would take."""

    name: str
    version: str
    url: str
    needs: list[str]  # names of what it asks for on this platform


def offered(requirements: list[str], *options: str) -> list[Package]:
    """What pip would fetch for these requirements into an empty environment. Raises
    `NotOffered`."""
    words = [
        "install",
        "--dry-run",
        "--ignore-installed",
        "--quiet",
        "--report",
        "-",
        "--use-feature=fast-deps",
    ]
    line = [*PIP, *words, *options, *requirements]
    outcome = subprocess.run(
        line, capture_output=True, text=True, cwd=REPOSITORY, env=asking(), check=False
    )
    if outcome.returncode:
        raise NotOffered(
            outcome.stderr.strip().splitlines()[-1] if outcome.stderr.strip() else "pip failed"
        )
    return [package_from(entry) for entry in json.loads(outcome.stdout)["install"]]


def asking() -> dict[str, str]:
    """The environment in which pip is new enough to ask without fetching. Raises `NotOffered` where
    none can be had."""
    import pip

    if int(pip.__version__.split(".")[0]) >= ASKING_FROM:
        return dict(os.environ)
    if not ASKING_FOLDER.is_dir():
        words = [
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--target",
            str(ASKING_FOLDER),
            ASKING,
        ]
        if subprocess.run(
            [*PIP, *words], capture_output=True, cwd=REPOSITORY, check=False
        ).returncode:
            shutil.rmtree(ASKING_FOLDER, ignore_errors=True)
            raise NotOffered(
                f"pip {pip.__version__} would fetch what it is asked about, and no newer one is "
                "offered"
            )
    return {**os.environ, "PYTHONPATH": str(ASKING_FOLDER)}


def package_from(entry: dict[str, Any]) -> Package:
    from pip._vendor.packaging.requirements import Requirement

    metadata = entry["metadata"]
    asked = [Requirement(text) for text in metadata.get("requires_dist", ())]
    needs = [
        each.name.lower()
        for each in asked
        if each.marker is None or each.marker.evaluate({"extra": ""})
    ]
    return Package(metadata["name"], metadata["version"], entry["download_info"]["url"], needs)


def size_of(url: str) -> int | None:
    """Bytes of a file on an index or on this disk; None where its server does not tell."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        return Path(url2pathname(unquote(parts.path))).stat().st_size
    try:
        request = urllib.request.Request(url, method="HEAD")  # noqa: S310  of an index that pip is told to trust
        with urllib.request.urlopen(request, timeout=30, context=trust()) as answer:  # noqa: S310
            return int(answer.headers["Content-Length"])
    except (OSError, TypeError, ValueError):
        return None


def trust() -> ssl.SSLContext:
    """The certificates that pip is told to trust, else those of the system."""
    told = subprocess.run(
        [*PIP, "config", "get", "global.cert"], capture_output=True, text=True, check=False
    )
    return ssl.create_default_context(
        cafile=os.environ.get("PIP_CERT") or told.stdout.strip() or None
    )


def megabytes(size: int | None) -> str:
    return (
        "an unknown number of"
        if size is None
        else f"{size / 1e6:,.1f}"
        if size < 1e8
        else f"{size / 1e6:,.0f}"
    )


def front_end() -> list[tuple[str, int | None]]:
    """The packages of the pages, by name and size. Raises `NotOffered` where no npm is there to
    name the registry."""
    npm = shutil.which(
        "npm", path=f"{REPOSITORY / '.venv' / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    )
    if not npm:
        raise NotOffered("known once Node is installed")
    path = f"{Path(npm).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    told = subprocess.run(
        [npm, "config", "get", "registry"],
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": path},
        check=True,
    )
    lock = json.loads((REPOSITORY / "frontend" / "package-lock.json").read_text())["packages"]
    found = []
    for place, entry in lock.items():
        if place and not entry.get("dev") and for_this_machine(entry):
            name = place.rpartition("node_modules/")[2]
            file = f"{name.rpartition('/')[2]}-{entry['version']}.tgz"
            found.append(
                (
                    f"{name} {entry['version']}",
                    size_of(f"{told.stdout.strip()}{quote(name, '@/')}/-/{file}"),
                )
            )
    return found


def for_this_machine(entry: dict[str, Any]) -> bool:
    system = {"Linux": "linux", "Darwin": "darwin"}.get(platform.system(), "")
    machine = {"x86_64": "x64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
    return system in entry.get("os", [system]) and machine in entry.get("cpu", [machine])


def cuda_libraries(torch: Package) -> list[str]:
    """What a build of torch for GPUs asks for; nothing where it is one for processors."""
    return [name for name in torch.needs if name.startswith(("nvidia-", "cuda-", "triton"))]


def has_gpu() -> bool:
    program = shutil.which("nvidia-smi")
    return (
        bool(program)
        and subprocess.run([program, "-L"], capture_output=True, check=False).returncode == 0
    )


def main(torch: str) -> int:
    packages = offered(
        ["-r", "requirements.txt"] if torch == "yes" else locked("requirements-serve.lock")
    )
    rows = [(f"{each.name} {each.version}", size_of(each.url)) for each in packages]
    try:
        rows += front_end()
        missing = ""
    except NotOffered as reason:
        missing = f"; the packages of the pages, 6 MB more or so, are {reason}"
    for name, size in sorted(rows, key=lambda row: -(row[1] or 0)):
        sys.stdout.write(f"{megabytes(size):>10}  {name}\n")
    sys.stdout.write(
        f"{megabytes(total(size for _, size in rows)):>10}  MB in {len(rows)} packages{missing}\n"
    )
    if torch == "auto":
        sys.stdout.write(f"{'':>10}  {torch_line({each.name for each in packages})}\n")
    return 0


def locked(name: str) -> list[str]:
    """What a lock holds, without its digests: with them pip fetches whole files to be able to
    compare."""
    lines = (REPOSITORY / name).read_text().splitlines()
    return [line.removesuffix("\\").strip() for line in lines if line[:1] not in ("", " ", "#")]


def total(sizes: Iterable[int | None]) -> int:
    return sum(size or 0 for size in sizes)


def torch_line(counted: set[str]) -> str:
    """What torch adds to the packages that are counted, and whether `make run` takes it."""
    try:
        more = [each for each in offered(["-r", "requirements.txt"]) if each.name not in counted]
    except NotOffered as reason:
        return f"torch is left out: {reason}"
    torch = next(each for each in more if each.name == "torch")
    taken = "is left out" if cuda_libraries(torch) and not has_gpu() else "is taken too"
    return (
        f"torch {taken}: {megabytes(total(size_of(each.url) for each in more))} MB in "
        f"{len(more)} packages"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "auto"))
