"""Who plays in a band: the parts of a card that are wanted, their roles, and their tracks."""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.catalogue import Card
from generation.codecs.instrumentation import Part
from generation.codecs.monophonic import Line
from generation.music.song import Note, Track
from generation.techniques.gan.band.config import BEGINS
from generation.techniques.gan.band.inference import Band
from generation.techniques.gan.band.parameters import OFF
from generation.techniques.gan.genres.roles import GENRES, ROLES, list_rows, name_player
from generation.techniques.gan.melody import PreparedMelody
from generation.techniques.gan.playing import write_tracks


class Ensemble(NamedTuple):
    """A genre's band, without those who are not wanted."""

    genre: int
    parts: tuple[Part, ...]
    present: NDArray[np.bool_]  # (R,)

    @property
    def chorale(self) -> bool:
        """Ends with the melody; its scores tell no bars."""
        return GENRES[self.genre] == "bach"

    def leave(self, roles: NDArray[np.bool_]) -> "Ensemble":
        """Without the parts that play those roles (R,), which are heard all the same."""
        parts = tuple(part for part in self.parts if not roles[list_rows(part)].any())
        return self._replace(parts=parts, present=mark_roles(parts) | roles)

    @property
    def players(self) -> list[tuple[int, ...]]:
        """The voices of each part that has any."""
        return [part.voices for part in self.parts if part.voices]


def choose_ensemble(card: Card, wishes: Mapping[str, Any]) -> Ensemble:
    """The band of a card as it is to play."""
    parts = choose_parts(card, wishes)
    return Ensemble(GENRES.index(card.genre), parts, mark_roles(parts))


def choose_parts(card: Card, wishes: Mapping[str, Any]) -> tuple[Part, ...]:
    """The parts of a card's band that are wanted."""
    band = map(Part.from_json, card.tracks)
    return tuple(part for part in band if wishes[name_player(part)] != OFF)


def mark_roles(parts: Sequence[Part]) -> NDArray[np.bool_]:
    """(R,) the roles that some parts play."""
    rows = list(chain.from_iterable(list_rows(part) for part in parts))
    return np.isin(np.arange(len(ROLES)), rows)


def make_tracks(
    ensemble: Ensemble,
    prepared: PreparedMelody,
    band: Band,
    melody: Sequence[Note],
    wishes: Mapping[str, Any],
) -> list[Track]:
    steps = prepared.grid.steps
    rows = zip(band.state[:, :steps], (band.rhythm == BEGINS)[:, :steps], strict=True)
    lines = [Line(state, change) for state, change in rows]
    strokes = band.drums[:, :steps] & prepared.inside
    genre = GENRES[ensemble.genre]
    return write_tracks(ensemble.parts, lines, strokes, prepared, melody, genre, wishes)
