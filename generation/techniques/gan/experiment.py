"""A run that trains the GAN of a genre."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from generation.catalogue import config_from
from generation.techniques.gan.card import card_content
from generation.techniques.gan.config import GENRES, GanConfig
from generation.techniques.gan.plan import Plan
from generation.techniques.gan.samples import make_real_function, make_sample_function
from generation.techniques.gan.textures import measure_textures
from generation.techniques.gan.train import Trainee
from generation.training.experiment import Experiment, Export
from generation.training.export import export_tensors, serialized
from generation.training.packs import Pack
from generation.training.start import Start, describe_start, find_start


def open_experiment(genre: str, pack: Pack, plan: Plan, network: Mapping[str, Any]) -> Experiment:
    begun = find_start("gan", plan.start) if plan.start else None
    config = replace(fit_start(genre, begun) if begun else GENRES[genre], **network)
    train, valid = (pack.part(genre, split) for split in ("train", "valid"))
    textures = measure_textures(train, config, seed=1)
    trainee = Trainee(
        plan, config, train, valid, make_sample_function(genre, config, textures, valid)
    )

    def export(commit: str, training: dict[str, Any]) -> Export:
        told = {**training, **describe_start(begun)} if begun else training
        content = card_content(genre, config, plan.seed, commit, told) | pack.credit(genre)
        weights = serialized({**export_tensors(trainee.average), "textures": textures})
        return Export(content["name"], weights, [content])

    return Experiment(trainee, export, make_real_function(genre, config, valid))


def fit_start(genre: str, start: Start) -> GanConfig:
    """The shape of the model to begin with. Raises ValueError where it plays other voices than the
    music of the genre has."""
    card, wanted = start.card, GENRES[genre]
    if card.network:
        raise ValueError(
            f"{card.title} is played by the network of all bands: it goes on with bands."
        )
    found = config_from(GanConfig, card.sizes)
    if (found.voices, found.drums) != (wanted.voices, wanted.drums):
        raise ValueError(
            f"{card.title} plays {found.voices} voices, and music of this kind has "
            f"{wanted.voices}: begin with a model of its own kind."
        )
    return found
