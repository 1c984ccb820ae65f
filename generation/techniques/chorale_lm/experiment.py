"""A run that trains a model of the JSB table; its weights are no technique's."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from generation.codecs.chorale import unpack_chorales
from generation.techniques.chorale_lm.features import CONFIG
from generation.techniques.chorale_lm.models import save_model
from generation.techniques.chorale_lm.train import make_data
from generation.techniques.transformer.config import change_config
from generation.techniques.transformer.plan import Plan
from generation.techniques.transformer.train import Trainee
from generation.training.experiment import Experiment
from generation.training.packs import Pack


def open_experiment(genre: str, pack: Pack, plan: Plan, network: Mapping[str, Any]) -> Experiment:
    """A model for the JSB table alone; its weights are no technique's."""
    train, valid = (unpack_chorales(pack.part(genre, split)) for split in ("train", "valid"))
    data = make_data(train, valid, plan)
    trainee = Trainee(plan, change_config(CONFIG, network), data, lambda network, folder, label: {})

    def publish(folder: Path, commit: str, told: dict[str, Any]) -> None:
        save_model(
            folder,
            f"chorales-{plan.seed}",
            trainee.average,
            {"plan": asdict(plan), "commit": commit},
        )

    return Experiment(trainee, publish)
