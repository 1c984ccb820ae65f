"""Everything that is written of trust: facts of voters, weights, words of staff, questions."""

from chartbusters.trust.services.appeals import appeal_answer, appeal_make
from chartbusters.trust.services.decisions import voter_decide
from chartbusters.trust.services.identity import (
    arrival_note,
    browser_note,
    confirmation_note,
    sightings_forget,
    weights_freeze,
)
from chartbusters.trust.services.weights import votes_weigh

__all__ = [
    "appeal_answer",
    "appeal_make",
    "arrival_note",
    "browser_note",
    "confirmation_note",
    "sightings_forget",
    "voter_decide",
    "votes_weigh",
    "weights_freeze",
]
