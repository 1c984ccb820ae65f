"""What may be told of the votes of a challenge at this moment. Nobody else decides what is hidden:
whoever shows votes, ranks or how they change asks here."""

from datetime import datetime
from typing import Any, NamedTuple

from chartbusters.challenges.models import BoardShows, Phase


class BoardState(NamedTuple):
    """What everybody may be told, makers of their own rows too."""

    hidden: bool  # nothing but how many votes came on each day that is past
    until: datetime | None  # of what has happened up to then, and nothing later; None: of all

    @property
    def live(self) -> bool:
        return not self.hidden and self.until is None


ALL = BoardState(hidden=False, until=None)
NOTHING = BoardState(hidden=True, until=None)


def board_state(*, challenge: Any) -> BoardState:
    """`challenge` carries its `phase` and `now`, both by the database's clock."""
    if challenge.phase == Phase.CLOSED or challenge.board_shows == BoardShows.LIVE:
        return ALL
    frozen = challenge.board_shows == BoardShows.FROZEN and challenge.freezes_at is not None
    if not frozen:
        return NOTHING
    return ALL if challenge.now < challenge.freezes_at else BoardState(False, challenge.freezes_at)
