"""One way to train any technique: the shell's command and the site's jobs both take a course."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

from generation.networks.config import ArcnnConfig
from generation.training import arcnn, editor, extender, gan, lessons, listening, singers, singing, transformer
from generation.training.cards import install, textures_of
from generation.training.chorales import chorales_of
from generation.training.export import serialized, tensors_of
from generation.training.genres import GENRES


class UnknownGenre(LookupError):
    """The technique cannot be trained on this genre."""


@dataclass(frozen=True)
class Course:
    """A run, opened where it stopped."""

    lines: Callable[[], Iterator[dict[str, Any]]]  # trains to the end; one line an epoch, see `gan.train`
    publish: Callable[[str], None]  # (commit of the code) -> writes weights and card into the run's folder


class Offer(NamedTuple):
    """What can be trained: genres, and the numbers of the plan that may be chosen."""

    genres: tuple[str, ...]
    plan: type
    open: Callable[[str, Path, Path, Any], Course]  # (genre, data, folder, plan)


def gan_course(genre: str, data: Path, folder: Path, plan: gan.Plan) -> Course:
    kind = GENRES[genre]
    training, valid = (kind.corpus(data, split) for split in ("train", "valid"))
    run = gan.open_run(plan, kind, training, valid, folder)

    def publish(commit: str) -> None:
        told = {"likelihood_steps": run.step, "cycles": run.cycle, "log": "log.jsonl"}
        content = listening.card_content(genre, kind.config, plan.seed, commit, told)
        tensors = {**tensors_of(run.average), "textures": textures_of(training, kind.config, seed=1)}
        install(folder, content.pop("name"), serialized(tensors), content)

    return Course(lambda: gan.train(run, listening.listener_for(genre, kind.config, training, valid)), publish)


def arcnn_course(genre: str, data: Path, folder: Path, plan: arcnn.Plan) -> Course:
    training, valid = (chorales_of(data, split) for split in ("train", "valid"))
    run = arcnn.open_run(plan, ArcnnConfig(), training, valid, folder)

    def publish(commit: str) -> None:
        content = editor.card_content(run.network.config, plan.seed, commit, {"steps": run.step, "log": "log.jsonl"})
        install(folder, content.pop("name"), serialized(tensors_of(run.average)), content)

    return Course(lambda: arcnn.train(run, editor.listener_for(valid)), publish)


def transformer_course(genre: str, data: Path, folder: Path, plan: transformer.Plan) -> Course:
    return singing_course(data, folder, plan) if genre == "chorales" else extending_course(data, folder, plan)


def extending_course(data: Path, folder: Path, plan: transformer.Plan) -> Course:
    training, valid = (lessons.library_of(data, split) for split in ("train", "valid"))
    run = transformer.open_run(plan, extender.SIZES, lessons.material_of(training, valid, plan), folder)
    begun = extender.beginning(plan.start)

    def publish(commit: str) -> None:
        told = {"steps": run.step, "log": "log.jsonl", **begun}
        content = extender.card_content(run.network.sizes, plan.seed, commit, told)
        install(folder, content.pop("name"), serialized(tensors_of(run.average)), content)

    return Course(lambda: transformer.train(run, extender.listener_for(valid)), publish)


def singing_course(data: Path, folder: Path, plan: transformer.Plan) -> Course:
    """A model for the JSB table alone; its weights are no technique's."""
    run = transformer.open_run(plan, singing.SIZES, singers.material_of(data, plan), folder)

    def publish(commit: str) -> None:
        singers.keep(folder, f"chorales-{plan.seed}", run.average, {"plan": asdict(plan), "commit": commit})

    return Course(lambda: transformer.train(run, lambda network, samples, label: {}), publish)


OFFERS = {
    "gan": Offer(tuple(GENRES), gan.Plan, gan_course),
    "arcnn": Offer(("bach",), arcnn.Plan, arcnn_course),
    "transformer": Offer(("any", "chorales"), transformer.Plan, transformer_course),
}


def course_for(technique: str, genre: str, data: Path, folder: Path, wishes: dict[str, Any]) -> Course:
    """Opens the run in `folder`, new or begun. `wishes` are fields of the technique's plan.

    Raises `UnknownGenre`, and OSError where the data pack is not complete.
    """
    offer = OFFERS[technique]
    if genre not in offer.genres:
        raise UnknownGenre(f"{technique} is trained on {', '.join(offer.genres)}.")
    return offer.open(genre, data, folder, offer.plan(**wishes))
