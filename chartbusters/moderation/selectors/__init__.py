"""What pages and the API ask about reports, and about entries as organisers see them."""

from chartbusters.moderation.selectors.entries import (
    DeskEntry,
    desk_entry,
    entries_page,
    words_on,
)
from chartbusters.moderation.selectors.reports import (
    Told,
    comments_needed,
    report_told,
    reports_mine,
    reports_of,
    reports_open,
    reports_waiting,
    songs_heard,
)

__all__ = [
    "DeskEntry",
    "Told",
    "comments_needed",
    "desk_entry",
    "entries_page",
    "report_told",
    "reports_mine",
    "reports_of",
    "reports_open",
    "reports_waiting",
    "songs_heard",
    "words_on",
]
