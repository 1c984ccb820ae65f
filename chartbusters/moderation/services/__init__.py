"""Everything that changes reports."""

from chartbusters.moderation.services.deciding import refuse_stranger, report_decide
from chartbusters.moderation.services.reporting import (
    ballot_report,
    entry_report,
    person_report,
    song_report,
)

__all__ = [
    "ballot_report",
    "entry_report",
    "person_report",
    "refuse_stranger",
    "report_decide",
    "song_report",
]
