"""The best network so far, ready to be published: `best/` in the folder of a run; beside it those
of a few epochs on the way, `epochs/00004/`.

`best` points to a folder that is whole, whatever ends the process: the next one is written beside
it, and then the name is moved. So is that of an epoch, which is never written again: whoever goes
on from before it learns the same once more.
"""

import json
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from generation.catalogue import write_card
from generation.milestones import FOLDER, is_milestone, name_epoch
from generation.training.epochlog import Line
from generation.training.experiment import Export
from generation.training.install import install_several

BEST, CARD = "best", "card.json"
MOST_EPOCHS = 400  # that a card tells of: of more, every so many, the best and the last
KEPT = ("epoch", "phase", "at", "train", "valid", "measures", "distance")


class BestKeeper:
    """Keeps the best network of a run, and on its card what was learnt epoch by epoch."""

    def __init__(
        self, folder: Path, export: Callable[[dict[str, Any]], Export], told: dict[str, Any]
    ) -> None:
        """`told` is what the card tells of the run whatever it learns."""
        self.folder, self.export, self.told = folder, export, told

    def __call__(self, lines: Sequence[Line]) -> None:
        """With all lines of the run, that of this epoch last."""
        last, best = lines[-1], [line for line in lines if line["best"]][-1]
        training = {**self.told, **tell_course(lines, best)}
        if last is best or not (self.folder / BEST / CARD).exists():
            self.write(last, training)
        else:
            self.tell(training)
        if is_milestone(last["epoch"]):
            self.mark(last, training)

    def write(self, line: Line, training: dict[str, Any]) -> None:
        """A folder of its own, then its name."""
        place = self.folder / f"{BEST}-{line['epoch']:05d}"
        self.lay(place, training)
        point(self.folder / BEST, place)
        for other in self.folder.glob(f"{BEST}-*"):
            if other != place:
                shutil.rmtree(other, ignore_errors=True)

    def mark(self, line: Line, training: dict[str, Any]) -> None:
        """Keeps this epoch, whether it was a good one or not."""
        place = self.folder / FOLDER / name_epoch(line["epoch"])
        if place.exists():
            return
        new = place.with_suffix(".new")
        shutil.rmtree(new, ignore_errors=True)
        self.lay(new, training)
        os.replace(new, place)

    def lay(self, place: Path, training: dict[str, Any]) -> None:
        """The network as it is now, with its card."""
        found = self.export(training)
        install_several(place, *found)
        own = json.loads((place / f"{found.cards[0]['name']}.json").read_text())
        write_card(place / CARD, own)

    def tell(self, training: dict[str, Any]) -> None:
        """The same weights, and what was learnt since."""
        for path in (self.folder / BEST).glob("*.json"):
            card = json.loads(path.read_text())
            write_card(path, {**card, "training": {**card["training"], **training}})

    def publish(self) -> None:
        """At the end: the best becomes what the run has made."""
        for path in (self.folder / BEST).resolve().iterdir():
            if path.name != CARD:
                shutil.copyfile(path, self.folder / path.name)


def point(link: Path, folder: Path) -> None:
    """Makes `link` lead to a folder beside it; it always leads somewhere."""
    new = link.with_name(f"{link.name}.new")
    new.unlink(missing_ok=True)
    new.symlink_to(folder.name)
    os.replace(new, link)


def tell_course(lines: Sequence[Line], best: Line) -> dict[str, Any]:
    """What was learnt epoch by epoch, for a card."""
    stride = -(-len(lines) // MOST_EPOCHS)
    shown = [
        shorten(line)
        for number, line in enumerate(lines)
        if number % stride == 0 or line is best or line is lines[-1]
    ]
    minutes = round(best["seconds"] / 60, 1)
    return {"best": best["epoch"], "minutes": minutes, "epochs": shown}


def shorten(line: Line) -> Line:
    return {name: line[name] for name in KEPT}
