"""What pages, the API, the board and services ask about juries."""

from chartbusters.jury.selectors.agreement import Said, agreement_of, said_counting
from chartbusters.jury.selectors.jurors import (
    Progress,
    Seat,
    invitation_by_code,
    juries_of,
    juror_of,
    jurors_asked,
    jurors_seated,
    jurors_sitting,
    jury_due,
    progress_of,
    seat_at,
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
    may_listen,
    others_said,
    papers_of,
    sheet_of,
)

__all__ = [
    "Paper",
    "Progress",
    "Said",
    "Seat",
    "agreement_of",
    "comments_for",
    "entries_to_judge",
    "entry_to_judge",
    "invitation_by_code",
    "juries_of",
    "juror_of",
    "jurors_asked",
    "jurors_seated",
    "jurors_sitting",
    "jury_due",
    "levels_of",
    "may_listen",
    "others_said",
    "papers_of",
    "progress_of",
    "rubric_fault",
    "rubric_is_frozen",
    "rubric_of",
    "rubric_version",
    "said_counting",
    "seat_at",
    "sheet_of",
]
