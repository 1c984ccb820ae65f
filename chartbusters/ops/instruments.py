"""The instruments that everything sounds by: a SoundFont cut into files, one each, once for all."""

import hashlib
import json
import shutil
import subprocess
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from chartbusters.ops.fontfile import file_fault
from chartbusters.ops.node import NODE

BUILT = settings.BASE_DIR / "frontend" / "instruments"  # by the build of the front end
CUTTER = settings.BASE_DIR / "frontend" / "src" / "instruments" / "cut.ts"
PATIENCE = 300  # seconds; a font of 200 MB takes some twenty
REMEDY = (
    "Set SOUNDFONT to a SoundFont file (.sf2 or .sf3), or leave it out to use the one that is "
    "installed with the site."
)


class Instruments(NamedTuple):
    """A whole folder of them."""

    folder: Path
    name: str  # as the font calls itself
    digest: str  # of all that is in them
    names: frozenset[str]  # what can be asked for: "0" to "127", "drums"


class Uncut(Exception):
    """The operator's font cannot be cut."""


def instruments() -> Instruments:
    """Those in use. Raises `FileNotFoundError` where they are not made yet."""
    folder = instruments_folder()
    return _read(folder, (folder / "facts.json").stat().st_mtime_ns)


def instruments_folder() -> Path:
    """Where they lie, or will; another font, or a changed one, has another folder."""
    if not settings.SOUNDFONT:
        return BUILT
    path = Path(settings.SOUNDFONT).resolve()
    status = path.stat()
    state = f"{path} {status.st_size} {status.st_mtime_ns}"
    name = hashlib.sha256(state.encode()).hexdigest()[:16]
    return Path(settings.VAR_DIR) / "instruments" / name


@lru_cache(maxsize=4)
def _read(folder: Path, changed: int) -> Instruments:
    facts = json.loads((folder / "facts.json").read_text())
    names = frozenset(facts["instruments"])
    return Instruments(folder, facts["name"], facts["digest"], names)


def font_fault() -> str | None:
    """Why the operator's font cannot be used, in a sentence; None when all is well, or the
    installed one is used."""
    if not settings.SOUNDFONT:
        return None
    path = Path(settings.SOUNDFONT)
    if not path.is_file():
        return f"There is no SoundFont at {path}. {REMEDY}"
    fault = file_fault(path)
    return fault and f"The SoundFont {path} cannot be used: {fault}. {REMEDY}"


def instruments_fault() -> str | None:
    """Why nothing would sound, in a sentence."""
    if fault := font_fault():
        return fault
    try:
        instruments()
    except FileNotFoundError:
        return f"There are no instruments in {instruments_folder()}. {_how()}"
    return None


def _how() -> str:
    if settings.SOUNDFONT:
        return "Cut the SoundFont into them first: manage.py instruments"
    return "Build the front end, which makes them: make run"


def instruments_cut() -> Instruments:
    """Cuts the operator's font, unless that is done; other cuts are thrown away. Raises `Uncut`."""
    if fault := font_fault():
        raise Uncut(fault)
    folder = instruments_folder()
    if settings.SOUNDFONT and not (folder / "facts.json").is_file():
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _cut(folder)
        for other in folder.parent.iterdir():
            if other != folder:
                shutil.rmtree(other, ignore_errors=True)
    try:
        return instruments()
    except FileNotFoundError:
        raise Uncut(instruments_fault() or "There are no instruments.") from None


def _cut(folder: Path) -> None:
    command = [NODE, CUTTER, folder, settings.SOUNDFONT]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        raise Uncut(f"{settings.SOUNDFONT} takes too long to cut. {REMEDY}") from None
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if "Error: " in line]
        reason = said[0].split("Error: ", 1)[1] if said else f"status {done.returncode}"
        raise Uncut(f"The SoundFont {settings.SOUNDFONT} cannot be used: {reason}. {REMEDY}")
