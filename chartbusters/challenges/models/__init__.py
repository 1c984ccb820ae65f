"""Challenges with their phases and rules, and the entries frozen into them."""

from chartbusters.challenges.models.applause import Applause
from chartbusters.challenges.models.challenges import (
    BoardShows,
    Challenge,
    ChallengeNote,
    Phase,
    PhasedChallenge,
    phase_of,
)
from chartbusters.challenges.models.entries import Entry, Sketch
from chartbusters.challenges.models.seals import Seal

__all__ = [
    "Applause",
    "BoardShows",
    "Challenge",
    "ChallengeNote",
    "Entry",
    "Phase",
    "PhasedChallenge",
    "Seal",
    "Sketch",
    "phase_of",
]
