"""The tables of `manage.py evaluate continuation`: those of the Transformer, and beside them what
networks like it say of chorales."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from generation.catalogue import Card
from generation.evaluation.sections import round_makers
from generation.evaluation.tables import Asked, Result, Say
from generation.techniques.chorale_lm import evaluate as chorales
from generation.techniques.transformer import evaluate as transformer
from generation.techniques.transformer.corpora import CORPORA


def evaluate(
    folder: Path,
    split: str = "valid",
    count: int = 200,
    samples: int = transformer.SAMPLES,
    pieces: int | None = None,
    corpora: Sequence[str] = (*CORPORA,),
    say: Callable[[str], None] = lambda text: None,
) -> dict[str, Any]:
    """`pieces` limits the works of each corpus and the chorales."""
    result = transformer.evaluate(folder, split, count, samples, pieces, corpora, say)
    return {**result, "chorales": chorales.measure_models(folder, pieces, say, split)}


def as_text(result: dict[str, Any]) -> str:
    """The tables for people, in fixed columns."""
    rows = [chorales.as_text(row) for row in result["chorales"]]
    return "\n".join([transformer.as_text(result), "", chorales.PROTOCOL, *rows])


def compute(card: Card, asked: Asked, say: Say) -> Result:
    count, pieces = asked.openings, asked.pieces
    return evaluate(asked.folder, asked.split, count, pieces=pieces, say=say)


def figures(result: Result, before: Result) -> Result:
    """All of them, in place of what the card has said; the table of gaps stays beside them."""
    sections = [{**each, "makers": round_makers(each["makers"])} for each in result["sections"]]
    told = {name: part for name, part in result.items() if name not in ("table", "split")}
    gaps = {"gaps": before["gaps"]} if "gaps" in before else {}
    return {**told, "sections": sections, **gaps}
