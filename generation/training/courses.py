"""One way to train any technique: the shell's commands and the site's jobs all take a course."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, NamedTuple

from generation.codecs.chorale import chorales_from
from generation.techniques.arcnn import card as editor
from generation.techniques.arcnn import train as arcnn
from generation.techniques.arcnn.config import ArcnnConfig
from generation.techniques.arcnn.samples import listener_for
from generation.techniques.chorale_lm import features as singing
from generation.techniques.chorale_lm import train as singing_train
from generation.techniques.gan import samples as listening
from generation.techniques.gan import train as gan
from generation.techniques.gan.config import GENRES
from generation.techniques.gan.textures import textures_of
from generation.techniques.transformer import card as extender
from generation.techniques.transformer import train as transformer
from generation.techniques.transformer.config import SIZES
from generation.techniques.transformer.dataset import ScoreDataset, load_batches, validation_batches
from generation.techniques.transformer.packing import from_arrays
from generation.techniques.transformer.samples import listener_for as openings_listener
from generation.training.export import serialized, tensors_of
from generation.training.install import install
from generation.training.loop import Trainee
from generation.training.packs import Pack

VALIDATED = 16  # windows of one batch of validation


class Course(NamedTuple):
    """A trainee, and how what it has learnt is published: (folder, commit, what the card tells of
    the training)."""

    trainee: Trainee
    publish: Callable[[Path, str, dict[str, Any]], None]


class Offer(NamedTuple):
    """What can be trained: genres, what a run may choose, and how it begins."""

    genres: tuple[str, ...]
    plan: type[gan.Plan] | type[arcnn.Plan] | type[transformer.Plan]
    open: Callable[
        [str, Pack, Any, Mapping[str, Any]], Course
    ]  # (genre, data, plan, changes to the network's shape)


def gan_course(genre: str, pack: Pack, plan: gan.Plan, network: Mapping[str, Any]) -> Course:
    config = replace(GENRES[genre], **network)
    train, valid = (pack.part(genre, split) for split in ("train", "valid"))
    textures = textures_of(train, config, seed=1)
    trainee = gan.Trainee(
        plan, config, train, valid, listening.listener_for(genre, config, textures, valid)
    )

    def publish(folder: Path, commit: str, told: dict[str, Any]) -> None:
        content = listening.card_content(genre, config, plan.seed, commit, told)
        install(
            folder,
            content.pop("name"),
            serialized({**tensors_of(trainee.average), "textures": textures}),
            content,
        )

    return Course(trainee, publish)


def arcnn_course(genre: str, pack: Pack, plan: arcnn.Plan, network: Mapping[str, Any]) -> Course:
    config = replace(ArcnnConfig(), **network)
    train, valid = (pack.part(genre, split) for split in ("train", "valid"))
    trainee = arcnn.Trainee(plan, config, train, valid, listener_for(chorales_from(valid)))

    def publish(folder: Path, commit: str, told: dict[str, Any]) -> None:
        content = editor.card_content(config, plan.seed, commit, told)
        install(folder, content.pop("name"), serialized(tensors_of(trainee.average)), content)

    return Course(trainee, publish)


def transformer_course(
    genre: str, pack: Pack, plan: transformer.Plan, network: Mapping[str, Any]
) -> Course:
    return (singing_course if genre == "chorales" else extending_course)(genre, pack, plan, network)


def extending_course(
    genre: str, pack: Pack, plan: transformer.Plan, network: Mapping[str, Any]
) -> Course:
    sizes = replace(SIZES, **network)
    train, valid = (from_arrays(pack.part(genre, split)) for split in ("train", "valid"))
    dataset = ScoreDataset(train, plan.batch, plan.seed)
    kept = validation_batches(
        valid, min(VALIDATED, plan.validation), max(1, plan.validation // VALIDATED)
    )
    material = transformer.Material(
        lambda first: load_batches(dataset, first, plan.steps, plan.loaders, plan.device == "cuda"),
        kept,
    )
    trainee = transformer.Trainee(plan, sizes, material, openings_listener(valid))
    begun = extender.beginning(plan.start)

    def publish(folder: Path, commit: str, told: dict[str, Any]) -> None:
        content = extender.card_content(sizes, plan.seed, commit, {**told, **begun})
        install(folder, content.pop("name"), serialized(tensors_of(trainee.average)), content)

    return Course(trainee, publish)


def singing_course(
    genre: str, pack: Pack, plan: transformer.Plan, network: Mapping[str, Any]
) -> Course:
    """A model for the JSB table alone; its weights are no technique's."""
    train, valid = (chorales_from(pack.part(genre, split)) for split in ("train", "valid"))
    material = singing_train.material_of(train, valid, plan)
    trainee = transformer.Trainee(
        plan, replace(singing.SIZES, **network), material, lambda network, folder, label: {}
    )

    def publish(folder: Path, commit: str, told: dict[str, Any]) -> None:
        singing_train.keep(
            folder,
            f"chorales-{plan.seed}",
            trainee.average,
            {"plan": asdict(plan), "commit": commit},
        )

    return Course(trainee, publish)


OFFERS = {
    "gan": Offer(tuple(GENRES), gan.Plan, gan_course),
    "arcnn": Offer(("bach",), arcnn.Plan, arcnn_course),
    "transformer": Offer(("any", "chorales"), transformer.Plan, transformer_course),
}
