"""A song's notes as a picture: SVG for a page without scripts, in the colours of its style
sheet."""

from collections.abc import Iterable, Sequence
from html import escape

from generation.listening.colours import Colours
from generation.listening.drums import place_drum
from generation.listening.frames import HEIGHT, TOP, WIDTH, Frame
from generation.listening.rulers import draw_lanes, draw_lines, draw_octaves
from generation.listening.signs import read_signs
from generation.music.song import TICKS_PER_QUARTER, ChordSign, Note, Song, Track

GAP, SHORTEST, STROKE = 0.8, 1.0, 3.2
CHORDS = TOP - 15, TOP - 4  # two lines of symbols, which do not fit into one where they are many
LETTER = 6.8


def draw_roll(song: Song, frame: Frame, colours: Colours, label: str) -> str:
    """Time to the right, pitch upwards, drums along the bottom, chords above; the first track lies
    on top."""
    tracks = [draw_track(track, frame, colours) for track in song.tracks if track.notes]
    ground = draw_octaves(frame) + draw_lines(song, frame) + draw_lanes(frame)
    return (
        f'<svg class="roll" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(label)}">'
        f"{ground}{''.join(reversed(tracks))}{draw_signs(read_signs(song), frame)}</svg>"
    )


def draw_track(track: Track, frame: Frame, colours: Colours) -> str:
    """All notes of a track in one path: each a stroke as thick as a semitone."""
    if track.drums:
        strokes = (draw_stroke(note, frame) for note in track.notes)
        return draw_path(strokes, colours[track.name], STROKE)
    strokes = (draw_note(note, frame) for note in track.notes)
    return draw_path(strokes, colours[track.name], frame.thickness)


def draw_note(note: Note, frame: Frame) -> str:
    left, right = frame.x(note.onset), frame.x(note.end)
    return f"M{left} {frame.y(note.pitch)}H{max(left + SHORTEST, round(right - GAP, 1))}"


def draw_stroke(note: Note, frame: Frame) -> str:
    return f"M{frame.x(note.onset)} {frame.y_of_lane(place_drum(note.pitch))}h3"


def draw_path(strokes: Iterable[str], colour: int, thickness: float) -> str:
    return (
        f'<path class="track track-{colour}" stroke-width="{thickness:.1f}" '
        f'd="{"".join(strokes)}"/>'
    )


def draw_signs(signs: Sequence[ChordSign], frame: Frame) -> str:
    """Each in the upper line, or in the lower one where the one before it is in the way."""
    free = [0.0] * len(CHORDS)
    texts = []
    for sign in signs:
        width = (len(sign.symbol) + 0.5) * LETTER
        x = min(frame.x(sign.onset) + 2, round(WIDTH - width, 1))
        line = next((n for n, end in enumerate(free) if end <= x), 0)
        free[line] = x + width
        texts.append(f'<text class="chord" x="{x}" y="{CHORDS[line]}">{escape(sign.symbol)}</text>')
    return "".join(texts)


def describe_roll(song: Song, name: str) -> str:
    """What the picture shows, for whoever does not see it."""
    parts = [
        f"{track.name or 'a track'} {len(track.notes)}" for track in song.tracks if track.notes
    ]
    bars = -(-song.end // song.meters[0].bar_ticks)
    quarters = song.meters[0].bar_ticks / TICKS_PER_QUARTER
    return f"{name}: notes of {', '.join(parts)}; {bars} bars of {quarters:g} quarters"
