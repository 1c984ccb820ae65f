"""Everything that changes reports."""

from chartbusters.moderation.services.deciding import refuse_stranger, report_decide
from chartbusters.moderation.services.reporting import (
    ballot_report,
    comment_report,
    entry_report,
    person_report,
    quotes_erase,
    song_report,
)

__all__ = [
    "ballot_report",
    "comment_report",
    "entry_report",
    "person_report",
    "quotes_erase",
    "refuse_stranger",
    "report_decide",
    "song_report",
]
