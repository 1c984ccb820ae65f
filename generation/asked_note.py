"""What is asked of a note that a model has made, and what a technique answers: how likely the note
was where it stands, with all that the model heard and without some of it."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from generation.catalogue import Card
from generation.music.song import TICKS_PER_QUARTER, Note, Song
from generation.take import Edit

PITCHES = 128


class Place(NamedTuple):
    """A note of a song, and the track that it is on."""

    track: int
    note: Note


class Unexplained(ValueError):
    """Nothing can be told of this note; the message says why in plain words."""


@dataclass(frozen=True)
class AskedNote:
    """A note of a take, and all that the take was made from.

    `other` is 0 for what the model was asked, and a seed for the same question put in another way
    (another key, another mask, other noise), by which an answer can be judged that was chosen by
    the first.
    """

    card: Card
    source: Song
    take: Song
    melody: int  # the track of the source that the wish was about
    parameters: dict[str, Any]
    seed: int
    edits: tuple[Edit, ...]  # the model's own, where it works note by note
    at: Place
    other: int = 0

    @property
    def drums(self) -> bool:
        return self.take.tracks[self.at.track].drums


class Belief(Protocol):
    """What a model believes of one note."""

    @property
    def heard(self) -> Collection[Place]:
        """The notes of the take that it hears there, the note itself not among them."""

    def guess(self) -> Mapping[Place, float]:
        """How much each note that is heard may matter, before anything is tried: what is tried
        first comes of it."""

    def log_probs(self, without: Collection[Place] = ()) -> NDArray[np.float64]:
        """(128,) nats of each MIDI pitch in the place of the note, given that one begins there;
        `without` some of what it hears. Of drums: of a stroke on each."""


def find_new(before: Song, after: Song) -> list[Place]:
    """The notes that `after` has more than `before`, whose tracks come first in it."""
    found: list[Place] = []
    for number, track in enumerate(after.tracks):
        old = before.tracks[number].notes if number < len(before.tracks) else ()
        fresh = Counter(track.notes) - Counter(old)
        found += [Place(number, note) for note in sorted(fresh.elements())]
    return found


def guess_by_time(at: Place, heard: Iterable[Place]) -> dict[Place, float]:
    """What sounds nearest to a note first: 1 for the same moment, half of it a beat away."""
    found = {}
    for place in heard:
        after, before = place.note.onset - at.note.end, at.note.onset - place.note.end
        apart = max(0, after, before) / TICKS_PER_QUARTER
        found[place] = 1 / (1 + apart)
    return found
