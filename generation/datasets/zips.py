"""Zips with the same bytes for the same files: in the order of their names, without times or
owners."""

import hashlib
import zipfile
from collections.abc import Mapping
from io import BytesIO

BEGINNING = (1980, 1, 1, 0, 0, 0)  # the first time that a zip can tell
PLAIN = 0o644 << 16
UNIX = 3


def write_zip(files: Mapping[str, bytes]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, BEGINNING)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, PLAIN
            entry.create_system = UNIX
            archive.writestr(entry, files[name], compresslevel=9)
    return target.getvalue()


def digest_files(files: Mapping[str, bytes]) -> str:
    """SHA-256 of what a zip holds, whatever its compressor: over a line for each file, in the order
    of their names, with the SHA-256 of its content, two spaces and its name."""
    lines = [f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def digest_zip(content: bytes) -> str:
    """The same of a zip that is there."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return digest_files({name: archive.read(name) for name in archive.namelist()})
