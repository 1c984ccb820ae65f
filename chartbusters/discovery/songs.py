"""Songs as lists show them: read in one query, without notes."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from chartbusters.compositions.models import song_address
from chartbusters.discovery.wishes import HEARD, LOVED, Place, Wish

COLUMNS = [
    *(f"listing__{name}" for name in ("pk", "hearts", "plays", "genre", "techniques", "seconds")),
    *("listing__listed_at", "pk", "title", "slug", "licence", "updated_at"),
    *("owner__username", "owner__display_name"),
]
# What stands instead of the first columns for a song that was never in the lists.
UNLISTED = (0, 0, 0, "", "", 0)


class Song(NamedTuple):
    """One song, in the order of `COLUMNS`."""

    key: int
    hearts: int
    plays: int
    genre: str
    techniques: str
    seconds: int
    listed_at: datetime | None  # never, for what only its maker has heard
    pk: UUID
    title: str
    slug: str
    licence: str
    updated_at: datetime
    username: str
    display_name: str

    @property
    def maker(self) -> str:
        return self.display_name or self.username

    @property
    def address(self) -> str:
        return song_address(username=self.username, slug=self.slug)

    @property
    def length(self) -> str:
        return f"{self.seconds // 60}:{self.seconds % 60:02}"

    def place(self, wish: Wish) -> Place:
        """Where it stands in the order that is wished for."""
        figures = {LOVED: self.hearts, HEARD: self.plays}
        return Place(figures.get(wish.sort, 0), self.key)


def song_read(row: tuple[Any, ...]) -> Song:
    """The song of a row with these columns, of any song: only its listing may be missing."""
    if row[0] is None:
        row = UNLISTED + row[len(UNLISTED) :]
    return Song(*row)


class Found(NamedTuple):
    """One page of songs, and the place after which the next one begins, if there is one."""

    songs: list[Song]
    more: Place | None = None
