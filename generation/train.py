"""`python -m generation.train TECHNIQUE ...`: trains a network, or goes on where a run has stopped.
Knows no Django.

Exit status: 0 trained to its end, 1 an accident, 2 not understood, 3 the data or the folder cannot
be used, 4 training cannot be done here, or its losses are no numbers any more.
"""

import argparse
import errno
import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from generation.techniques import TECHNIQUES, trainable
from generation.techniques.record import load

# getting ready counts as well for whoever has rented a machine by the minute
BEGAN = time.monotonic()
# What may be chosen in the shell beside what a plan says: (option, type, help).
WISHES = (
    ("steps", int, "of likelihood"),
    ("cycles", int, "adversarial cycles after them"),
    ("batch", int, "windows a step"),
    ("seed", int, "of weights, windows and masks"),
    ("loaders", int, "processes that prepare batches"),
    ("processes", int, "that share each step on a processor"),
    ("start", str, "name of an installed model to begin with"),
    ("peak", float, "share of the learning rates to reach, for a model begun with"),
)
FLAGS = (
    (
        "bfloat16",
        "multiply matrices in half precision: faster where the processor knows it; a GPU "
        "always does",
    ),
    ("compiled", "compile the step before it is first taken: faster after a minute or two"),
)
DONE, ACCIDENT, NOT_UNDERSTOOD, NO_DATA, NO_USE = range(5)


class NotTrained(Exception):
    """Why nothing, or no more, was learnt; with an exit status."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def genres_in_words() -> str:
    return "; ".join(f"{each.name}: {' or '.join(each.genres)}" for each in trainable().values())


def defaults_in_words(option: str) -> str:
    """Whose runs may choose it, and what they do where nobody chooses."""
    defaults = {name: each.choices.get(option) for name, each in trainable().items()}
    return ", ".join(
        f"{name} {value}".rstrip() for name, value in defaults.items() if value is not None
    )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("technique", choices=list(trainable()))
    parser.add_argument(
        "--data",
        type=Path,
        required=True,
        help="a packed data set, or the data pack's folder of zips",
    )
    parser.add_argument(
        "--out", type=Path, required=True, help="folder for checkpoints, log.jsonl and samples"
    )
    parser.add_argument(
        "--plan", type=Path, help="file with the choices below: see generation/plans/"
    )
    parser.add_argument(
        "--run", choices=["gpu", "cpu"], help="which run of the plan (default: that of the device)"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="rehearse the plan's run: every line of it, in small"
    )
    parser.add_argument("--genre", help=genres_in_words())
    parser.add_argument(
        "--minutes", type=float, help="end by then, all sittings of this run counted together"
    )
    parser.add_argument("--device", help="cpu or cuda (default cpu, with a plan that of its run)")
    parser.add_argument(
        "--epochs", type=int, help=f"of likelihood, in steps: {defaults_in_words('epoch')}"
    )
    for name, kind, told in WISHES:
        parser.add_argument(f"--{name}", type=kind, help=f"{told} ({defaults_in_words(name)})")
    parser.add_argument("--start-from", dest="start", help=argparse.SUPPRESS)
    for name, told in FLAGS:
        parser.add_argument(f"--{name}", action="store_true", default=None, help=told)
    parser.add_argument("--with-parent", action="store_true", help=argparse.SUPPRESS)


def main(words: Sequence[str]) -> int:
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    parser = argparse.ArgumentParser(prog="python -m generation.train", description=__doc__)
    add_arguments(parser)
    options = vars(parser.parse_args(words))
    if options["with_parent"]:
        os.nice(10)  # the site's own work goes first
        threading.Thread(target=end_with_parent, daemon=True).start()
    try:
        for line in lines_of(options):
            print(json.dumps(line), flush=True)  # noqa: T201
    except NotTrained as error:
        logging.error("%s", error)
        return error.status
    return DONE


def lines_of(options: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Trains to the end and publishes; one line a checkpoint. Raises `NotTrained`."""
    from generation.requiring import TorchMissing, require_torch

    try:
        require_torch()
        yield from trained(options)
    except TorchMissing as error:
        raise NotTrained(NO_USE, str(error)) from error
    except OSError as error:
        told = f"{error.filename} ({error.strerror})" if error.filename else str(error)
        raise NotTrained(
            NO_DATA, f"The training data or the folder of the run cannot be used: {told}."
        ) from error


