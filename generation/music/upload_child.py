"""The process that reads one upload: limits first, a pre-scan, then the reading.

A file on stdin, its kind among the arguments; on stdout a song and its loss, or why it is refused.
"""

import json
import os
import resource
import sys
import warnings
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from generation.music.parsing import Parsed

# The longest honest file within our bounds takes 0.8 here, and 1.6 as a score.
CPU_SECONDS = {"midi": 2, "musicxml": 6, "abc": 4}
MEMORY_BYTES = 700 * 2**20
NICE = 5  # pages go first
ANSWER_BYTES = 2 * 2**20  # 20,000 notes of the longest figures take a third of it


def limit(seconds: int) -> None:
    """Takes from this process what parsing does not need: precedence, processor time, memory, room
    in files."""
    os.nice(NICE)
    # A second apart: at the first limit SIGXCPU tells the parent why, at the last one comes a bare
    # SIGKILL.
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (ANSWER_BYTES, ANSWER_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    kind = sys.argv[2]
    limit(CPU_SECONDS[kind])
    warnings.simplefilter("ignore")
    sys.stdout.write(json.dumps(read(sys.stdin.buffer.read(), kind), separators=(",", ":")))


def read(data: bytes, kind: str) -> dict[str, Any]:
    from generation.music.document import to_document
    from generation.music.upload_error import UploadError

    try:
        parsed = reader_of(kind)(data)
    except UploadError as error:
        return {"refused": {"code": error.code, "message": error.sentence}}
    return {
        "document": to_document(parsed.song),
        "counts": parsed.counts,
        "copyright": parsed.copyright,
    }


def reader_of(kind: str) -> "Callable[[bytes], Parsed]":
    """Loaded only where it is needed: a child that starts costs a moment each."""
    if kind == "musicxml":
        from generation.sheets.score_reading import read_musicxml

        return read_musicxml
    if kind == "abc":
        from generation.sheets.abc_reading import read_abc

        return read_abc
    from generation.music.parsing import parse
    from generation.music.prescan import prescan

    def vetted(data: bytes) -> "Parsed":
        prescan(data)
        return parse(data)

    return vetted


if __name__ == "__main__":
    main()
