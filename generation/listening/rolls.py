"""A song's notes as a picture: SVG for a page without scripts, in the colours of its style
sheet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import chain

from generation.codecs.monophonic import DRUM_PITCHES
from generation.music.song import TICKS_PER_QUARTER, Note, Song, Track

WIDTH, HEIGHT = 320, 200
LEFT, TOP, FOOT = 3, 16, 3  # room for the numbers of bars above
DRUM_ROOM = 38  # below the pitches, where somebody drums
THICKEST, GAP = 6.0, 0.5
NUMBERED = 4  # every so many bars
FEWEST_PITCHES = 24
COLOURS = 8


@dataclass(frozen=True)
class Frame:
    """What pictures that are to be compared have in common: a length in ticks, pitches from and
    to, and whether there is room for drums."""

    end: int
    low: int
    high: int
    drums: bool

    @classmethod
    def around(cls, songs: Sequence[Song]) -> "Frame":
        tracks = list(chain.from_iterable(song.tracks for song in songs))
        pitched = chain.from_iterable(track.notes for track in tracks if not track.drums)
        pitches = [note.pitch for note in pitched] or [60]
        low, high = min(pitches), max(pitches)
        spare = max(0, FEWEST_PITCHES - (high - low)) // 2 + 1
        drums = any(track.drums and track.notes for track in tracks)
        return cls(max(song.end for song in songs) or 1, low - spare, high + spare, drums)

    @property
    def bottom(self) -> float:
        """Where pitches end."""
        return HEIGHT - FOOT - (DRUM_ROOM if self.drums else 0)

    @property
    def thickness(self) -> float:
        return min(THICKEST, (self.bottom - TOP) / (self.high - self.low + 1))

    def x(self, tick: int) -> float:
        return round(LEFT + tick * (WIDTH - 2 * LEFT) / self.end, 1)

    def y(self, pitch: int) -> float:
        rows = self.high - self.low + 1
        return round(TOP + (self.high - pitch + 0.5) * (self.bottom - TOP) / rows, 1)

    def y_of_drum(self, pitch: int) -> float:
        place = DRUM_PITCHES.index(pitch) if pitch in DRUM_PITCHES else pitch % len(DRUM_PITCHES)
        return round(HEIGHT - FOOT - 3 - place * (DRUM_ROOM - 8) / len(DRUM_PITCHES), 1)


def draw_roll(song: Song, frame: Frame, label: str) -> str:
    """Time to the right, pitch upwards, drums along the bottom; the first track lies on top."""
    tracks = [draw_track(track, n, frame) for n, track in enumerate(song.tracks, 1) if track.notes]
    return (
        f'<svg class="roll" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(label)}">'
        f"{draw_bars(song, frame)}{''.join(reversed(tracks))}</svg>"
    )


def draw_bars(song: Song, frame: Frame) -> str:
    """Octaves, bar lines, and the numbers of some bars."""
    octaves = [pitch for pitch in range(frame.low, frame.high + 1) if pitch % 12 == 0]
    across = "".join(f"M{LEFT} {frame.y(pitch)}H{WIDTH - LEFT}" for pitch in octaves)
    lines = song.bar_starts(frame.end)
    down = "".join(f"M{frame.x(line)} {TOP}V{HEIGHT - FOOT}" for line in lines)
    numbers = "".join(
        f'<text x="{frame.x(line) + 2}" y="{TOP - 5}">{number}</text>'
        for number, line in enumerate(lines, 1)
        if number % NUMBERED == 1
    )
    floor = (
        f'<path class="floor" d="M{LEFT} {frame.bottom}H{WIDTH - LEFT}"/>' if frame.drums else ""
    )
    return f'<path class="octaves" d="{across}"/><path class="bars" d="{down}"/>{floor}{numbers}'


def draw_track(track: Track, number: int, frame: Frame) -> str:
    """All notes of a track in one path: each a stroke as thick as a semitone."""
    if track.drums:
        strokes = (f"M{frame.x(n.onset)} {frame.y_of_drum(n.pitch)}h1.6" for n in track.notes)
        return draw_path(strokes, number, 2.6)
    return draw_path((draw_note(note, frame) for note in track.notes), number, frame.thickness)


def draw_note(note: Note, frame: Frame) -> str:
    left, right = frame.x(note.onset), frame.x(note.end)
    return f"M{left} {frame.y(note.pitch)}H{max(left + 0.6, round(right - GAP, 1))}"


def draw_path(strokes: Iterable[str], number: int, thickness: float) -> str:
    colour = (number - 1) % COLOURS + 1
    return (
        f'<path class="track track-{colour}" stroke-width="{thickness:.1f}" '
        f'd="{"".join(strokes)}"/>'
    )


def describe_roll(song: Song, name: str) -> str:
    """What the picture shows, for whoever does not see it."""
    parts = [
        f"{track.name or 'a track'} {len(track.notes)}" for track in song.tracks if track.notes
    ]
    bars = -(-song.end // song.meters[0].bar_ticks)
    quarters = song.meters[0].bar_ticks / TICKS_PER_QUARTER
    return f"{name}: notes of {', '.join(parts)}; {bars} bars of {quarters:g} quarters"
