"""Everything that changes challenges and entries."""

from chartbusters.challenges.services.applause import (
    applause_give,
    applause_take,
    applauses_erase,
)
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
from chartbusters.challenges.services.receipts import receipt_of

__all__ = [
    "applause_give",
    "applause_take",
    "applauses_erase",
    "challenge_check",
    "challenge_extend",
    "challenge_publish",
    "challenge_save",
    "challenge_words",
    "entries_erase",
    "entry_create",
    "entry_withdraw",
    "receipt_of",
]
