"""What an entry is beside its recipes, in a few words on its row of the board."""

from typing import Any

from scoring.models import ReportState
from scoring.provenance.selectors import Stamp, stamp_of

STAMP = [f"provenance__{name}" for name in ("state", "standing", "written", "kept")]


def stamp_on(told: Any) -> Stamp | None:
    """From a row that has these columns; nothing while it is not worked out."""
    if told.provenance__state != ReportState.DONE:
        return None
    return stamp_of(
        state=told.provenance__state,
        standing=told.provenance__standing,
        written=told.provenance__written,
        kept=told.provenance__kept,
    )
