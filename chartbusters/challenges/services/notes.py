"""What everybody reads of a challenge that was changed after it had opened."""

from chartbusters.challenges.changes import changes_between
from chartbusters.challenges.models import Challenge, ChallengeNote, Phase, PhasedChallenge
from chartbusters.challenges.noticing import note_tell
from chartbusters.web.errors import Refusal


def wordless_refuse(before: PhasedChallenge, after: Challenge, words: str) -> None:
    if _is_told(before) and changes_between(before, after) and not words:
        message = (
            "It has opened, and people count on what stood there. Say in a few words why it "
            "changes: they are shown with what was changed. Nothing was saved."
        )
        raise Refusal("note_needed", message, 409, "note")


def _is_told(before: PhasedChallenge) -> bool:
    """Whether people read of its changes: it has opened to them. It may be hidden for the moment
    only."""
    return before.phase != Phase.UPCOMING and (before.published or before.entries.exists())


def changes_tell(before: PhasedChallenge, words: str) -> str:
    """What has changed, in words; on the challenge's page too, where it had opened to people
    before."""
    said = " ".join(changes_between(before, Challenge.objects.get(pk=before.pk)))
    if said and _is_told(before):
        note = ChallengeNote.objects.create(challenge=before, text=said, words=words)
        note_tell(note)
    return said
