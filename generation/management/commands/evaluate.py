"""`manage.py evaluate NAME|all`: the benchmark tables of the model cards, computed anew."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from generation.catalogue import Card, card_of, cards
from generation.requiring import TorchMissing, require_torch


class Command(BaseCommand):
    """Exit status: 0 done, 1 the data could not be read or torch is missing, 2 no such model."""

    help = "Computes the tables of the model cards on melodies that the models never saw."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "name", help="a model, a technique (gan, arcnn), jsb, continuation, or all"
        )
        parser.add_argument(
            "--data",
            type=Path,
            default=Path("../shared/data"),
            help="folder with the data pack's zips",
        )
        parser.add_argument(
            "--write", action="store_true", help="also write the figures into the installed cards"
        )
        parser.add_argument("--json", action="store_true", help="print the tables as JSON")
        parser.add_argument(
            "--split",
            choices=["valid", "test"],
            help="of likelihoods (jsb test, continuation valid)",
        )
        parser.add_argument(
            "--openings", type=int, default=200, help="of continuation (default 200)"
        )
        parser.add_argument(
            "--seed", type=int, default=1, help="of jsb: orders and frames (default 1)"
        )
        parser.add_argument(
            "--frames", type=int, default=1000, help="of jsb: how many are drawn (default 1000)"
        )
        parser.add_argument(
            "--pieces", type=int, help="only the first so many of a split (default all)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            results = evaluated(options, self.stderr.write)
        except TorchMissing as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(
                f"The data pack is not complete: {error.filename} is missing."
            ) from error
        if options["write"]:
            for result in results:
                write_figures(result)
        text = (
            json.dumps(results)
            if options["json"]
            else "\n\n".join(told(result) for result in results)
        )
        sys.stdout.write(text + "\n")


def evaluated(options: dict[str, Any], say: Callable[[str], None]) -> list[dict[str, Any]]:
    # Here, not above: `manage.py help` must not wait for what evaluation needs.
    from generation.techniques.arcnn import evaluate as harmonising
    from generation.techniques.arcnn import jsb_table as jsbtable
    from generation.techniques.gan import evaluate as evaluation

    def of_transformer(card: Card, folder: Path) -> dict[str, Any]:
        require_torch()
        from generation.techniques.chorale_lm import continuation

        split, count, pieces = (options[name] for name in ("split", "openings", "pieces"))
        return continuation.evaluate(folder, split or "valid", count, pieces=pieces, say=say)

    if options["name"] == "continuation":
        return [of_transformer(card_of("transformer"), options["data"])]
    if options["name"] == "jsb":
        split, seed, frames, pieces = (
            options[name] for name in ("split", "seed", "frames", "pieces")
        )
        return [jsbtable.evaluate(options["data"], split or "test", seed, frames, pieces)]
    by_technique = {
        "gan": evaluation.evaluate,
        "arcnn": harmonising.evaluate,
        "transformer": of_transformer,
    }
    return [
        by_technique[card.technique](card, options["data"])
        for card in chosen_cards(options["name"])
    ]


def told(result: dict[str, Any]) -> str:
    if result["table"] == "continuation":
        from generation.techniques.chorale_lm import continuation

        return continuation.as_text(result)
    from generation.techniques.arcnn import jsb_table as jsbtable
    from generation.techniques.gan import evaluate as evaluation

    return (jsbtable if result["table"] == "jsb" else evaluation).as_text(result)


def chosen_cards(name: str) -> list[Card]:
    chosen = [card for card in cards() if name in ("all", card.name, card.technique)]
    if not chosen:
        raise CommandError(
            f"No model or technique is called {name!r}; `manage.py models` lists them.",
            returncode=2,
        )
    return chosen


def write_figures(result: dict[str, Any]) -> None:
    """Puts the table into the file of the card it is about."""
    path = card_named(result).weights.with_suffix(".json")
    content = json.loads(path.read_text())
    if result["table"] == "continuation":
        figures = {name: part for name, part in result.items() if name != "table"}
    elif result["table"] == "jsb":
        figures = {
            **content["figures"],
            "jsb": {"protocol": result["protocol"], "rows": result["rows"]},
        }
    else:
        rows = {row["model"]: rounded(row["figures"]) for row in result["rows"]}
        figures = {
            **content["figures"],
            "protocol": result["protocol"],
            "promises": result["promises"],
            **rows,
        }
    path.write_text(
        json.dumps({**content, "figures": figures}, indent=1, ensure_ascii=False) + "\n"
    )


def card_named(result: dict[str, Any]) -> Card:
    by_table = {"jsb": "arcnn", "continuation": "transformer"}
    technique = by_table.get(result["table"])
    return (
        card_of(technique)
        if technique
        else next(card for card in cards() if card.name == result["table"])
    )


def rounded(figures: dict[str, float | None]) -> dict[str, float | None]:
    return {name: None if value is None else round(value, 3) for name, value in figures.items()}
