"""Everything that is asked about who follows, blocks and mutes whom, about songs passed on, and
about streams."""

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
from chartbusters.following.selectors.posts import reposts, reposts_count, songs_reposted
from chartbusters.following.selectors.stream import Item, stream_page
from chartbusters.following.selectors.suggesting import people_suggested

__all__ = [
    "MOST_COUNTED",
    "Item",
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
    "people_suggested",
    "reposts",
    "reposts_count",
    "songs_reposted",
    "stream_page",
    "ties_of",
]
