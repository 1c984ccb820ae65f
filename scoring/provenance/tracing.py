"""Which notes of a song its models wrote, followed note by note from take to take. Pure.

A note is itself as long as onset, pitch, length and velocity are, on whatever track of its kind
(drums or not): who moves it has edited it, who exchanges an instrument has not.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, NamedTuple

from generation.music.song import Note, Song

Key = tuple[bool, Note]  # drums or not, and the note
Notes = Counter[Key]


class Taken(NamedTuple):
    """A take as it was kept: its recipe, the song it was made from, and what came of it. `afters`
    are the result and the other takes of the same wish; songs that were not kept are missing."""

    recipe: dict[str, Any]
    before: Song | None
    afters: tuple[Song, ...] = ()

    @property
    def kept(self) -> bool:
        """Whether the songs on both sides are there."""
        return self.before is not None and bool(self.afters)


class Lost(NamedTuple):
    """A note as a model wrote it that is in the song no more. The track by its name, or by its
    number from 1 where it has none; bars count from 0."""

    name: str
    bar: int
    note: Note


class Trace(NamedTuple):
    """Of each take: how many of its notes are still as its model wrote them, and those that are
    not; and how many notes the song has in all."""

    kept: tuple[int, ...]
    lost: tuple[tuple[Lost, ...], ...]
    notes: int

    @property
    def generated(self) -> int:
        """Notes that are as a model wrote them."""
        return sum(self.kept)

    @property
    def gone(self) -> tuple[Lost, ...]:
        """Notes that are so no more, of all takes."""
        return tuple(chain.from_iterable(self.lost))

    @property
    def written(self) -> int:
        """Notes that models wrote and no later model took away."""
        return self.generated + len(self.gone)


def notes_of(song: Song) -> Notes:
    notes: Notes = Counter()
    for track in song.tracks:
        notes.update((track.drums, note) for note in track.notes)
    return notes


def notes_written(take: Taken, after: Song) -> Notes:
    """What the model added: the notes of `after` that its input does not have."""
    return notes_of(after) - notes_of(take.before) if take.before else Counter()


def choose_after(take: Taken, following: Song) -> Song:
    """Of the takes of one wish the one that somebody went on with: most of its notes are in the
    song that follows."""
    there = notes_of(following)
    return max(
        take.afters, key=lambda after: (notes_written(take, after) & there).total()
    )  # of equals the first, which is the result


def trace(takes: Sequence[Taken], song: Song) -> Trace:
    """Follows the notes of `takes`, in the order in which they were made, to `song`.

    Between two takes somebody may have edited: what is gone there is lost. What a model takes away
    itself is not. A take of which nothing is left where the next one began was put aside, and
    counts as never made; of the last one that is an edit like any other.
    """
    alive: list[Notes] = [Counter() for _ in takes]
    lost: list[list[Lost]] = [[] for _ in takes]
    sources: list[Song | None] = [None for _ in takes]
    for place, take in enumerate(takes):
        if take.before is None or not take.afters:
            continue
        _follow(alive, lost, sources, take.before, last=False)
        after = choose_after(take, _following(takes, place, song))
        alive = shared_out(alive, notes_of(after))
        alive[place], sources[place] = notes_written(take, after), after
    _follow(alive, lost, sources, song, last=True)
    kept = tuple(each.total() for each in alive)
    return Trace(kept, tuple(map(tuple, lost)), song.note_count)


def takes_of(takes: Sequence[Taken], song: Song) -> list[Taken]:
    """Those that the song was made with: what was put aside is not among them, what was not kept
    may be."""
    found = trace(takes, song)
    told = zip(takes, found.kept, found.lost, strict=True)
    return [take for take, kept, lost in told if kept or lost or not take.kept]


def _following(takes: Sequence[Taken], place: int, song: Song) -> Song:
    """The song in which a take was gone on with: the next input, or the song itself."""
    later = (take.before for take in takes[place + 1 :] if take.before and take.afters)
    return next(later, song)


def _follow(
    alive: list[Notes],
    lost: list[list[Lost]],
    sources: Sequence[Song | None],
    song: Song,
    *,
    last: bool,
) -> None:
    """Into the song that follows: what is there stays alive, the rest is lost."""
    still = shared_out(alive, notes_of(song))
    for place, source in enumerate(sources):
        if source is None:
            continue
        if still[place] or last:
            lost[place] += places_of(alive[place] - still[place], source)
        else:
            lost[place].clear()
    alive[:] = still


def shared_out(alive: Sequence[Notes], there: Notes) -> list[Notes]:
    """What of each is there, where each note that is there can be one of them only; the newest take
    first."""
    room, found = Counter(there), []
    for each in reversed(alive):
        found.append(each & room)
        room -= found[-1]
    return found[::-1]


def places_of(gone: Notes, source: Song) -> Iterable[Lost]:
    """Where notes stood in the song that the model made, in its order."""
    left, starts = Counter(gone), source.bar_starts()
    for number, track in enumerate(source.tracks, start=1):
        for note in track.notes:
            if left[track.drums, note] > 0:
                left[track.drums, note] -= 1
                yield Lost(track.name or f"Track {number}", _bar(starts, note.onset), note)


def _bar(starts: Sequence[int], onset: int) -> int:
    return max(0, sum(start <= onset for start in starts) - 1)
