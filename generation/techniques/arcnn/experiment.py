"""A run that trains the AR-CNN."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from generation.catalogue import config_from
from generation.codecs.chorale import unpack_chorales
from generation.techniques.arcnn.card import card_content
from generation.techniques.arcnn.config import ArcnnConfig
from generation.techniques.arcnn.plan import Plan
from generation.techniques.arcnn.samples import make_real_function, make_sample_function
from generation.techniques.arcnn.train import Trainee
from generation.training.experiment import Experiment, Export
from generation.training.export import export_tensors, serialized
from generation.training.packs import Pack
from generation.training.start import describe_start, find_start


def open_experiment(genre: str, pack: Pack, plan: Plan, network: Mapping[str, Any]) -> Experiment:
    begun = find_start("arcnn", plan.start) if plan.start else None
    shape = config_from(ArcnnConfig, begun.card.sizes) if begun else ArcnnConfig()
    config = replace(shape, **network)
    train, valid = (pack.part(genre, split) for split in ("train", "valid"))
    unseen = unpack_chorales(valid)
    trainee = Trainee(plan, config, train, valid, make_sample_function(unseen))

    def export(commit: str, training: dict[str, Any]) -> Export:
        told = {**training, **describe_start(begun)} if begun else training
        content = card_content(config, plan.seed, commit, told, genre) | pack.credit(genre)
        return Export(content["name"], serialized(export_tensors(trainee.average)), [content])

    return Experiment(trainee, export, make_real_function(unseen))
