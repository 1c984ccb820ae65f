"""Everything that is written about playlists."""

from chartbusters.playlists.services.playlists import (
    playlist_create,
    playlist_delete,
    playlist_link_make,
    playlist_update,
)
from chartbusters.playlists.services.songs import playlist_add, playlist_order, playlist_remove

__all__ = [
    "playlist_add",
    "playlist_create",
    "playlist_delete",
    "playlist_link_make",
    "playlist_order",
    "playlist_remove",
    "playlist_update",
]
