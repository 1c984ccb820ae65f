"""A run that trains the Transformer."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generation.techniques.transformer.card import beginning, card_content
from generation.techniques.transformer.config import CONFIG, change_config
from generation.techniques.transformer.dataset import ScoreDataset, load_batches, validation_batches
from generation.techniques.transformer.packing import from_arrays
from generation.techniques.transformer.plan import Plan
from generation.techniques.transformer.samples import make_sample_function
from generation.techniques.transformer.train import Trainee, TrainingData
from generation.training.experiment import Experiment
from generation.training.export import export_tensors, serialized
from generation.training.install import install
from generation.training.packs import Pack

VALIDATED = 16  # windows of one batch of validation


def open_experiment(genre: str, pack: Pack, plan: Plan, network: Mapping[str, Any]) -> Experiment:
    if plan.teachers:
        raise ValueError("Only models of the JSB table learn from teachers.")
    config = change_config(CONFIG, network)
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
    begun = beginning(plan.start)

    def publish(folder: Path, commit: str, told: dict[str, Any]) -> None:
        content = card_content(config, plan.seed, commit, {**told, **begun})
        install(folder, content.pop("name"), serialized(export_tensors(trainee.average)), content)

    return Experiment(trainee, publish)
