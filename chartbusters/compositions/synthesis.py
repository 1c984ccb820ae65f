"""The child process that turns MIDI into MP3: `synthesis.py FONT OUT.mp3 < song.mid`; prints the
figures as JSON.

A script of its own, which imports nothing of ours: what goes wrong in a synthesizer or an encoder
ends here. Loudness: ITU-R BS.1770, brought to -14 LUFS, as streaming services have it, so that no
entry wins by being loud.

What is played is measured, levelled and encoded in pieces: copies of ten minutes in one piece took
1.5 GB.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import pyloudnorm
import soundfile
from numpy.typing import NDArray
from scipy.ndimage import minimum_filter1d, uniform_filter1d
from scipy.signal import lfilter
from symusic import Score, Synthesizer

RATE = 44_100
TARGET_LUFS = -14.0
CEILING = 10 ** (-1 / 20)  # -1 dBFS
SILENCE_LUFS = -70.0  # the absolute gate of BS.1770
LOUDEST_GAIN = 10 ** (24 / 20)  # a single soft note is not blown up to a fanfare
BLOCK = 64  # samples of one gain value of the limiter: 1.5 ms
REACH = 16  # blocks over which the gain falls before a peak and recovers after it
FADE = RATE // 20
TAIL = RATE // 2
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


def played(midi: bytes, font: str) -> list[Samples]:
    """The sound of the song in pieces; half a second of silence for a song without notes."""
    score: Any = Score.from_midi(midi)
    if not score.note_num():
        return [np.zeros((TAIL, 2), np.float32)]
    samples = np.asarray(Synthesizer(font, RATE, 4).render(score, stereo=True), np.float32).T
    np.nan_to_num(samples, copy=False)
    # The synthesizer stops dead with the last note: a short fade keeps that from clicking.
    samples[-FADE:] *= np.linspace(1, 0, FADE, dtype=np.float32)[-len(samples) :, None]
    whole = (
        len(samples) // CHUNK * CHUNK
    )  # the silence follows within a piece: all but the last are of whole blocks
    return [
        *_cut(samples[:whole]),
        *_cut(np.concatenate([samples[whole:], np.zeros((TAIL, 2), np.float32)])),
    ]


def _cut(samples: Samples) -> list[Samples]:
    return [samples[start : start + CHUNK] for start in range(0, len(samples), CHUNK)]


def measured(pieces: Iterable[Samples]) -> float:
    """Integrated loudness in LUFS, -inf for silence."""
    meter = Meter()
    for piece in pieces:
        meter.add(piece)
    return meter.loudness()


def levelled(pieces: Sequence[Samples]) -> Iterator[Samples]:
    """At the target loudness, with its peaks held below the ceiling."""
    loudness = measured(pieces)
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
    """Writes the MP3; what its page tells of it."""
    meter, peaks = Meter(), Peaks(length)
    with soundfile.SoundFile(path, "w", RATE, 2, format="MP3") as file:
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


def main(font: str, path: str) -> None:
    pieces = played(sys.stdin.buffer.read(), font)
    figures = encode(levelled(pieces), sum(map(len, pieces)), path)
    sys.stdout.write(json.dumps(figures))


if __name__ == "__main__":
    main(*sys.argv[1:])
