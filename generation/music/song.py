"""The one container of music: immutable, hashable, with a digest. Knows no file format."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

TICKS_PER_QUARTER = 960  # 2^6 * 3 * 5: whole ticks for 1/64 notes, triplets and quintuplets
DEFAULT_TEMPO_US = 500_000  # 120 quarters a minute
COLOURS = 8  # of tracks, each with a pattern of its own


class Note(NamedTuple):
    """One note. Onset and length in ticks (`TICKS_PER_QUARTER`), pitch 0-127, velocity 1-127."""

    onset: int
    pitch: int
    length: int
    velocity: int = 80

    @property
    def end(self) -> int:
        return self.onset + self.length


class Tempo(NamedTuple):
    """Tempo from `tick` on, in microseconds a quarter note (as MIDI stores it)."""

    tick: int
    us_per_quarter: int

    @property
    def qpm(self) -> float:
        return 60e6 / self.us_per_quarter


class Meter(NamedTuple):
    """Time signature from `tick` on."""

    tick: int
    numerator: int
    denominator: int

    @property
    def bar_ticks(self) -> int:
        return TICKS_PER_QUARTER * 4 * self.numerator // self.denominator


class ChordSign(NamedTuple):
    """A chord that somebody wrote over the notes, as `chord_symbols.py` reads it. It holds until
    the next one."""

    onset: int
    symbol: str


@dataclass(frozen=True)
class Track:
    """Notes of one instrument, kept sorted. `program` is General MIDI 0-127; volume and pan are
    MIDI 0-127. `generated` are those of the notes that a model wrote and nobody has edited since.
    `colour` is what a person chose for it, 1 to `COLOURS`; None where its place decides.
    """

    notes: tuple[Note, ...] = ()
    program: int = 0
    drums: bool = False
    name: str = ""
    volume: int = 100
    pan: int = 64
    generated: frozenset[Note] = frozenset()
    colour: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "notes", tuple(sorted(self.notes)))
        if self.generated:
            # A note that was changed is another one: so an edit takes its mark away.
            object.__setattr__(self, "generated", self.generated & frozenset(self.notes))

    @property
    def generated_runs(self) -> list[list[int]]:
        """Where the marked notes stand: `[first, after the last]` of each run of them."""
        runs: list[list[int]] = []
        for place, note in enumerate(self.notes if self.generated else ()):
            if note not in self.generated:
                continue
            if runs and runs[-1][1] == place:
                runs[-1][1] += 1
            else:
                runs.append([place, place + 1])
        return runs

    @cached_property
    def end(self) -> int:
        """Tick at which the last note ends; 0 for an empty track."""
        return max((note.end for note in self.notes), default=0)


@dataclass(frozen=True)
class Song:
    """Tracks with a tempo map and a time-signature map. Both maps begin at tick 0. `chords` are
    those that somebody wrote, in order; what can be heard in the notes is none of them."""

    tracks: tuple[Track, ...] = ()
    tempi: tuple[Tempo, ...] = (Tempo(0, DEFAULT_TEMPO_US),)
    meters: tuple[Meter, ...] = (Meter(0, 4, 4),)
    title: str = ""
    chords: tuple[ChordSign, ...] = ()

    @cached_property
    def digest(self) -> str:
        """SHA-256 (64 hex digits) of the whole content, names included: equal digests, equal
        documents. Marks, colours and chords are counted where there are some, so that songs without
        them keep theirs.
        """
        tracks = [
            [t.name, t.program, t.drums, t.volume, t.pan, t.notes]
            + ([t.generated_runs] if t.generated else [])
            + ([t.colour] if t.colour else [])
            for t in self.tracks
        ]
        content: list[Any] = [
            "chartbusters-song",
            1,
            TICKS_PER_QUARTER,
            self.title,
            self.tempi,
            self.meters,
            tracks,
            *([self.chords] if self.chords else []),
        ]
        return hashlib.sha256(json.dumps(content, separators=(",", ":")).encode()).hexdigest()

    @property
    def note_count(self) -> int:
        return sum(len(track.notes) for track in self.tracks)

    @cached_property
    def end(self) -> int:
        """Tick at which the last note ends; 0 for an empty song."""
        return max((track.end for track in self.tracks), default=0)

    @cached_property
    def seconds(self) -> float:
        """Time from tick 0 to the end of the last note."""
        return self.seconds_at(self.end)

    def seconds_at(self, tick: int) -> float:
        """Seconds from the start of the song to `tick`, following the tempo map."""
        elapsed_us = 0.0
        for here, after in zip(self.tempi, [*self.tempi[1:], Tempo(tick, 0)], strict=True):
            stop = min(after.tick, tick)
            if stop > here.tick:
                elapsed_us += (stop - here.tick) * here.us_per_quarter / TICKS_PER_QUARTER
        return elapsed_us / 1e6

    def colour_of(self, place: int) -> int:
        """The colour of a track, 1 to `COLOURS`: the chosen one, or that of its place."""
        return self.tracks[place].colour or place % COLOURS + 1

    def with_tracks(self, tracks: Iterable[Track]) -> "Song":
        return replace(self, tracks=tuple(tracks))

    def with_title(self, title: str) -> "Song":
        return replace(self, title=title)

    def without_marks(self) -> "Song":
        """The same notes, as if nobody knew who wrote them, had chosen a colour or written chords
        over them."""
        tracks = (replace(track, generated=frozenset(), colour=None) for track in self.tracks)
        return replace(self, tracks=tuple(tracks), chords=())

    def marked_as(self, other: "Song") -> "Song":
        """The same notes with the chords of `other`, and its marks and colours track by track."""
        pairs = zip(self.tracks, other.tracks, strict=True)
        tracks = (replace(mine, generated=its.generated, colour=its.colour) for mine, its in pairs)
        return replace(self, tracks=tuple(tracks), chords=other.chords)

    def bar_starts(self, until: int | None = None) -> list[int]:
        """Ticks of the bar lines from 0 up to, and not including, `until` (the end of the song if
        None)."""
        until = self.end if until is None else until
        starts: list[int] = []
        for here, stop in zip(
            self.meters, [*(m.tick for m in self.meters[1:]), until], strict=True
        ):
            starts.extend(range(here.tick, min(stop, until), here.bar_ticks))
        return starts
