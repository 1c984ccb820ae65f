"""The child process that turns MIDI into MP3: `synthesis.py FONT OUT.mp3 < song.mid`; prints the figures as JSON.

A script of its own, which imports nothing of ours: what goes wrong in a synthesizer or an encoder ends here.
Loudness: ITU-R BS.1770, brought to -14 LUFS, as streaming services have it, so that no entry wins by being loud.
"""

import json
import sys
from typing import Any

import numpy as np
import pyloudnorm
import soundfile
from numpy.typing import NDArray
from scipy.ndimage import minimum_filter1d, uniform_filter1d
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
CHUNK = 65_536  # one whole-array write crashes libsndfile's encoders
PEAKS = 800

Samples = NDArray[np.float32]  # (n, 2)


def played(midi: bytes, font: str) -> Samples:
    """The sound of the song; half a second of silence for a song without notes."""
    score: Any = Score.from_midi(midi)
    if not score.note_num():
        return np.zeros((TAIL, 2), np.float32)
    samples = np.array(Synthesizer(font, RATE, 4).render(score, stereo=True), np.float32).T
    # The synthesizer stops dead with the last note: a short fade keeps that from clicking.
    samples[-FADE:] *= np.linspace(1, 0, FADE, dtype=np.float32)[-len(samples) :, None]
    return np.concatenate([np.nan_to_num(samples), np.zeros((TAIL, 2), np.float32)])


def measured(samples: Samples) -> float:
    """Integrated loudness in LUFS, -inf for silence. ITU-R BS.1770-4."""
    return float(pyloudnorm.Meter(RATE).integrated_loudness(samples))


def levelled(samples: Samples) -> Samples:
    """At the target loudness, with its peaks held below the ceiling."""
    loudness = measured(samples)
    if loudness < SILENCE_LUFS:
        return samples
    return limited(samples * np.float32(min(10 ** ((TARGET_LUFS - loudness) / 20), LOUDEST_GAIN)))


def limited(samples: Samples) -> Samples:
    """A look-ahead limiter: the gain goes down smoothly before a peak, so that the peak just fits."""
    blocks = -(-len(samples) // BLOCK)
    padded = np.zeros((blocks * BLOCK, 2), np.float32)
    padded[: len(samples)] = np.abs(samples)
    needed = np.minimum(1, CEILING / np.maximum(padded.reshape(blocks, -1).max(1), 1e-9))
    # The mean of minima whose windows all hold a block is no larger than that block needs, nor are its neighbours'.
    gain = uniform_filter1d(minimum_filter1d(needed, 2 * REACH + 3, mode="nearest"), 2 * REACH + 1, mode="nearest")
    centres = np.arange(blocks) * BLOCK + BLOCK / 2
    curve = np.interp(np.arange(len(samples)), centres, gain).astype(np.float32)
    return samples * curve[:, None]


def peaks(samples: Samples) -> list[int]:
    """Largest sample of each of `PEAKS` equal slices, 0-100."""
    loudest = np.abs(samples).max(1)
    edges = np.linspace(0, len(loudest), PEAKS + 1).astype(int)[:-1]
    return [round(100 * min(1.0, float(peak))) for peak in np.maximum.reduceat(loudest, edges)]


def encode(samples: Samples, path: str) -> None:
    with soundfile.SoundFile(path, "w", RATE, 2, format="MP3") as file:
        for start in range(0, len(samples), CHUNK):
            file.write(samples[start : start + CHUNK])


def main(font: str, path: str) -> None:
    samples = levelled(played(sys.stdin.buffer.read(), font))
    encode(samples, path)
    loudness = measured(samples)
    figures = {
        "seconds": round(len(samples) / RATE, 3),
        "loudness": round(loudness, 2) if loudness >= SILENCE_LUFS else None,
        "peaks": peaks(samples),
    }
    sys.stdout.write(json.dumps(figures))


if __name__ == "__main__":
    main(*sys.argv[1:])
