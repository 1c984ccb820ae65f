"""Which melody of many is most like another: what somebody would copy a band from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from generation.evaluation.bands.chords import measure_chroma
from generation.evaluation.bands.swaps import find_tonic
from generation.evaluation.intervals import Floats
from generation.music.metrics.view import View
from generation.music.song import Song

BARS = 16  # that are compared


def profile(song: Song) -> Floats:
    """(2 * BARS, 12) pitch classes of a melody by half bars, each of length 1, above the tonic."""
    view = View.of(song, BARS, tracks=[0]).window(0, BARS)
    chroma = np.roll(measure_chroma(view), -find_tonic(song), axis=1)
    lengths = np.linalg.norm(chroma, axis=1, keepdims=True)
    return np.divide(chroma, lengths, out=np.zeros_like(chroma), where=lengths > 0)


@dataclass(frozen=True)
class Melodies:
    """Melodies among which the nearest is looked for."""

    profiles: Floats  # (songs, 2 * BARS, 12)

    @classmethod
    def of(cls, songs: Sequence[Song]) -> "Melodies":
        return cls(np.stack(list(map(profile, songs))))

    def find_nearest(self, song: Song) -> int:
        """The one whose half bars are most like those of `song` (mean cosine)."""
        return int(np.tensordot(self.profiles, profile(song), 2).argmax())
