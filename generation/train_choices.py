"""What may be chosen for a training run in the shell, and what comes of it and of a plan."""

import argparse
from pathlib import Path
from typing import Any

from generation.techniques import TECHNIQUES, trainable
from generation.techniques.record import OWN

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
        help="a packed data set, or the data pack's folder of zips",
    )
    parser.add_argument("--out", type=Path, help="folder for checkpoints, log.jsonl and samples")
    parser.add_argument(
        "--plan", type=Path, help="file with the choices below: see generation/plans/"
    )
    parser.add_argument(
        "--wish", type=Path, help="file with what people chose: see docs/training.md"
    )
    parser.add_argument(
        "--pace", action="store_true", help="only tell how fast it would go here, as JSON"
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


def require_places(options: dict[str, Any]) -> None:
    """Raises `BadPlan` where the music or the folder of the run is not told."""
    from generation.training.plans import BadPlan

    if not options["data"]:
        raise BadPlan("--data: which music shall be learnt?")
    if not options["out"]:
        raise BadPlan("--out: where shall checkpoints and samples lie?")


def choices(options: dict[str, Any]) -> Any:
    """What the plan says, and then what the shell says; see `plans.Chosen`."""
    from dataclasses import replace

    from generation.training.loop import Limits
    from generation.training.plans import BadPlan, Chosen, read_plan
    from generation.training.wishes import choose, read_wish

    technique, dry = TECHNIQUES[options["technique"]], options["dry_run"]
    chosen = Chosen("", {}, {}, Limits())
    if options["plan"]:
        by_device = "gpu" if dry or options["device"] == "cuda" else "cpu"
        chosen = read_plan(options["plan"], options["technique"], options["run"] or by_device, dry)
    elif options["wish"]:
        chosen = read_wish(options["wish"], technique)
    elif options["pace"]:  # of the fastest recipe
        music = technique.genres[0] if options["data"] else OWN
        chosen = choose({"genre": options["genre"] or music}, technique)
    elif dry or options["run"]:
        raise BadPlan("--dry-run and --run are for a --plan.")
    if not options["pace"]:
        require_places(options)
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