def trained(options: dict[str, Any]) -> Iterator[dict[str, Any]]:
    # Here, not above: whoever asks for help must not wait for torch.
    from generation.catalogue import UnknownModel
    from generation.training import loop
    from generation.training.packs import BadPack
    from generation.training.plans import BadPlan

    try:
        chosen = choices(options)
        experiment = open_experiment_of(options, chosen)
        run = loop.open_run(experiment.trainee, options["out"], chosen.limits, BEGAN)
        yield from loop.train(run)
    except (BadPlan, UnknownModel, ValueError) as error:
        status = NO_DATA if isinstance(error, BadPack) else NOT_UNDERSTOOD
        raise NotTrained(status, str(error)) from error
    except loop.Diverged as error:
        raise NotTrained(NO_USE, str(error)) from error
    told = {
        "steps": run.done,
        "minutes": round(sum(run.seconds.values()) / 60, 1),
        "device": device_name(experiment),
    }
    experiment.publish(options["out"], commit(), {**told, "log": "log.jsonl"})


def choices(options: dict[str, Any]) -> Any:
    """What the plan says, and then what the shell says; see `plans.Chosen`."""
    from dataclasses import replace

    from generation.training.loop import Limits
    from generation.training.plans import BadPlan, Chosen, read_plan

    technique, dry = TECHNIQUES[options["technique"]], options["dry_run"]
    chosen = Chosen("", {}, {}, Limits())
    if options["plan"]:
        by_device = "gpu" if dry or options["device"] == "cuda" else "cpu"
        chosen = read_plan(options["plan"], options["technique"], options["run"] or by_device, dry)
    elif dry or options["run"]:
        raise BadPlan("--dry-run and --run are for a --plan.")
    names = ("device", *(name for name, *_ in (*WISHES, *FLAGS)))
    said = {name: options[name] for name in names if options[name] is not None}
    if options["epochs"] is not None:
        said.setdefault("steps", options["epochs"] * technique.choices["epoch"])
    genre = options["genre"] or chosen.genre
    if genre not in technique.genres:
        raise BadPlan(f"--genre: {technique.name} is trained on {' or '.join(technique.genres)}.")
    minutes = chosen.limits.minutes if options["minutes"] is None else options["minutes"]
    limits = chosen.limits._replace(minutes=minutes)
    return replace(chosen, genre=genre, training={**chosen.training, **said}, limits=limits)


def open_experiment_of(options: dict[str, Any], chosen: Any) -> Any:
    """Networks and data; see `training.experiment`."""
    import torch

    from generation.training.plans import plan_from

    technique = TECHNIQUES[options["technique"]]
    plan = plan_from(technique.plan, chosen.training)
    if plan.device == "cuda" and not torch.cuda.is_available():
        raise ValueError("--device cuda: torch finds no GPU here.")
    # on a GPU, what is not in half precision; processors do not change
    torch.set_float32_matmul_precision("high")
    pack = pack_of(options["technique"], chosen.genre, options["data"], options["out"])
    open_experiment = load(technique.training(chosen.genre).experiment)
    experiment = open_experiment(chosen.genre, pack, plan, chosen.network)
    parameters = sum(
        each.numel() for each in next(iter(experiment.trainee.modules.values())).parameters()
    )
    logging.info(
        "%s on %s: %s parameters, %s", options["technique"], plan.device, f"{parameters:,}", plan
    )
    return experiment


def pack_of(technique: str, genre: str, data: Path, out: Path) -> Any:
    """The packed data set: a file as it is, or made of a folder's archives and kept with the
    run."""
    from generation.training.packs import read_pack

    if data.is_file():
        return read_pack(data, technique)
    kept = out / "data.pack"
    if kept.is_file():
        return read_pack(kept, technique)
    if not data.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(data))
    # reads archives: what needs none has no need of their readers
    from generation.training.packing import (
        build_file,
    )

    return build_file(technique, TECHNIQUES[technique].sources((genre,)), data, kept)


def device_name(experiment: Any) -> str:
    import torch

    device = experiment.trainee.device
    return (
        torch.cuda.get_device_name(device)
        if device.type == "cuda"
        else f"{os.cpu_count()} processors"
    )


def commit() -> str:
    """The commit of the code, or nothing where there is no git."""
    here = Path(__file__).parent
    found = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=here, capture_output=True, text=True, check=False
    )
    return found.stdout.strip()


def end_with_parent() -> None:
    """Waits until the one that started us is gone, whatever became of it: its end of our input
    closes."""
    while os.read(sys.stdin.fileno(), 1):  # not through a buffer, whose lock would bar our own end
        pass
    os._exit(ACCIDENT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
