"""Everything that changes challenges and entries."""

from chartbusters.challenges.services.applause import (
    applause_give,
    applause_take,
    applauses_erase,
)
from chartbusters.challenges.services.authors import (
    author_accept,
    author_ask,
    author_decline,
    author_remove,
    authors_forget,
)
from chartbusters.challenges.services.challenges import (
    challenge_check,
    challenge_extend,
    challenge_open,
    challenge_publish,
    challenge_save,
    challenge_words,
)
from chartbusters.challenges.services.comparing import entry_compare
from chartbusters.challenges.services.copying import challenge_copy
from chartbusters.challenges.services.covers import cover_draw, cover_picture
from chartbusters.challenges.services.disqualifying import entry_disqualify, entry_reinstate
from chartbusters.challenges.services.entries import (
    entries_erase,
    entry_create,
    entry_withdraw,
)
from chartbusters.challenges.services.join_requests import join_request_answer, join_request_make
from chartbusters.challenges.services.late import LATE_CLOSED, late_link_end, late_link_give
from chartbusters.challenges.services.members import (
    class_code_end,
    class_code_make,
    member_join,
    member_remove,
    member_require,
    members_forget,
    members_list,
)
from chartbusters.challenges.services.moments import moments_note
from chartbusters.challenges.services.organisers import (
    organiser_add,
    organiser_change,
    organiser_remove,
)
from chartbusters.challenges.services.receipts import receipt_of
from chartbusters.challenges.services.writing import organisers_write

__all__ = [
    "LATE_CLOSED",
    "applause_give",
    "applause_take",
    "applauses_erase",
    "author_accept",
    "author_ask",
    "author_decline",
    "author_remove",
    "authors_forget",
    "challenge_check",
    "challenge_copy",
    "challenge_extend",
    "challenge_open",
    "challenge_publish",
    "challenge_save",
    "challenge_words",
    "class_code_end",
    "class_code_make",
    "cover_draw",
    "cover_picture",
    "entries_erase",
    "entry_compare",
    "entry_create",
    "entry_disqualify",
    "entry_reinstate",
    "entry_withdraw",
    "join_request_answer",
    "join_request_make",
    "late_link_end",
    "late_link_give",
    "member_join",
    "member_remove",
    "member_require",
    "members_forget",
    "members_list",
    "moments_note",
    "organiser_add",
    "organiser_change",
    "organiser_remove",
    "organisers_write",
    "receipt_of",
]
