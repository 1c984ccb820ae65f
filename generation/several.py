"""Several takes of one wish, by techniques that play one at a time."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from generation.catalogue import Card
from generation.music.song import Song, Track
from generation.take import Check, Progress, Take, difference

Play = Callable[..., Take]
Key = tuple[str, int, bool, int]


def play_several(
    play: Play,
    card: Card,
    song: Song,
    track: int,
    parameters: dict[str, Any],
    seed: int,
    progress: Progress,
    check: Check,
) -> Take:
    """As many takes as `candidates` says, each with the next seed: what one of them is like does
    not depend on how many there are."""
    count = int(parameters.get("candidates", 1))
    takes = [
        play(
            *(card, song, track, parameters, seed + number),
            share_progress(progress, number, count),
            check,
        )
        for number in range(count)
    ]
    if count == 1:
        return takes[0]
    first, *others = align_tracks(len(song.tracks), [take.song for take in takes])
    return takes[0]._replace(song=first, others=tuple(difference(first, other) for other in others))


def share_progress(progress: Progress, number: int, count: int) -> Progress:
    """How far all are while take `number` of `count` is played. Only the first can be heard before
    its end."""

    def tell(fraction: float, stage: str, draft: Callable[[], Song] | None = None) -> None:
        words = f"Take {number + 1} of {count}: {stage}" if count > 1 else stage
        drafts = [draft] if draft and number == 0 else []
        progress((number + fraction) / count, words, *drafts)

    return tell


def align_tracks(given: int, songs: Sequence[Song]) -> list[Song]:
    """The songs with the same tracks: where one of those that came after the `given` ones is
    missing, it is silent."""
    known: dict[Key, Track] = {}
    added = [dict(name_tracks(song.tracks[given:])) for song in songs]
    for tracks in added:
        for key, track in tracks.items():
            known.setdefault(key, replace(track, notes=()))
    return [
        song.with_tracks([*song.tracks[:given], *({**known, **tracks}).values()])
        for song, tracks in zip(songs, added, strict=True)
    ]


def name_tracks(tracks: Sequence[Track]) -> Iterator[tuple[Key, Track]]:
    """Each by what it is, and which of that kind."""
    for place, track in enumerate(tracks):
        kind = (track.name, track.program, track.drums)
        before = [(each.name, each.program, each.drums) for each in tracks[:place]]
        yield (*kind, before.count(kind)), track
