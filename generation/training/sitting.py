"""A sitting of a run: its trainee and its data, what real music is like beside it, and what is
published of it in the end."""

import os
from pathlib import Path
from typing import Any

import torch

from generation.training.experiment import Experiment, Export
from generation.training.keeping import BestKeeper
from generation.training.packs import Pack
from generation.training.plans import Chosen
from generation.training.ruler import Ruler
from generation.training.run import open_run


class Sitting:
    """The run as it stands in a folder."""

    def __init__(
        self,
        experiment: Experiment,
        pack: Pack,
        chosen: Chosen,
        folder: Path,
        commit: str,
        since: float,
    ) -> None:
        self.experiment, self.pack, self.chosen = experiment, pack, chosen
        self.folder, self.commit = folder, commit
        folder.mkdir(parents=True, exist_ok=True)
        ruler = Ruler(experiment.real())
        ruler.write(folder)
        told = {"real": ruler.describe(), "real_distance": ruler.measure_floor()}
        wish = {"wish": chosen.wish} if chosen.wish else {}
        self.keeper = BestKeeper(folder, self.export, {**wish, **told})
        self.run = open_run(
            experiment.trainee, folder, chosen.limits, since, ruler=ruler, keep=self.keeper
        )

    def export(self, training: dict[str, Any]) -> Export:
        """What is served of the network as it stands."""
        told = {"steps": dict(self.run.done), "device": name_device(self.experiment), **training}
        found = self.experiment.export(self.commit, told)
        credits = self.pack.description.get("data", {}).get(self.chosen.genre)
        if credits:
            return found._replace(cards=[{**card, "data": credits} for card in found.cards])
        return found

    def publish(self) -> None:
        """The best network of a wish; of a plan, which knows why it goes so far, the last."""
        if self.chosen.wish:
            self.keeper.publish()
            return
        minutes = round(sum(self.run.seconds.values()) / 60, 1)
        self.experiment.publish(
            self.folder,
            self.commit,
            {
                "steps": self.run.done,
                "minutes": minutes,
                "device": name_device(self.experiment),
                "log": "log.jsonl",
            },
        )


def name_device(experiment: Experiment) -> str:
    device = experiment.trainee.device
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    return f"{os.cpu_count()} processors"
