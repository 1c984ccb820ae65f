"""What a challenge of models needs before everybody sees it: hidden melodies, sealed."""

from chartbusters.challenges.models import Kind, PhasedChallenge
from chartbusters.desk.readiness import Step
from chartbusters.modelcontests import selectors


def melodies_missing(challenge: PhasedChallenge) -> list[Step]:
    if challenge.kind != Kind.MODELS:
        return []
    contest = selectors.contest_of(challenge=challenge)
    sealed = bool(contest and contest.sealed_at)
    words = "Its hidden melodies are sealed" if sealed else "Its hidden melodies are not sealed yet"
    return [Step(sealed, words, "desk-models", "choose and seal them", needed=True)]
