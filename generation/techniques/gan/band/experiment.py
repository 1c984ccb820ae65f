"""A run that trains the band network."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from generation.techniques.gan.band.card import write_cards
from generation.techniques.gan.band.config import NETWORK, BandConfig
from generation.techniques.gan.band.samples import make_sample_function
from generation.techniques.gan.band.textures import measure_textures
from generation.techniques.gan.band.train import Trainee
from generation.techniques.gan.plan import Plan
from generation.training.experiment import Experiment
from generation.training.export import export_tensors, serialized
from generation.training.install import install_several
from generation.training.packs import Pack


def open_experiment(genre: str, pack: Pack, plan: Plan, network: Mapping[str, Any]) -> Experiment:
    """`genre` is the name of the pack's part: all genres together."""
    config = replace(BandConfig(), **network)
    train, valid = (pack.part(genre, split) for split in ("train", "valid"))
    textures = measure_textures(train, config, seed=1)
    trainee = Trainee(plan, config, train, valid, make_sample_function(textures, valid))

    def publish(folder: Path, commit: str, training: dict[str, Any]) -> None:
        cards = write_cards(config, textures, plan.seed, commit, training)
        weights = serialized({**export_tensors(trainee.average), "textures": textures})
        install_several(folder, NETWORK, weights, cards)

    return Experiment(trainee, publish)
