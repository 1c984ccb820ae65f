"""The process that reads one upload: limits first, a pre-scan, then the reading.

MIDI on stdin; on stdout a song and its loss, or why it is refused.
"""

import json
import os
import resource
import sys
import warnings
from typing import Any

CPU_SECONDS = 2  # the longest honest file within our bounds takes 0.8 here
MEMORY_BYTES = 700 * 2**20
NICE = 5  # pages go first
ANSWER_BYTES = 2 * 2**20  # 20,000 notes of the longest figures take a third of it


def limit() -> None:
    """Takes from this process what parsing does not need: precedence, processor time, memory, room
    in files."""
    os.nice(NICE)
    # A second apart: at the first limit SIGXCPU tells the parent why, at the last one comes a bare
    # SIGKILL.
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (ANSWER_BYTES, ANSWER_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    limit()
    warnings.simplefilter("ignore")
    sys.stdout.write(json.dumps(read(sys.stdin.buffer.read()), separators=(",", ":")))


def read(data: bytes) -> dict[str, Any]:
    from generation.music.document import to_document
    from generation.music.parsing import parse
    from generation.music.prescan import prescan
    from generation.music.upload_error import UploadError

    try:
        prescan(data)
    except UploadError as error:
        return {"refused": {"code": error.code, "message": error.sentence}}
    parsed = parse(data)
    return {
        "document": to_document(parsed.song),
        "counts": parsed.counts,
        "copyright": parsed.copyright,
    }


if __name__ == "__main__":
    main()
