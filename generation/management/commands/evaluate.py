"""`manage.py evaluate NAME|all`: the benchmark tables of the model cards, computed anew."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from generation.catalogue import Card, cards


class Command(BaseCommand):
    """Exit status: 0 done, 1 the data could not be read, 2 no such model."""

    help = "Computes the tables of the model cards on melodies that the models never saw."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="a model, a technique (gan), or all")
        parser.add_argument(
            "--data", type=Path, default=Path("../shared/data"), help="folder with the data pack's zips"
        )
        parser.add_argument("--write", action="store_true", help="also write the figures into the installed cards")
        parser.add_argument("--json", action="store_true", help="print the tables as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        # Here, not above: `manage.py help` must not wait for what evaluation needs.
        from generation.training.evaluation import as_text, evaluate

        chosen = chosen_cards(options["name"])
        try:
            results = [evaluate(card, options["data"]) for card in chosen]
        except OSError as error:
            raise CommandError(f"The data pack is not complete: {error.filename} is missing.") from error
        if options["write"]:
            for card, result in zip(chosen, results, strict=True):
                write_figures(card, result)
        text = json.dumps(results) if options["json"] else "\n\n".join(as_text(result) for result in results)
        sys.stdout.write(text + "\n")


def chosen_cards(name: str) -> list[Card]:
    chosen = [card for card in cards() if name in ("all", card.name, card.technique)]
    if not chosen:
        raise CommandError(f"No model or technique is called {name!r}; `manage.py models` lists them.", returncode=2)
    return chosen


def write_figures(card: Card, result: dict[str, Any]) -> None:
    """Puts the table and the promises into the card's file."""
    path = card.weights.with_suffix(".json")
    rows = {row["model"]: rounded(row["figures"]) for row in result["rows"]}
    figures = {"protocol": result["protocol"], "promises": result["promises"], **rows}
    content = {**json.loads(path.read_text()), "figures": figures}
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n")


def rounded(figures: dict[str, float | None]) -> dict[str, float | None]:
    return {name: None if value is None else round(value, 3) for name, value in figures.items()}
