"""What the tables of a model are computed from: melodies that it never saw, with real bands where
there are some, the bands that it learnt from, and what its parts are called."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from generation.catalogue import Card
from generation.codecs.instrumentation import Part
from generation.music.song import Song
from generation.techniques.gan.band.config import NETWORK
from generation.techniques.gan.genres.instruments import name_players
from generation.techniques.gan.genres.subjects import ABOUT, SUBJECTS, load_learnt
from generation.techniques.gan.subjects import Subject, load_bach_subjects, load_pop_subjects

Load = Callable[[Path, Sequence[Part], str], list[Subject]]


class Stage(NamedTuple):
    """`absent`: the real bands lack some of the parts."""

    load: Load  # the melodies of a split
    learn: Callable[[Path, Sequence[Part]], list[Song]]
    players: Callable[[Sequence[Part]], Mapping[str, str]]  # of each part its name and its role
    about: str  # of the melodies, for the protocol
    absent: bool = False


def learn_subjects(load: Load, folder: Path, parts: Sequence[Part]) -> list[Song]:
    """The real bands of the training part."""
    return [subject.real for subject in load(folder, parts, "train") if subject.real]


def play_all(players: Mapping[str, str], parts: Sequence[Part]) -> Mapping[str, str]:
    return players


def set_stage(load: Load, players: Mapping[str, str]) -> Stage:
    """Of a network that plays one genre."""
    about = "up to 48 bars each"
    return Stage(load, partial(learn_subjects, load), partial(play_all, players), about)


ALONE = {
    "pop": set_stage(
        load_pop_subjects, {"bass": "bass", "comping": "comping", "pad": "pad", "drums": "drums"}
    ),
    "bach": set_stage(load_bach_subjects, {"alto": "voice", "tenor": "voice", "bass": "voice"}),
}
BANDS = {
    genre: Stage(
        load, partial(load_learnt, genre), partial(name_players, genre), ABOUT[genre], absent=True
    )
    for genre, load in SUBJECTS.items()
}


def find_stage(card: Card) -> Stage:
    stages = BANDS if card.network == NETWORK else ALONE
    return stages[card.genre]


def find_genre_stage(genre: str) -> Stage:
    """Where there is no card at hand: that of the network of the genre alone, if there is one."""
    return ALONE.get(genre) or BANDS[genre]
