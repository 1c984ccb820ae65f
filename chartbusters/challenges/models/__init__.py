"""Challenges with their phases and rules, and the entries frozen into them."""

from chartbusters.challenges.models.challenges import (
    BoardShows,
    Challenge,
    ChallengeNote,
    Phase,
    PhasedChallenge,
    phase_of,
)
from chartbusters.challenges.models.entries import Entry, Sketch
from chartbusters.challenges.models.letters import Letter
from chartbusters.challenges.models.organisers import Organiser, Role
from chartbusters.challenges.models.seals import Seal

__all__ = [
    "BoardShows",
    "Challenge",
    "ChallengeNote",
    "Entry",
    "Letter",
    "Organiser",
    "Phase",
    "PhasedChallenge",
    "Role",
    "Seal",
    "Sketch",
    "phase_of",
]
