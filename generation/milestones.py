"""Epochs of a run whose weights are kept beside those of the best one, so that one can play with
what a network was on its way: the untrained one, 1, 2, 4, 8 and so on, of a thousand epochs
eleven."""

from pathlib import Path

FOLDER = "epochs"  # in that of a run: a folder for each, named by `name_epoch`


def is_milestone(epoch: int) -> bool:
    return epoch & (epoch - 1) == 0


def name_epoch(epoch: int) -> str:
    return f"{epoch:05d}"


def list_kept(run_folder: Path) -> list[int]:
    """Epochs that are there, whole; beside the best one, which has a folder of its own."""
    return sorted(int(each.name) for each in (run_folder / FOLDER).glob("[0-9]*[0-9]"))
