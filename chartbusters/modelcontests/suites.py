"""A model's takes as one song: all melodies one after another, a bar of silence between, so that
the ballot, the metrics and the board meet a song as any other."""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from generation.music.melody import melody_track
from generation.music.song import Meter, Note, Song, Tempo, Track

LONGEST_SECONDS = 70.0  # of a take in a suite; eight of them are less than a song may last
TITLE = "Suite"  # of all of them alike


class Voice(NamedTuple):
    """By what the tracks of different takes are one track of a suite."""

    name: str
    program: int
    drums: bool
    volume: int
    pan: int
    which: int  # of several alike in one take


def melody_alone(song: Song) -> Song:
    """The melody of a song, without its band, its title and whoever wrote the notes. Raises
    ValueError where there is none."""
    track = song.tracks[melody_track(song)]
    return replace(song.with_tracks([track]), title="").without_marks()


def band_of(song: Song) -> list[Track]:
    """All tracks that sound beside the melody."""
    own = melody_track(song)
    return [track for n, track in enumerate(song.tracks) if n != own and track.notes]


def cut(song: Song, seconds: float = LONGEST_SECONDS) -> Song:
    """The whole bars of a song that end within so many seconds."""
    if song.seconds <= seconds:
        return song
    bars = song.bar_starts()
    end = max((tick for tick in bars if song.seconds_at(tick) <= seconds), default=0)
    return song.with_tracks(clipped(track, end) for track in song.tracks)


def clipped(track: Track, end: int) -> Track:
    kept = (note for note in track.notes if note.onset < end)
    short = (note._replace(length=min(note.length, end - note.onset)) for note in kept)
    return replace(track, notes=tuple(short))


def bar_after(song: Song) -> int:
    """Tick of the first bar line at or after the last note."""
    meter = song.meters[-1]
    bars = max(1, -(-(song.end - meter.tick) // meter.bar_ticks))
    return meter.tick + bars * meter.bar_ticks


def join(takes: Sequence[Song]) -> Song:
    """One song of all of them."""
    at = 0
    notes: dict[Voice, list[Note]] = {}
    tempi: list[Tempo] = []
    meters: list[Meter] = []
    for take in map(cut, takes):
        tempi += [tempo._replace(tick=tempo.tick + at) for tempo in take.tempi]
        meters += [meter._replace(tick=meter.tick + at) for meter in take.meters]
        for voice, track in voices_of(take):
            moved = (note._replace(onset=note.onset + at) for note in track.notes)
            notes.setdefault(voice, []).extend(moved)
        at += bar_after(take) + take.meters[-1].bar_ticks
    tracks = tuple(_track(voice, each) for voice, each in notes.items())
    return Song(tracks, tuple(tempi), tuple(meters), TITLE)


def voices_of(take: Song) -> list[tuple[Voice, Track]]:
    """The tracks that sound, each with its voice."""
    seen: Counter[tuple[object, ...]] = Counter()
    found = []
    for track in take.tracks:
        if not track.notes:
            continue
        alike = (track.name, track.program, track.drums, track.volume, track.pan)
        found.append((Voice(*alike, seen[alike]), track))
        seen[alike] += 1
    return found


def _track(voice: Voice, notes: Iterable[Note]) -> Track:
    return Track(
        tuple(notes), voice.program, voice.drums, voice.name, volume=voice.volume, pan=voice.pan
    )


def shuffle_bars(song: Song, band: Sequence[Track], seed: int) -> Song:
    """The melody with the bars of a band in another order: each bar is in tune with itself, and
    with nothing else."""
    starts = song.bar_starts(max(song.end, max((track.end for track in band), default=0)))
    order = list(range(len(starts)))
    random.Random(seed).shuffle(order)
    moved = {start: starts[place] for start, place in zip(starts, order, strict=True)}
    tracks = [replace(track, notes=tuple(_moved(track, starts, moved))) for track in band]
    return song.with_tracks([*song.tracks, *tracks])


def _moved(track: Track, starts: Sequence[int], moved: dict[int, int]) -> Iterable[Note]:
    for note in track.notes:
        start = max(tick for tick in starts if tick <= note.onset)
        yield note._replace(onset=note.onset - start + moved[start])
