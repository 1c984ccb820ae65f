"""Challenges with their phases and rules, and the entries frozen into them."""

from chartbusters.challenges.models.challenges import (
    BoardShows,
    Challenge,
    ChallengeNote,
    Palette,
    Phase,
    PhasedChallenge,
    phase_of,
)
from chartbusters.challenges.models.covers import Example, Picture
from chartbusters.challenges.models.entries import Entry, Sketch
from chartbusters.challenges.models.organisers import Organiser, Role
from chartbusters.challenges.models.seals import Seal

__all__ = [
    "BoardShows",
    "Challenge",
    "ChallengeNote",
    "Entry",
    "Example",
    "Organiser",
    "Palette",
    "Phase",
    "PhasedChallenge",
    "Picture",
    "Role",
    "Seal",
    "Sketch",
    "phase_of",
]
