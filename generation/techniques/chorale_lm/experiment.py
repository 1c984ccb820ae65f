"""A run that trains a model of the JSB table; its weights are no technique's."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from generation.codecs.chorale import unpack_chorales
from generation.techniques.chorale_lm.features import CONFIG
from generation.techniques.chorale_lm.models import export_model
from generation.techniques.chorale_lm.train import make_data
from generation.techniques.transformer.config import change_config
from generation.techniques.transformer.plan import Plan
from generation.techniques.transformer.train import Trainee
from generation.training.experiment import Experiment, Export
from generation.training.packs import Pack
from generation.training.trainee import Heard


def open_experiment(genre: str, pack: Pack, plan: Plan, network: Mapping[str, Any]) -> Experiment:
    """A model for the JSB table alone; its weights are no technique's."""
    train, valid = (unpack_chorales(pack.part(genre, split)) for split in ("train", "valid"))
    data = make_data(train, valid, plan)
    config = change_config(CONFIG, network)
    trainee = Trainee(plan, config, data, lambda network, folder, label: Heard({}))

    def export(commit: str, training: dict[str, Any]) -> Export:
        told = {"plan": asdict(plan), "commit": commit}
        return export_model(f"chorales-{plan.seed}", trainee.average, told)

    return Experiment(trainee, export)
