"""Everything that is written about who follows, blocks and mutes whom, and songs passed on."""

from chartbusters.following.services.blocks import (
    blocked_refuse,
    person_block,
    person_mute,
    person_unblock,
    person_unmute,
)
from chartbusters.following.services.follows import person_follow, person_unfollow
from chartbusters.following.services.posts import song_post, song_repost, song_unrepost

__all__ = [
    "blocked_refuse",
    "person_block",
    "person_follow",
    "person_mute",
    "person_unblock",
    "person_unfollow",
    "person_unmute",
    "song_post",
    "song_repost",
    "song_unrepost",
]
