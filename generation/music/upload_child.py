"""The process that parses one upload: limits first, then pretty_midi. MIDI on stdin, a song document on stdout."""

import io
import json
import resource
import sys
import warnings

CPU_SECONDS = 2  # the longest honest file within our bounds takes 0.7 here
MEMORY_BYTES = 700 * 2**20
ANSWER_BYTES = 2 * 2**20  # 20,000 notes of the longest figures take a third of it


def limit() -> None:
    """Takes from this process what parsing does not need: processor time, memory, room in files."""
    # A second apart: at the first limit SIGXCPU tells the parent why, at the last one comes a bare SIGKILL.
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (ANSWER_BYTES, ANSWER_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    limit()
    warnings.simplefilter("ignore")
    from generation.music.document import to_document
    from generation.music.pretty import song_of

    song = song_of(io.BytesIO(sys.stdin.buffer.read()))
    sys.stdout.write(json.dumps(to_document(song), separators=(",", ":")))


if __name__ == "__main__":
    main()
