"""The model's file, and the same tables for the studio's page."""

import json
from pathlib import Path
from typing import Any

from generation.genres.model import MODEL
from generation.techniques.gan.genres.registry import CREDITS

PAGE = Path(__file__).parents[3] / "frontend" / "src" / "genres" / "tables.json"
CARD = {
    "name": "genres",
    "title": "Genres of melodies",
    "description": "How likely the notes of a melody are under the melodies of each genre: six "
    "smoothed tables of a note's time, rest, interval, turn and place, weighted by "
    "cross-validation. It knows a genre by the collection that stands for it here.",
    "licence": "MIT",
    "data": CREDITS,
}


def write_model(tables: dict[str, Any], figures: dict[str, Any]) -> None:
    short = json.loads(json.dumps(figures), parse_float=lambda text: round(float(text), 3))
    write_json(MODEL, {"card": {**CARD, "figures": short}, "tables": tables})
    write_json(PAGE, tables)


def write_json(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, separators=(",", ":"), ensure_ascii=False) + "\n")
