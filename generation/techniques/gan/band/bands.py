"""Who plays in each genre: instruments, roles, and how they play to a melody's end."""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.codecs.instrumentation import (
    STRINGS,
    Part,
    build_drum_track,
    build_pitched_track,
)
from generation.codecs.monophonic import Line
from generation.music.song import Note, Track
from generation.techniques.gan.band.config import BEGINS
from generation.techniques.gan.band.inference import Band
from generation.techniques.gan.band.parameters import OFF
from generation.techniques.gan.genres.roles import GENRES, ROLES
from generation.techniques.gan.melody import PreparedMelody

COMP = (1, 2, 3)
DRUMS = Part("Drums", 0, drums=True, volume=92, level=0.95)


def bass(name: str, program: int, **told: Any) -> Part:
    return Part(name, program, (0,), lowest=28, highest=60, volume=100, level=0.95, **told)


def comp(name: str, program: int, **told: Any) -> Part:
    return Part(name, program, COMP, lowest=43, highest=84, level=0.75, pan=52, **told)


def pad(name: str, program: int) -> Part:
    return Part(name, program, (4,), lowest=43, highest=88, volume=70, level=0.7, pan=80)


def counter(name: str, program: int) -> Part:
    return Part(name, program, (5,), lowest=48, highest=96, volume=84, level=0.8, pan=40)


BANDS: Mapping[str, tuple[Part, ...]] = {
    "pop": (bass("Bass", 33), comp("Piano", 0), pad("Strings", 48), counter("Flute", 73), DRUMS),
    "rock": (bass("Bass", 34), comp("Guitar", 29), pad("Organ", 18), counter("Lead", 30), DRUMS),
    "jazz": (bass("Bass", 32), comp("Piano", 0), pad("Strings", 48), counter("Sax", 66), DRUMS),
    "symphony": (
        bass("Low strings", 43),
        comp("Horns", 60),
        pad("High strings", 48),
        counter("Winds", 71),
        DRUMS,
    ),
    "folk": (
        bass("Bass", 32),
        comp("Guitar", 24),
        pad("Accordion", 21),
        counter("Fiddle", 40),
        DRUMS,
    ),
    "bach": (
        Part("Alto", voices=(3,), pan=48, lowest=50, highest=77, **STRINGS),
        Part("Tenor", voices=(2,), pan=80, lowest=43, highest=71, **STRINGS),
        Part("Bass", voices=(0,), pan=64, lowest=34, highest=64, **STRINGS),
    ),
}
REPEATS = {"bach": 0.0, "symphony": 0.5}  # share of the luck that is the same in every bar
USUAL_REPEATS = 0.8


class Ensemble(NamedTuple):
    """A genre's band, without those who are not wanted."""

    genre: int
    parts: tuple[Part, ...]
    present: NDArray[np.bool_]  # (R,)
    repeats: float
    chorale: bool  # ends with the melody; its scores tell no bars

    def leave(self, roles: NDArray[np.bool_]) -> "Ensemble":
        """Without the parts that play those roles (R,), which are heard all the same."""
        parts = tuple(part for part in self.parts if not roles[list_rows(part)].any())
        return self._replace(parts=parts, present=mark_roles(parts) | roles)

    def keep(self, known: NDArray[np.bool_]) -> "Ensemble":
        """Without the parts that no real band of the genre has (R,)."""
        parts = tuple(part for part in self.parts if known[list_rows(part)].any())
        return self._replace(parts=parts, present=mark_roles(parts) & known)


def choose_ensemble(wishes: Mapping[str, Any]) -> Ensemble:
    """Of the parameters: a genre, and which roles play."""
    genre = str(wishes["genre"])
    parts = tuple(part for part in BANDS[genre] if wishes[name_part(part)] != OFF)
    repeats = REPEATS.get(genre, USUAL_REPEATS)
    return Ensemble(GENRES.index(genre), parts, mark_roles(parts), repeats, genre == "bach")


def mark_roles(parts: Sequence[Part]) -> NDArray[np.bool_]:
    """(R,) the roles that some parts play."""
    rows = list(chain.from_iterable(list_rows(part) for part in parts))
    return np.isin(np.arange(len(ROLES)), rows)


def list_rows(part: Part) -> list[int]:
    return [ROLES.index("drums")] if part.drums else list(part.voices)


def name_part(part: Part) -> str:
    """The parameter that has this part play."""
    return ROLES[list_rows(part)[0]].split()[0]


def make_tracks(
    ensemble: Ensemble, prepared: PreparedMelody, band: Band, melody: Sequence[Note]
) -> list[Track]:
    steps = prepared.grid.steps
    rows = zip(band.state[:, :steps], (band.rhythm == BEGINS)[:, :steps], strict=True)
    lines = [Line(state, change) for state, change in rows]
    strokes = band.drums[:, :steps] & prepared.inside
    return [
        build_drum_track(part, strokes, prepared.grid, melody)
        if part.drums
        else build_pitched_track(part, lines, prepared.grid, melody, -prepared.shift)
        for part in ensemble.parts
    ]
