"""Everything that changes connections to SoundCloud and what is published there."""

from chartbusters.soundcloud.services.connecting import (
    connection_arrive,
    connection_begin,
    connection_end,
    connection_make,
)
from chartbusters.soundcloud.services.playlist_asking import playlist_ask
from chartbusters.soundcloud.services.playlist_working import playlist_next, playlists_call
from chartbusters.soundcloud.services.publishing import publication_ask, publication_withdraw
from chartbusters.soundcloud.services.refreshing import token_of
from chartbusters.soundcloud.services.working import publication_next, publications_call

__all__ = [
    "connection_arrive",
    "connection_begin",
    "connection_end",
    "connection_make",
    "playlist_ask",
    "playlist_next",
    "playlists_call",
    "publication_ask",
    "publication_next",
    "publication_withdraw",
    "publications_call",
    "token_of",
]
