"""Everything that changes challenges and entries."""

from chartbusters.challenges.services.challenges import (
    challenge_check,
    challenge_extend,
    challenge_publish,
    challenge_save,
    challenge_words,
)
from chartbusters.challenges.services.entries import (
    entries_erase,
    entry_create,
    entry_withdraw,
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
    "challenge_check",
    "challenge_extend",
    "challenge_publish",
    "challenge_save",
    "challenge_words",
    "entries_erase",
    "entry_create",
    "entry_withdraw",
    "moments_note",
    "organiser_add",
    "organiser_change",
    "organiser_remove",
    "organisers_write",
    "receipt_of",
]
