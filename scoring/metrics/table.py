"""The tables of metrics in docs/scoring.md: `python -m scoring.metrics.table` writes them."""

from collections.abc import Sequence
from inspect import getdoc
from pathlib import Path

from scoring.metrics import METRICS, REGISTRY, Metric

DOCS = Path(__file__).resolve().parents[2] / "docs" / "scoring.md"
BEGIN, END = "<!-- metrics: written by scoring.metrics.table -->", "<!-- end of metrics -->"
COLUMNS = ("metric", "group", "better", "what it means", "how it is computed", "source")
HEAD = f"| {' | '.join(COLUMNS)} |\n{'|---' * len(COLUMNS)}|"


def format_tables() -> str:
    """Both tables: what a report shows, and all others."""
    others = [metric for metric in REGISTRY if metric not in METRICS]
    words = f"{len(others)} others are measured by `manage.py measure` and by no report:"
    return f"{_format(METRICS)}\n\n{words}\n\n{_format(others)}"


def replace_tables(text: str) -> str:
    """The document with its tables as the registry has them now."""
    before, rest = text.split(BEGIN)
    return f"{before}{BEGIN}\n{format_tables()}\n{END}{rest.split(END)[1]}"


def _format(metrics: Sequence[Metric]) -> str:
    return "\n".join([HEAD, *map(_row, metrics)])


def _row(metric: Metric) -> str:
    how = " ".join((getdoc(metric.of) or "").split())
    cells = (metric.group, metric.direction, metric.line, how, metric.source)
    return f"| `{metric.name}` | {' | '.join(cells)} |"


if __name__ == "__main__":
    DOCS.write_text(replace_tables(DOCS.read_text()))
