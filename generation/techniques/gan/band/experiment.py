"""A run that trains the band network."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from generation.catalogue import config_from
from generation.techniques.gan.band.card import write_cards
from generation.techniques.gan.band.config import NETWORK, BandConfig
from generation.techniques.gan.band.samples import make_real_function, make_sample_function
from generation.techniques.gan.band.textures import measure_textures
from generation.techniques.gan.band.train import Trainee
from generation.techniques.gan.plan import Plan
from generation.training.experiment import Experiment, Export
from generation.training.export import export_tensors, serialized
from generation.training.packs import Pack
from generation.training.start import Start, describe_start, find_start


def open_experiment(genre: str, pack: Pack, plan: Plan, network: Mapping[str, Any]) -> Experiment:
    """`genre` is the name of the pack's part: all genres together."""
    begun = find_start("gan", plan.start) if plan.start else None
    config = replace(fit_start(begun) if begun else BandConfig(), **network)
    train, valid = (pack.part(genre, split) for split in ("train", "valid"))
    textures = measure_textures(train, config, seed=1)
    trainee = Trainee(plan, config, train, valid, make_sample_function(textures, valid))

    def export(commit: str, training: dict[str, Any]) -> Export:
        told = {**training, **describe_start(begun)} if begun else training
        cards = write_cards(config, textures, plan.seed, commit, told)
        cards.sort(key=lambda card: begun is None or card["genre"] != begun.card.genre)
        weights = serialized({**export_tensors(trainee.average), "textures": textures})
        return Export(NETWORK, weights, cards)

    return Experiment(trainee, export, make_real_function(textures, valid))


def fit_start(start: Start) -> BandConfig:
    """The shape of the model to begin with. Raises ValueError where it is one of a single genre."""
    if start.card.network != NETWORK:
        raise ValueError(
            f"{start.card.title} has a network of its own genre: bands of all genres begin with "
            "one of theirs."
        )
    return config_from(BandConfig, start.card.sizes)
