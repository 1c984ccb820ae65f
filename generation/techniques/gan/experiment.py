"""A run that trains the GAN of a genre."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from generation.techniques.gan.card import card_content
from generation.techniques.gan.config import GENRES
from generation.techniques.gan.plan import Plan
from generation.techniques.gan.samples import make_sample_function
from generation.techniques.gan.textures import measure_textures
from generation.techniques.gan.train import Trainee
from generation.training.experiment import Experiment
from generation.training.export import export_tensors, serialized
from generation.training.install import install
from generation.training.packs import Pack


def open_experiment(genre: str, pack: Pack, plan: Plan, network: Mapping[str, Any]) -> Experiment:
    config = replace(GENRES[genre], **network)
    train, valid = (pack.part(genre, split) for split in ("train", "valid"))
    textures = measure_textures(train, config, seed=1)
    trainee = Trainee(
        plan, config, train, valid, make_sample_function(genre, config, textures, valid)
    )

    def publish(folder: Path, commit: str, training: dict[str, Any]) -> None:
        content = card_content(genre, config, plan.seed, commit, training)
        install(
            folder,
            content.pop("name"),
            serialized({**export_tensors(trainee.average), "textures": textures}),
            content,
        )

    return Experiment(trainee, publish)
