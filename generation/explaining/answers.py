"""What an explanation says, and how it is kept."""

from collections.abc import Sequence
from itertools import chain
from typing import Any, NamedTuple

from generation.asked_note import Place


class Named(NamedTuple):
    """Notes of one track in one bar, or one beat, on which a note depends."""

    track: int
    bar: int  # from 1
    beat: int | None  # from 1; None: all of the bar
    places: tuple[Place, ...]
    without: float  # the probability of the note when these are not there
    change: float  # nats that the note's probability loses with them; below 0 it gains

    def as_json(self) -> dict[str, Any]:
        return {
            "track": self.track,
            "bar": self.bar,
            "beat": self.beat,
            "notes": [list(place.note) for place in self.places],
            "without": round(self.without, 6),
            "change": round(self.change, 4),
        }


class Explanation(NamedTuple):
    """An answer. Probabilities are those of a pitch, given that a note begins there."""

    probability: float
    alternatives: tuple[tuple[int, float], ...]  # the likeliest other pitches
    named: tuple[Named, ...]  # on which it depends most, the most first
    together: float  # its probability without any of those
    passes: int  # how often the model was asked

    @property
    def places(self) -> list[Place]:
        """All the notes that are named."""
        return list(chain.from_iterable(each.places for each in self.named))

    def as_json(self) -> dict[str, Any]:
        return {
            "probability": round(self.probability, 6),
            "alternatives": [
                {"pitch": pitch, "probability": round(chance, 6)}
                for pitch, chance in self.alternatives
            ],
            "named": [each.as_json() for each in self.named],
            "together": round(self.together, 6),
            "passes": self.passes,
        }


def rank(named: Sequence[Named]) -> list[Named]:
    """Those that matter most first."""
    return sorted(named, key=lambda each: -abs(each.change))
