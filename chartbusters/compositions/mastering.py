"""The child process that makes a recording of samples: `mastering.py SAMPLES OUT.mp3` (or OUT.flac,
OUT.wav, without loss), figures as JSON.

A script of its own, which imports nothing of ours: what goes wrong in an encoder ends here.
Loudness: ITU-R BS.1770, brought to -14 LUFS, as streaming services have it, so that no entry wins
by being loud.

Samples are stereo, interleaved, 32-bit floats, as `frontend/src/rendering` plays them. They are
read, measured, levelled and encoded in pieces: ten minutes of them are 200 MB.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyloudnorm
import soundfile
from numpy.typing import NDArray
from scipy.ndimage import minimum_filter1d, uniform_filter1d
from scipy.signal import lfilter

RATE = 44_100
TARGET_LUFS = -14.0
CEILING = 10 ** (-1 / 20)  # -1 dBFS
SILENCE_LUFS = -70.0  # the absolute gate of BS.1770
LOUDEST_GAIN = 10 ** (24 / 20)  # a single soft note is not blown up to a fanfare
BLOCK = 64  # samples of one gain value of the limiter: 1.5 ms
REACH = 16  # blocks over which the gain falls before a peak and recovers after it
FADE = RATE // 20
TAIL = RATE // 2
QUIET = 1e-4  # -80 dBFS
FRAME = 8  # bytes: two floats
CHUNK = 65_536  # one whole-array write crashes libsndfile's encoders; a multiple of BLOCK
PEAKS = 800
HOP = RATE // 10  # of the loudness: a block is four of them

Samples = NDArray[np.float32]  # (n, 2)


class Meter:
    """Integrated loudness of what it is given piece by piece. ITU-R BS.1770-4, by pyloudnorm's
    filters."""

    def __init__(self) -> None:
        meter = pyloudnorm.Meter(RATE)
        # Each stage goes on where it stood at the end of the piece before.
        self.stages = [
            (each.b, each.a, np.zeros((2, len(each.a) - 1))) for each in meter._filters.values()
        ]
        self.hops: list[NDArray[np.float64]] = []  # sums of squares of both channels
        self.rest = np.zeros((2, 0))

    def add(self, samples: Samples) -> None:
        heard = samples.T.astype(np.float64)
        for at, (b, a, state) in enumerate(self.stages):
            heard, state = lfilter(b, a, heard, zi=state)
            self.stages[at] = (b, a, state)
        heard = np.concatenate([self.rest, heard], axis=1)
        whole = heard.shape[1] // HOP * HOP
        self.hops.append((heard[:, :whole].reshape(2, -1, HOP) ** 2).sum(2))
        self.rest = heard[:, whole:]

    def loudness(self) -> float:
        """In LUFS; -inf for silence."""
        hops = np.concatenate([np.zeros((2, 0)), *self.hops], axis=1).sum(0)
        if len(hops) < 4:
            return -np.inf
        power = np.convolve(hops, np.ones(4), "valid") / (4 * HOP)
        power = power[power > 10 ** ((SILENCE_LUFS + 0.691) / 10)]
        if not len(power):
            return -np.inf
        power = power[power > power.mean() / 10]  # ten units below the mean of what is no silence
        return float(-0.691 + 10 * np.log10(power.mean()))


class Sound:
    """A file of samples, to be gone through piece by piece as often as one likes.

    It ends `TAIL` after the last that can be heard, with a short fade: what still rings there must
    not click.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.length = min(self._last_heard() + TAIL, path.stat().st_size // FRAME)

    def __iter__(self) -> Iterator[Samples]:
        start = 0
        for piece in self._pieces():
            if start >= self.length:
                return
            kept = piece[: self.length - start]
            left = self.length - start
            start += len(kept)
            if left < FADE:
                fade = np.clip((left - np.arange(len(kept))) / FADE, 0, 1).astype(np.float32)
                kept = kept * fade[:, None]
            yield kept

    def _pieces(self) -> Iterator[Samples]:
        with self.path.open("rb") as file:
            while data := file.read(CHUNK * FRAME):
                yield np.nan_to_num(np.frombuffer(data, "<f4").reshape(-1, 2))

    def _last_heard(self) -> int:
        last, start = 0, 0
        for piece in self._pieces():
            heard = np.flatnonzero(np.abs(piece).max(1) > QUIET)
            last = start + int(heard[-1]) + 1 if len(heard) else last
            start += len(piece)
        return last


def measure_loudness(pieces: Iterable[Samples]) -> float:
    """Integrated loudness in LUFS, -inf for silence."""
    meter = Meter()
    for piece in pieces:
        meter.add(piece)
    return meter.loudness()


def levelled(pieces: Iterable[Samples]) -> Iterator[Samples]:
    """At the target loudness, with its peaks held below the ceiling."""
    loudness = measure_loudness(pieces)
    if loudness < SILENCE_LUFS:
        yield from pieces
        return
    gain = np.float32(min(10 ** ((TARGET_LUFS - loudness) / 20), LOUDEST_GAIN))
    gains, start = limiting(np.concatenate([_block_peaks(piece * gain) for piece in pieces])), 0
    centres = np.arange(len(gains)) * BLOCK + BLOCK / 2
    for piece in pieces:
        curve = np.interp(np.arange(start, start + len(piece)), centres, gains)
        yield piece * gain * curve.astype(np.float32)[:, None]
        start += len(piece)


def _block_peaks(samples: Samples) -> NDArray[np.float32]:
    padded = np.zeros((-(-len(samples) // BLOCK) * BLOCK, 2), np.float32)
    padded[: len(samples)] = np.abs(samples)
    return padded.reshape(-1, 2 * BLOCK).max(1)


def limiting(peaks: NDArray[np.float32]) -> NDArray[np.float64]:
    """Gains of a look-ahead limiter for each block: they go down smoothly before a peak, so that
    the peak just fits."""
    needed = np.minimum(1, CEILING / np.maximum(peaks.astype(np.float64), 1e-9))
    # The mean of minima whose windows all hold a block is no larger than that block needs, nor are
    # its neighbours'.
    lowest = minimum_filter1d(needed, 2 * REACH + 3, mode="nearest")
    return np.asarray(uniform_filter1d(lowest, 2 * REACH + 1, mode="nearest"))


class Peaks:
    """Largest sample of each of `PEAKS` equal slices of so many samples."""

    def __init__(self, length: int) -> None:
        self.edges = np.linspace(0, length, PEAKS + 1).astype(int)[:-1]
        self.loudest = np.zeros(PEAKS)
        self.start = 0

    def add(self, samples: Samples) -> None:
        stop = self.start + len(samples)
        inside = self.edges[(self.edges > self.start) & (self.edges < stop)]
        cuts = np.concatenate([[self.start], inside])
        found = np.maximum.reduceat(np.abs(samples).max(1), cuts - self.start)
        np.maximum.at(self.loudest, np.searchsorted(self.edges, cuts, "right") - 1, found)
        self.start = stop

    def shown(self) -> list[int]:
        """0-100."""
        return [round(100 * min(1.0, float(peak))) for peak in self.loudest]


def encode(sound: Iterable[Samples], length: int, path: str) -> dict[str, Any]:
    """Writes the file, a FLAC or a WAV where its name ends so, else an MP3, for files that are not
    whole yet have names of all kinds; what its page tells of it."""
    meter, peaks = Meter(), Peaks(length)
    kind = {".flac": "FLAC", ".wav": "WAV"}.get(Path(path).suffix, "MP3")
    with soundfile.SoundFile(path, "w", RATE, 2, format=kind) as file:
        for piece in sound:
            file.write(piece)
            meter.add(piece)
            peaks.add(piece)
    loudness = meter.loudness()
    return {
        "seconds": round(length / RATE, 3),
        "loudness": round(loudness, 2) if loudness >= SILENCE_LUFS else None,
        "peaks": peaks.shown(),
    }


def main(samples: str, path: str) -> None:
    sound = Sound(Path(samples))
    sys.stdout.write(json.dumps(encode(levelled(sound), sound.length, path)))


if __name__ == "__main__":
    main(*sys.argv[1:])
