"""Compressed MusicXML (.mxl): the one score in a ZIP archive, unpacked no further than a bound."""

import io
import zipfile
import zlib

from generation.music.upload_error import UploadError
from generation.sheets.xml_tree import read_xml

MOST_BYTES = 16_000_000  # of a score, unpacked
MOST_FILES = 200
CONTAINER = "META-INF/container.xml"
BROKEN = "This compressed MusicXML file is damaged. Export it once more."


def unpacked(data: bytes) -> bytes:
    """The score. Raises `UploadError`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > MOST_FILES:
                raise UploadError("not_music", "This archive holds many files and is no score.")
            return _read(archive, _score_in(archive))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, ValueError) as error:
        raise UploadError("broken_file", BROKEN) from error
    except (NotImplementedError, RuntimeError) as error:  # another way of packing, or a password
        raise UploadError("broken_file", BROKEN) from error


def _score_in(archive: zipfile.ZipFile) -> str:
    names = archive.namelist()
    if CONTAINER in names and (named := _named(_read(archive, CONTAINER))) in names:
        return named
    scores = [name for name in names if name.lower().endswith((".musicxml", ".xml"))]
    outside = [name for name in scores if not name.startswith("META-INF/")]
    if not outside:
        raise UploadError("not_music", "This archive holds no MusicXML score.")
    return outside[0]


def _named(container: bytes) -> str:
    """The name that the container gives; empty where it is no whole XML, as some programs write a
    title into it as it is."""
    try:
        file = read_xml(container).first("rootfiles/rootfile")
    except UploadError:
        return ""
    return file.get("full-path") if file else ""


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """Read up to the bound: what an archive says of its sizes is a stranger's word."""
    with archive.open(name) as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        most = MOST_BYTES // 1_000_000
        raise UploadError("too_big", f"Unpacked, this score is larger than {most} MB.")
    return data
