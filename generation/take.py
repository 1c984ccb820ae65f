"""What a technique tells while it plays, and what it hands back: a song, and its edits where it
works note by note."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, NamedTuple, Protocol

from generation.music.song import Note, Song

ADD, REMOVE = "add", "remove"
# Pitches (-1: silence) with their probabilities in thousandths, the likeliest first.
Belief = tuple[tuple[int, int], ...]


Check = Callable[[], None]  # called between two steps; raises to stop


class Progress(Protocol):
    """Is told how far the work is (0 to 1), what is done now, and how to have the song as far as it
    can be heard."""

    def __call__(
        self, fraction: float, stage: str, draft: Callable[[], Song] | None = None
    ) -> None: ...


def untold(fraction: float, stage: str, draft: Callable[[], Song] | None = None) -> None:
    """Progress for nobody."""


class Refused(ValueError):
    """The wish cannot be granted; the message says why in plain words."""


class Edit(NamedTuple):
    """One note more or one note less on a track."""

    kind: str  # ADD or REMOVE
    track: int
    note: Note

    def as_json(self) -> list[Any]:
        """`[kind, track, onset, pitch, length, velocity]`, as recipes keep it."""
        return [self.kind, self.track, *self.note]


class Take(NamedTuple):
    """A song made by a model."""

    song: Song
    edits: tuple[Edit, ...] | None = None  # None where the technique does not work by single edits
    others: tuple[
        tuple[Edit, ...], ...
    ] = ()  # further takes of the same wish, each as edits of `song`
    # which goes on best, where takes were compared: 0 is `song`, the others count from 1
    best: int | None = None
    beliefs: tuple[Belief, ...] = ()  # what the model believed at each of `edits`, where it tells


def difference(song: Song, other: Song) -> tuple[Edit, ...]:
    """The edits that make `other` of `song`, which has as many tracks."""
    edits: list[Edit] = []
    for number, (before, after) in enumerate(zip(song.tracks, other.tracks, strict=True)):
        old, new = Counter(before.notes), Counter(after.notes)
        edits += [Edit(REMOVE, number, note) for note in (old - new).elements()]
        edits += [Edit(ADD, number, note) for note in (new - old).elements()]
    return tuple(edits)


def read_edit(row: Iterable[Any]) -> Edit:
    """The inverse of `Edit.as_json`."""
    kind, track, *note = row
    return Edit(kind, track, Note(*note))


def replayed(song: Song, edits: Iterable[Edit]) -> Song:
    """`song` after the edits. Raises ValueError for an edit that takes away a note that is not
    there."""
    notes = [list(track.notes) for track in song.tracks]
    for edit in edits:
        if edit.kind == ADD:
            notes[edit.track].append(edit.note)
        else:
            notes[edit.track].remove(edit.note)
    return song.with_tracks(
        replace(t, notes=tuple(n)) for t, n in zip(song.tracks, notes, strict=True)
    )
