"""What pages, the API, the board and services ask about juries."""

from chartbusters.jury.selectors.agreement import Said, said_counting
from chartbusters.jury.selectors.jurors import (
    Progress,
    Seat,
    invitation_by_code,
    juries_of,
    juror_of,
    jurors_seated,
    progress_of,
    seat_of,
)
from chartbusters.jury.selectors.rubric import (
    rubric_fault,
    rubric_is_frozen,
    rubric_of,
    rubric_version,
)
from chartbusters.jury.selectors.sheets import (
    Paper,
    comments_for,
    entries_to_judge,
    entry_to_judge,
    levels_of,
    others_said,
    papers_of,
    sheet_of,
)

__all__ = [
    "Paper",
    "Progress",
    "Said",
    "Seat",
    "comments_for",
    "entries_to_judge",
    "entry_to_judge",
    "invitation_by_code",
    "juries_of",
    "juror_of",
    "jurors_seated",
    "levels_of",
    "others_said",
    "papers_of",
    "progress_of",
    "rubric_fault",
    "rubric_is_frozen",
    "rubric_of",
    "rubric_version",
    "said_counting",
    "seat_of",
    "sheet_of",
]
