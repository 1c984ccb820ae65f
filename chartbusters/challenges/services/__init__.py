"""Everything that changes challenges and entries."""

from chartbusters.challenges.services.challenges import (
    challenge_check,
    challenge_extend,
    challenge_publish,
    challenge_save,
    challenge_words,
)
from chartbusters.challenges.services.disqualifying import entry_disqualify, entry_reinstate
from chartbusters.challenges.services.entries import (
    entries_erase,
    entry_create,
    entry_withdraw,
)
from chartbusters.challenges.services.organisers import (
    organiser_add,
    organiser_change,
    organiser_remove,
)
from chartbusters.challenges.services.receipts import receipt_of

__all__ = [
    "challenge_check",
    "challenge_extend",
    "challenge_publish",
    "challenge_save",
    "challenge_words",
    "entries_erase",
    "entry_create",
    "entry_disqualify",
    "entry_reinstate",
    "entry_withdraw",
    "organiser_add",
    "organiser_change",
    "organiser_remove",
    "receipt_of",
]
