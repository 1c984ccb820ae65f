"""`manage.py evaluate NAME|all`: the benchmark tables of the model cards, computed anew."""

import json
import sys
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from generation.catalogue import Card, cards, read_card, write_card
from generation.evaluation.tables import Asked
from generation.requiring import TorchMissing, require_torch
from generation.techniques import TECHNIQUES
from generation.techniques.record import load

# Of what no technique owns: modules that write into a card of their own.
SHARED = {"harmony": "generation.evaluation.harmony.table"}


class Command(BaseCommand):
    """Exit status: 0 done, 1 the data could not be read, or torch or networks are missing, 2 no
    such model."""

    help = "Computes the tables of the model cards on melodies that the models never saw."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help=names_in_words())
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
            "--test",
            action="store_const",
            const="test",
            default="valid",
            dest="split",
            help="on the test split, which nothing may be chosen by; without it on the valid split",
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
        parser.add_argument(
            "--kept",
            type=Path,
            default=settings.VAR_DIR / "tables",
            help="folder of what tables read and keep (default VAR_DIR/tables)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            tables = computed(options, self.stderr.write)
        except TorchMissing as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(
                f"The data pack is not complete: {error.filename} is missing."
            ) from error
        if options["write"]:
            for table in tables:
                write_figures(table)
        text = (
            json.dumps([table.result for table in tables])
            if options["json"]
            else "\n\n".join(table.module.as_text(table.result) for table in tables)
        )
        sys.stdout.write(text + "\n")


class Computed(NamedTuple):
    """A table, and the card (None: the module keeps one) and the module it is of."""

    card: Card | None
    module: Any
    result: dict[str, Any]


def computed(options: dict[str, Any], say: Callable[[str], None]) -> list[Computed]:
    asked = Asked(options["data"], *(options[name] for name in Asked._fields[1:]))
    tables = [(card, import_table(table)) for card, table in chosen_tables(options["name"])]
    return [Computed(card, each, each.compute(card, asked, say)) for card, each in tables]


def import_table(table: str) -> Any:
    """Raises `TorchMissing` for one that asks a network of torch."""
    try:
        return load(table)
    except ModuleNotFoundError:
        require_torch()
        raise


def chosen_tables(name: str) -> list[tuple[Card | None, str]]:
    """The table of that name, or the own tables of that model, of that technique's models, or of
    all."""
    if name in SHARED:
        return [(None, SHARED[name])]
    for technique in TECHNIQUES.values():
        if name in technique.tables and name != technique.name:
            return [(read_card(technique.name), technique.tables[name])]
    chosen = [card for card in cards() if name in ("all", card.name, card.technique)]
    if not chosen:
        raise CommandError(
            f"No model or technique is called {name!r}; `manage.py models` lists them.",
            returncode=2,
        )
    known = [(card, [*TECHNIQUES[card.technique].tables.values()]) for card in chosen]
    return [(card, own[0]) for card, own in known if own]


def write_figures(table: Computed) -> None:
    """Puts the table into the file of the card it is about."""
    if table.card is None:
        table.module.write(table.result)
        return
    path = table.card.path
    content = json.loads(path.read_text())
    figures = table.module.figures(table.result, content["figures"])
    write_card(path, {**content, "figures": figures})


def names_in_words() -> str:
    """What may be asked for."""
    tables = chain(SHARED, *(each.tables for each in TECHNIQUES.values()))
    return f"a model, a technique, a table ({', '.join(dict.fromkeys(tables))}), or all"
