"""What was measured, as tables of Markdown."""

from collections.abc import Iterable, Sequence

from scoring.originality.evaluation.changing import CHANGES
from scoring.originality.evaluation.levels import Level
from scoring.originality.evaluation.recall import Recall
from scoring.originality.evaluation.scale import Times


def write_recall(levels: dict[str, Level], rows: Sequence[Recall]) -> str:
    """A row a genre: its level, and what was found."""
    head = ["genre", "level, bits", "counted", "works (level / looked up)", *CHANGES]
    head += ["told of nothing's passage", "precision"]
    return _table(head, [_recall_row(levels[row.genre], row) for row in rows])


def _recall_row(level: Level, row: Recall) -> list[str]:
    found = [f"{share:.2f}" for share in row.found.values()]
    works = f"{level.works} / {row.works}"
    told = [f"{row.false} of {row.works}", f"{row.precision:.2f}"]
    return [row.genre, f"{level.bits:.0f}", f"{level.counted:.0f}", works, *found, *told]


def write_times(rows: Sequence[Times]) -> str:
    """A row a size of the index."""
    head = ["pieces", "fingerprints", "MB", "ms, median", "ms, 95 of 100", "copies found"]
    return _table(head, map(_times_row, rows))


def _times_row(row: Times) -> list[str]:
    size = [f"{row.pieces:,}", f"{row.grams:,}", f"{row.megabytes:,.0f}"]
    return [*size, f"{row.median:.1f}", f"{row.slowest:.1f}", f"{row.found:.2f}"]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    rule = ["---", *(["--:"] * (len(head) - 1))]
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, rule, *rows])
