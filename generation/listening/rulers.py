"""What lies under the notes of a picture: bars with their numbers, beats, octaves, and the lanes of
the drums."""

from collections.abc import Iterable

from generation.listening.drums import LANES
from generation.listening.frames import FOOT, HEIGHT, LEFT, RIGHT, TOP, WIDTH, Frame
from generation.music.song import TICKS_PER_QUARTER, Song

PHRASE = 4  # bars, after which a line is stronger
NUMBER = 20  # what the number of a bar needs of room
NAMES = 6  # the place of names, left of the notes


def draw_octaves(frame: Frame) -> str:
    """A line at each C, and its name."""
    pitches = [pitch for pitch in range(frame.low, frame.high + 1) if pitch % 12 == 0]
    across = "".join(f"M{LEFT} {frame.y(pitch)}H{WIDTH - RIGHT}" for pitch in pitches)
    names = (write(f"C{pitch // 12 - 1}", NAMES, frame.y(pitch) + 4) for pitch in pitches)
    return f'<path class="octaves" d="{across}"/>{"".join(names)}'


def draw_lines(song: Song, frame: Frame) -> str:
    """Beats, bars, the first of every four bars, and the numbers of bars."""
    lines = song.bar_starts(frame.end)
    beats = set(range(0, frame.end, beat_of(song))) - set(lines)
    room = frame.x(lines[1]) - frame.x(lines[0]) if len(lines) > 1 else WIDTH
    every = 1 if room >= NUMBER else PHRASE
    numbers = (
        write(f"{number}", frame.x(line) + 2, 12)
        for number, line in enumerate(lines, 1)
        if number % every == 1 % every
    )
    return (
        f"{draw_down('beats', sorted(beats), frame)}{draw_down('bars', lines, frame)}"
        f"{draw_down('phrases', lines[::PHRASE], frame)}{''.join(numbers)}"
    )


def beat_of(song: Song) -> int:
    """Ticks: three eighths where bars are made of them."""
    meter = song.meters[0]
    compound = meter.numerator > 3 and meter.numerator % 3 == 0 and meter.denominator >= 8
    return TICKS_PER_QUARTER * 4 * (3 if compound else 1) // meter.denominator


def draw_down(kind: str, ticks: Iterable[int], frame: Frame) -> str:
    down = "".join(f"M{frame.x(tick)} {TOP}V{HEIGHT - FOOT}" for tick in ticks)
    return f'<path class="{kind}" d="{down}"/>'


def draw_lanes(frame: Frame) -> str:
    """A line between pitches and drums, and what drums are called."""
    if not frame.drums:
        return ""
    names = (write(name, NAMES, frame.y_of_lane(lane + 0.5) + 4) for lane, name in enumerate(LANES))
    floor = f'<path class="floor" d="M{LEFT} {frame.bottom}H{WIDTH - RIGHT}"/>'
    return floor + "".join(names)


def write(text: str, x: float, y: float) -> str:
    return f'<text x="{x:g}" y="{y:g}">{text}</text>'
