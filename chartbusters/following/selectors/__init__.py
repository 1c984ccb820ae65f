"""Everything that is asked about who follows, blocks and mutes whom."""

from chartbusters.following.selectors.blocks import (
    blocked_by,
    blocked_people,
    blocks_between,
    hidden_from,
    muted_by,
    muted_people,
)
from chartbusters.following.selectors.follows import (
    MOST_COUNTED,
    Ties,
    followers_count,
    followers_page,
    following_count,
    following_page,
    ties_of,
)

__all__ = [
    "MOST_COUNTED",
    "Ties",
    "blocked_by",
    "blocked_people",
    "blocks_between",
    "followers_count",
    "followers_page",
    "following_count",
    "following_page",
    "hidden_from",
    "muted_by",
    "muted_people",
    "ties_of",
]
