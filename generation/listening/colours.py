"""Which colour each instrument has, the same in all pictures of a melody, and in those of a genre
wherever its band plays."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, count

from generation.music.song import COLOURS, Song

Colours = Mapping[str, int]


def colour_tracks(songs: Sequence[Song], usual: Sequence[str]) -> Colours:
    """A colour for each name of a track. The first track of all is the melody, which keeps the
    first colour for itself; those that are `usual` in the genre come next, then all others."""
    melodies = dict.fromkeys(song.tracks[0].name for song in songs if song.tracks)
    others = chain.from_iterable(list_names(song)[1:] for song in songs)
    rest = [name for name in dict.fromkeys([*usual, *others]) if name not in melodies]
    return dict.fromkeys(melodies, 1) | dict(zip(rest, lay_out(), strict=False))


def lay_out() -> Iterator[int]:
    """2 to `COLOURS`, again and again."""
    return (2 + number % (COLOURS - 1) for number in count())


def list_names(song: Song) -> list[str]:
    return [track.name for track in song.tracks]
