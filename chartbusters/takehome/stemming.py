"""The child process that makes one stem: `stemming.py SAMPLES OUT.flac FRAMES`, of exactly so many
frames.

A script of its own, which imports nothing of ours. All stems of a song are as long as each other
and 6 dB below what the synthesizer played, so that they line up, and together are the song.
"""

import sys
from pathlib import Path

import numpy as np
import soundfile

RATE = 44_100
FRAME = 8  # bytes: two floats
CHUNK = 65_536  # frames; one whole-array write crashes libsndfile's encoders
GAIN = np.float32(0.5)


def main(samples: str, path: str, frames: str) -> None:
    left = int(frames)
    made = soundfile.SoundFile(path, "w", RATE, 2, "PCM_24", format="FLAC")
    with Path(samples).open("rb") as source, made as file:
        while left > 0:
            data = source.read(min(CHUNK, left) * FRAME)
            piece = np.zeros((min(CHUNK, left), 2), np.float32)
            heard = np.frombuffer(data, "<f4").reshape(-1, 2)
            piece[: len(heard)] = np.clip(np.nan_to_num(heard) * GAIN, -1, 1)
            file.write(piece)
            left -= len(piece)


if __name__ == "__main__":
    main(*sys.argv[1:])
