"""Whether a challenge takes entries at this moment, by the database's clock: because it is open, or
by a late link."""

from datetime import datetime

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge, Phase, PhasedChallenge
from chartbusters.challenges.services.late import late_link_use
from chartbusters.web.errors import Refusal, still_there

NOT_OPEN = {
    Phase.UPCOMING: (
        "This challenge has not opened yet. Your song is safe; come back on "
        "{opens_at:%d %B %H:%M} UTC."
    ),
    Phase.VOTING: (
        "Entries closed at {entries_close_at:%H:%M:%S} UTC on {entries_close_at:%d "
        "%B}. Your song is safe."
    ),
    Phase.HELD: "Voting is over, and the result is held back. Your song is safe.",
    Phase.CLOSED: "This challenge is over. Your song is safe; there may be another one to enter.",
}


def challenge_hold(challenge: Challenge) -> Challenge:
    """The challenge as it stands, held: who enters, or comes to stand beside a maker, or changes
    its rules, comes one after the other."""
    rows = Challenge.objects.select_for_update(no_key=True)
    return still_there(rows.filter(pk=challenge.pk).first())


def open_now(challenge: Challenge) -> datetime:
    """The database's time, if by it the challenge takes entries."""
    current = _current(challenge)
    if current.phase != Phase.OPEN:
        sentence = NOT_OPEN[Phase(current.phase)]
        raise Refusal("not_open", sentence.format(**vars(current)), 409, "challenge")
    return current.now


def open_or_late(challenge: Challenge, maker: User, late: str) -> tuple[datetime, bool]:
    """The database's time, and whether it took a late link, which is used up, to enter now."""
    current = _current(challenge)
    if late and current.phase == Phase.VOTING:
        late_link_use(challenge=current, maker=maker, code=late)
        return current.now, True
    return open_now(challenge), False


def _current(challenge: Challenge) -> PhasedChallenge:
    current = Challenge.objects.published().with_phase().filter(pk=challenge.pk).first()
    if current is None:
        raise Refusal("no_challenge", "There is no such challenge.", 404, "challenge")
    return current
