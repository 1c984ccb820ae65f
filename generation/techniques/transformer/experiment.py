"""A run that trains the Transformer."""

from collections.abc import Mapping
from typing import Any

from generation.techniques.transformer.card import card_content
from generation.techniques.transformer.config import CONFIG, change_config, read_config
from generation.techniques.transformer.dataset import ScoreDataset, load_batches, validation_batches
from generation.techniques.transformer.packing import from_arrays
from generation.techniques.transformer.plan import Plan
from generation.techniques.transformer.samples import make_real_function, make_sample_function
from generation.techniques.transformer.train import Trainee, TrainingData
from generation.training.experiment import Experiment, Export
from generation.training.export import export_tensors, serialized
from generation.training.packs import Pack
from generation.training.start import describe_start, find_start

VALIDATED = 16  # windows of one batch of validation


def open_experiment(genre: str, pack: Pack, plan: Plan, network: Mapping[str, Any]) -> Experiment:
    if plan.teachers:
        raise ValueError("Only models of the JSB table learn from teachers.")
    begun = find_start("transformer", plan.start) if plan.start else None
    config = change_config(read_config(begun.card.sizes) if begun else CONFIG, network)
    train, valid = (from_arrays(pack.part(genre, split)) for split in ("train", "valid"))
    dataset = ScoreDataset(train, plan.batch, plan.seed)
    kept = validation_batches(
        valid, min(VALIDATED, plan.validation), max(1, plan.validation // VALIDATED)
    )
    data = TrainingData(
        lambda first: load_batches(dataset, first, plan.steps, plan.loaders, plan.device == "cuda"),
        kept,
    )
    trainee = Trainee(plan, config, data, make_sample_function(valid))

    def export(commit: str, training: dict[str, Any]) -> Export:
        told = {**training, **describe_start(begun)} if begun else training
        content = card_content(config, plan.seed, commit, told, genre) | pack.credit(genre)
        return Export(content["name"], serialized(export_tensors(trainee.average)), [content])

    return Experiment(trainee, export, make_real_function(valid))
