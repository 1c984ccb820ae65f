"""`python -m generation.train TECHNIQUE ...`: trains a network, or goes on where a run has stopped.
Knows no Django.

Exit status: 0 trained to its end, 1 an accident, 2 not understood, 3 the data or the folder cannot
be used, 4 training cannot be done here, or its losses are no numbers any more.
"""

import argparse
import contextlib
import errno
import json
import logging
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from generation.techniques import TECHNIQUES
from generation.techniques.record import load
from generation.train_choices import add_arguments, choices

# getting ready counts as well for whoever has rented a machine by the minute
BEGAN = time.monotonic()

SHIPPED = Path(__file__).parent / "datasets/packs"  # measured with, where no other music is told
DONE, ACCIDENT, NOT_UNDERSTOOD, NO_DATA, NO_USE = range(5)


class NotTrained(Exception):
    """Why nothing, or no more, was learnt; with an exit status."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def main(words: Sequence[str]) -> int:
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    parser = argparse.ArgumentParser(prog="python -m generation.train", description=__doc__)
    add_arguments(parser)
    options = vars(parser.parse_args(words))
    if options["with_parent"]:
        go_last()
        threading.Thread(target=end_with_parent, daemon=True).start()
    try:
        for line in train_to_end(options):
            print(json.dumps(line), flush=True)  # noqa: T201
    except NotTrained as error:
        logging.error("%s", error)
        return error.status
    return DONE


def go_last() -> None:
    """The site's own work goes first, and where memory runs out the kernel ends this process before
    any other: its last checkpoint stands."""
    os.nice(10)
    with contextlib.suppress(OSError):  # where there is no Linux
        Path("/proc/self/oom_score_adj").write_text("1000")


def train_to_end(options: dict[str, Any]) -> Iterator[dict[str, Any]]:
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
        if options["pace"]:
            yield measure_pace(options, chosen)
            return
        sitting = open_sitting(options, chosen)
        yield from loop.train(sitting.run)
    except (BadPlan, UnknownModel, ValueError) as error:
        status = NO_DATA if isinstance(error, BadPack) else NOT_UNDERSTOOD
        raise NotTrained(status, str(error)) from error
    except loop.Diverged as error:
        raise NotTrained(NO_USE, str(error)) from error
    if not sitting.run.stopped:
        sitting.publish()


def open_sitting(options: dict[str, Any], chosen: Any) -> Any:
    """The run where it stands, with its data; see `training.sitting`."""
    from generation.training.sitting import Sitting

    plan = make_plan(options, chosen)
    pack = open_pack(options["technique"], chosen.genre, options["data"], options["out"])
    experiment = load_experiment(options, chosen, plan, pack)
    return Sitting(experiment, pack, chosen, options["out"], commit(), BEGAN)


def measure_pace(options: dict[str, Any], chosen: Any) -> dict[str, Any]:
    """How fast the run would go here; nothing is kept of it."""
    from generation.training.pace import measure_pace

    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        data = options["data"] or SHIPPED / f"arranged-{options['technique']}.pack"
        plan = make_plan(options, chosen)
        pack = open_pack(options["technique"], chosen.genre, data, out)
        experiment = load_experiment(options, chosen, plan, pack)
        values = chosen.wish.get("parameters") or {}
        return measure_pace(experiment, values, time.monotonic() - BEGAN, out)


def make_plan(options: dict[str, Any], chosen: Any) -> Any:
    """The technique's plan, asked for before any data are read: its wishes may be refused."""
    import torch

    from generation.training.plans import plan_from

    fitting = {"bfloat16": knows_half()} if chosen.wish else {}
    plan = plan_from(TECHNIQUES[options["technique"]].plan, {**fitting, **chosen.training})
    if plan.device == "cuda" and not torch.cuda.is_available():
        raise ValueError("--device cuda: torch finds no GPU here.")
    return plan


def load_experiment(options: dict[str, Any], chosen: Any, plan: Any, pack: Any) -> Any:
    """Networks and data; see `training.experiment`."""
    import torch

    technique = TECHNIQUES[options["technique"]]
    # on a GPU, what is not in half precision; processors do not change
    torch.set_float32_matmul_precision("high")
    open_experiment = load(technique.training(chosen.genre).experiment)
    experiment = open_experiment(chosen.genre, pack, plan, chosen.network)
    parameters = sum(
        each.numel() for each in next(iter(experiment.trainee.modules.values())).parameters()
    )
    logging.info(
        "%s on %s: %s parameters, %s", options["technique"], plan.device, f"{parameters:,}", plan
    )
    return experiment


def open_pack(technique: str, genre: str, data: Path, out: Path) -> Any:
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


def knows_half() -> bool:
    """Whether this processor multiplies matrices in half precision by itself, and so is faster."""
    try:
        told = Path("/proc/cpuinfo").read_text()
    except OSError:
        return False
    return "avx512_bf16" in told or "amx_bf16" in told


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
