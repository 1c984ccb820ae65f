"""Everything that changes a jury: its rubric, its jurors, their sheets."""

from chartbusters.jury.services.inviting import Address, Invited, jurors_invite
from chartbusters.jury.services.jurors import (
    juror_accept,
    juror_decline,
    juror_remove,
    jurors_forget,
)
from chartbusters.jury.services.reminding import juror_remind, jurors_remind
from chartbusters.jury.services.rubric import (
    MOST_CRITERIA,
    criterion_delete,
    criterion_save,
    refuse_unready,
    rubric_copy,
    rubric_save,
)
from chartbusters.jury.services.sheets import sheet_reopen, sheet_save, sheet_submit

__all__ = [
    "MOST_CRITERIA",
    "Address",
    "Invited",
    "criterion_delete",
    "criterion_save",
    "juror_accept",
    "juror_decline",
    "juror_remind",
    "juror_remove",
    "jurors_forget",
    "jurors_invite",
    "jurors_remind",
    "refuse_unready",
    "rubric_copy",
    "rubric_save",
    "sheet_reopen",
    "sheet_save",
    "sheet_submit",
]
