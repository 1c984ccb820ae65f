"""A run that trains the AR-CNN."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from generation.codecs.chorale import unpack_chorales
from generation.techniques.arcnn.card import card_content
from generation.techniques.arcnn.config import ArcnnConfig
from generation.techniques.arcnn.plan import Plan
from generation.techniques.arcnn.samples import make_sample_function
from generation.techniques.arcnn.train import Trainee
from generation.training.experiment import Experiment
from generation.training.export import export_tensors, serialized
from generation.training.install import install
from generation.training.packs import Pack


def open_experiment(genre: str, pack: Pack, plan: Plan, network: Mapping[str, Any]) -> Experiment:
    config = replace(ArcnnConfig(), **network)
    train, valid = (pack.part(genre, split) for split in ("train", "valid"))
    trainee = Trainee(plan, config, train, valid, make_sample_function(unpack_chorales(valid)))

    def publish(folder: Path, commit: str, training: dict[str, Any]) -> None:
        content = card_content(config, plan.seed, commit, training)
        install(folder, content.pop("name"), serialized(export_tensors(trainee.average)), content)

    return Experiment(trainee, publish)
