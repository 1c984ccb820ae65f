"""Everything that changes challenges and entries."""

from chartbusters.challenges.services.challenges import (
    challenge_check,
    challenge_extend,
    challenge_publish,
    challenge_save,
    challenge_words,
)
from chartbusters.challenges.services.copying import challenge_copy
from chartbusters.challenges.services.covers import cover_draw, cover_picture
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
    "challenge_copy",
    "challenge_extend",
    "challenge_publish",
    "challenge_save",
    "challenge_words",
    "cover_draw",
    "cover_picture",
    "entries_erase",
    "entry_create",
    "entry_withdraw",
    "organiser_add",
    "organiser_change",
    "organiser_remove",
    "receipt_of",
]
