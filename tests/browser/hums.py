"""Recordings of a voice whose notes are known, and a Chromium whose microphone hears one."""

import math
import struct
import wave
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

RATE = 22_050
NOTE = 0.4  # seconds
GAP = 0.1  # seconds
HARMONICS = (1.0, 0.4, 0.2, 0.1)


def hum(path: Path, pitches: Sequence[int], before: float = 0.3, after: float = 0.5) -> Path:
    """A WAV file in which a voice hums these pitches, with a short gap between any two."""
    parts = [_rest(before)]
    for pitch in pitches:
        parts += [_tone(pitch), _rest(GAP)]
    parts.append(_rest(after))
    samples = list(chain.from_iterable(parts))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return path


def _rest(seconds: float) -> list[int]:
    return [0] * round(seconds * RATE)


def _tone(pitch: int) -> list[int]:
    hertz = 440 * 2 ** ((pitch - 69) / 12)
    return [
        round(6_000 * _swell(at / RATE) * _wave(hertz * at / RATE))
        for at in range(round(NOTE * RATE))
    ]


def _wave(periods: float) -> float:
    turn = 2 * math.pi * periods
    return sum(size * math.sin(by * turn) for by, size in enumerate(HARMONICS, 1))


def _swell(second: float) -> float:
    return min(1.0, second / 0.03, (NOTE - second) / 0.04)


def hearing(file: Path) -> list[str]:
    """Flags with which the microphone of Chromium hears a file, once."""
    return [
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-audio-capture={file}%noloop",
    ]
