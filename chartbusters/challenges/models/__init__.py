"""Challenges with their phases and rules, and the entries frozen into them."""

from chartbusters.challenges.models.applause import Applause
from chartbusters.challenges.models.authors import MOST_AUTHORS, Author
from chartbusters.challenges.models.challenges import Challenge, ChallengeNote, PhasedChallenge
from chartbusters.challenges.models.choices import BoardShows, Kind, Palette, Takes
from chartbusters.challenges.models.covers import Example, Picture
from chartbusters.challenges.models.disqualifications import Disqualification
from chartbusters.challenges.models.entries import Entry, Sketch
from chartbusters.challenges.models.join_requests import JoinRequest
from chartbusters.challenges.models.late import LateLink
from chartbusters.challenges.models.letters import Letter
from chartbusters.challenges.models.members import ClassCode, Member
from chartbusters.challenges.models.organisers import Organiser, Role
from chartbusters.challenges.models.phases import OVER, Phase, phase_of
from chartbusters.challenges.models.seals import Seal
from chartbusters.challenges.models.trainings import EntryTraining

__all__ = [
    "MOST_AUTHORS",
    "OVER",
    "Applause",
    "Author",
    "BoardShows",
    "Challenge",
    "ChallengeNote",
    "ClassCode",
    "Disqualification",
    "Entry",
    "EntryTraining",
    "Example",
    "JoinRequest",
    "Kind",
    "LateLink",
    "Letter",
    "Member",
    "Organiser",
    "Palette",
    "Phase",
    "PhasedChallenge",
    "Picture",
    "Role",
    "Seal",
    "Sketch",
    "Takes",
    "phase_of",
]
