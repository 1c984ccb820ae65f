"""`manage.py models`: what is installed."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from generation.catalogue import Card, cards


class Command(BaseCommand):
    """One model a line, or all their cards as JSON."""

    help = "Lists the installed models with size, genre, licence of the data and figures."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print the cards as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["json"]:
            self.stdout.write(json.dumps([asdict(card) for card in cards()], ensure_ascii=False))
            return
        for card in cards():
            self.stdout.write("\n".join(describe(card)))


def describe(card: Card) -> list[str]:
    """The card as a person reads it."""
    megabytes = card.weights.stat().st_size / 1e6 if card.weights.exists() else 0.0
    data = [f"    data: {each['name']}: {each['licence']}" for each in card.data]
    promises = ", ".join(
        f"{name.replace('_', ' ')} {n}" for name, n in card.figures.get("promises", {}).items()
    )
    figures = [f"    of unseen {promises}"] if promises else []
    return [
        f"{card.name}  {card.technique}  {card.genre}  {megabytes:.1f} MB  {card.description}",
        *data,
        *figures,
    ]
