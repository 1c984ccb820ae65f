"""What is known of a technique before it is asked for anything: one record each, without torch.

Where its parts live is told by dotted names, which are imported when they are needed.
"""

import importlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple

from generation.catalogue import Parameter

OWN = "own"  # the kind of music that is somebody's own files: no archive holds it


def load(name: str) -> Any:
    """A module by its dotted name, or what one holds: `a.module:thing`."""
    module, _, thing = name.partition(":")
    found = importlib.import_module(module)
    return getattr(found, thing) if thing else found


@dataclass(frozen=True)
class NoPlan:
    """Of a technique that is not trained here."""


class Memory(NamedTuple):
    """Megabytes of a training child at its peak: `benchmarks/training_memory.py` measures them."""

    least: float = 0.0
    square: float = 0.0  # for the square of the width: weights, gradients, moments
    # for each window of a batch, and for each channel of it
    window: float = 0.0
    channel: float = 0.0


@dataclass(frozen=True)
class Training:
    """One kind of music that a technique can be trained on."""

    genre: str
    experiment: str  # (genre, data, plan, changes to the shape) -> `training.experiment.Experiment`
    source: str  # a `training.packing.Source`
    part: bool = False  # of another kind that the technique has: packed where it is asked for alone


@dataclass(frozen=True)
class Technique:
    """A way to make music. Everything that lists techniques reads these."""

    name: str  # in recipes, rules, addresses and commands
    title: str  # for people
    # A module with `play(card, song, track, parameters, seed, progress, check) -> Take`, and
    # `load(card)`, which keeps what it has loaded.
    sampler: str
    # Counted up when the same weights, wish and seed make other notes; recipes keep it, and one
    # that says nothing is of version 1.
    sampler_version: int = 1
    several: bool = False  # it plays as many takes of one wish as `candidates` says by itself
    needs_melody: bool = True  # else it goes on from drums too, and after any length
    # (card, song, track, parameters) -> seconds of one worker; without it a wish costs what the
    # card says
    cost: str = ""
    # (asked note) -> a `Belief`, which tells why a note was written; see `generation.asked_note`
    explaining: str = ""
    smaller: str = "a shorter song"  # what makes a wish cost less, to complete "Ask for less: "
    plan: type = NoPlan  # what a training run may choose
    trainings: tuple[Training, ...] = ()
    # What people may choose for a run, by its true names; see `training.choosing`.
    training_parameters: tuple[Parameter, ...] = ()
    # Values of those, by how long one is ready to wait: fast, good, overnight.
    recipes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory)  # that a run of them takes
    # (genre, values of all those) -> what the run's plan says, changes to the shape
    planned: str = ""
    # (folder of the data pack, split) -> a section of what it learns from, for people
    describe: str = ""
    # Modules with `compute`, `as_text` and `figures`, by what `manage.py evaluate` calls them; the
    # first is the table of the technique's own cards. See `evaluation.tables`.
    tables: Mapping[str, str] = field(default_factory=dict)
    # (song) -> why it cannot be learnt from, in words; empty where it can. See `datasets.own`.
    judge: str = ""

    @property
    def genres(self) -> tuple[str, ...]:
        """What it can be trained on."""
        return tuple(training.genre for training in self.trainings)

    @property
    def choices(self) -> dict[str, Any]:
        """What a training run may choose, with the defaults."""
        return {each.name: each.default for each in fields(self.plan)}

    def plan_run(
        self, genre: str, values: Mapping[str, Any]
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """What the plan of a run says for what was chosen, and how the shape of the network
        changes."""
        found: tuple[dict[str, Any], dict[str, Any]] = load(self.planned)(genre, values)
        return found

    def training(self, genre: str) -> Training:
        return next(training for training in self.trainings if training.genre == genre)

    def sources(self, genres: Iterable[str] = ()) -> dict[str, Any]:
        """Where the music of some genres, or of all that archives hold, comes from."""
        whole = [each.genre for each in self.trainings if each.genre != OWN and not each.part]
        chosen = genres or whole
        return {genre: load(self.training(genre).source) for genre in chosen}
