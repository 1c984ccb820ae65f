"""What was found of own files, in the words and numbers that rows and pages have."""

from collections.abc import Mapping, Sequence
from typing import Any

from generation.datasets.own import Findings, Piece
from generation.models import DatasetPiece

NO_MUSIC = "None of these files holds music that we can read. The list says why of each."


def judge_pieces(
    rows: Sequence[DatasetPiece], findings: Findings, lowest: Mapping[int, int]
) -> None:
    """Writes into the rows of files with music what was found of each; `lowest` is the lowest pitch
    of each, by its place."""
    first: dict[str, int] = {}
    for place, (row, piece) in enumerate(zip(rows, findings.pieces, strict=False)):
        original = first.setdefault(piece.fingerprint, place)
        moved = lowest.get(place) != lowest.get(original)
        row.techniques = [] if piece.duplicate_of else teaches(piece, findings)
        row.split = piece.split if row.techniques else ""
        row.left_out = left_out_because(piece, moved=moved) if not row.split else ""


def teaches(piece: Piece, findings: Findings) -> list[str]:
    """The techniques that can learn from a piece."""
    return [technique for technique in findings.usable if technique not in piece.refusals]


def left_out_because(piece: Piece, *, moved: bool) -> str:
    if piece.duplicate_of:
        return f"the same music as {piece.duplicate_of}{', in another key' if moved else ''}"
    return "; ".join(dict.fromkeys(piece.refusals.values()))


def describe_findings(
    rows: Sequence[DatasetPiece],
    read: Sequence[DatasetPiece],
    findings: Findings,
    trouble: str = "",
) -> dict[str, Any]:
    """Counts and reasons, as a data set keeps them. `rows` are all files, `read` those that hold
    music; `trouble` is why newer files were not looked at."""
    used = [piece for piece in findings.pieces if piece.split]
    told = zip(read, findings.pieces, strict=False)
    return {
        "files": len(rows),
        "used": len(used),
        "duplicates": findings.duplicates,
        "notes": sum(piece.notes for piece in used),
        "seconds": round(sum(piece.seconds for piece in used)),
        "usable": dict(findings.usable),
        "refusals": dict(findings.refusals),
        "refusal": findings.refusal if read else NO_MUSIC,
        "reasons": {str(row.number): dict(piece.refusals) for row, piece in told if piece.refusals},
        "trouble": trouble,
    }
