"""Melodies to start from, typed in from the tunes. All are in the public domain everywhere."""

from dataclasses import dataclass, replace
from functools import cache

from generation.music.notation import read_notation
from generation.music.song import Song


@dataclass(frozen=True)
class Preset:
    """A melody with what to say about it. `year` is when it was written, or first printed or
    played."""

    slug: str
    title: str
    composer: str
    year: int
    song: Song

    @property
    def bars(self) -> int:
        return len(self.song.bar_starts())

    @property
    def meter(self) -> str:
        meter = self.song.meters[0]
        return f"{meter.numerator}/{meter.denominator}"

    @property
    def qpm(self) -> int:
        return round(self.song.tempi[0].qpm)


@cache
def presets() -> tuple[Preset, ...]:
    """All melodies, in the order in which they are offered."""
    return tuple(_preset(slug, *tune) for slug, tune in TUNES.items())


def _preset(
    slug: str,
    title: str,
    composer: str,
    year: int,
    meter: tuple[int, int],
    qpm: float,
    program: int,
    text: str,
) -> Preset:
    song = read_notation(text, meter, qpm).with_title(title)
    return Preset(
        slug, title, composer, year, song.with_tracks([replace(song.tracks[0], program=program)])
    )


TUNES: dict[str, tuple[str, str, int, tuple[int, int], float, int, str]] = {
    "ode-to-joy": (
        "Ode to Joy",
        "Ludwig van Beethoven",
        1824,
        (4, 4),
        112,
        0,
        """F#4 F#4 G4 A4 | A4 G4 F#4 E4 | D4 D4 E4 F#4 | F#4:1.5 E4:.5 E4:2
        | F#4 F#4 G4 A4 | A4 G4 F#4 E4 | D4 D4 E4 F#4 | E4:1.5 D4:.5 D4:2
        | E4 E4 F#4 D4 | E4 F#4:.5 G4:.5 F#4 D4 | E4 F#4:.5 G4:.5 F#4 E4 | D4 E4 A3:2
        | F#4 F#4 G4 A4 | A4 G4 F#4 E4 | D4 D4 E4 F#4 | E4:1.5 D4:.5 D4:2""",
    ),
    "twinkle": (
        "Twinkle, Twinkle, Little Star",
        "traditional (Ah! vous dirai-je, maman)",
        1761,
        (4, 4),
        100,
        11,
        """C5 C5 G5 G5 | A5 A5 G5:2 | F5 F5 E5 E5 | D5 D5 C5:2 | G5 G5 F5 F5 | E5 E5 D5:2
        | G5 G5 F5 F5 | E5 E5 D5:2 | C5 C5 G5 G5 | A5 A5 G5:2 | F5 F5 E5 E5 | D5 D5 C5:2""",
    ),
    "saints": (
        "When the Saints Go Marching In",
        "traditional",
        1923,  # first recorded; the hymn of 1896 with almost this title has another tune
        (4, 4),
        144,
        56,
        """C5 E5 F5 | G5:4 | r C5 E5 F5 | G5:4 | r C5 E5 F5 | G5:2 E5:2 | C5:2 E5:2 | D5:4
        | r E5 E5 D5 | C5:3 C5 | E5:2 G5 G5 | F5:4 | r:2 E5 F5 | G5:2 E5:2 | C5:2 D5:2 | C5:4""",
    ),
    "minuet": (
        "Minuet in G",
        "Christian Petzold",
        1725,
        (3, 4),
        132,
        6,
        """D5 G4:.5 A4:.5 B4:.5 C5:.5 | D5 G4 G4 | E5 C5:.5 D5:.5 E5:.5 F#5:.5 | G5 G4 G4
        | C5 D5:.5 C5:.5 B4:.5 A4:.5 | B4 C5:.5 B4:.5 A4:.5 G4:.5
        | F#4 G4:.5 A4:.5 B4:.5 G4:.5 | A4:3
        | D5 G4:.5 A4:.5 B4:.5 C5:.5 | D5 G4 G4 | E5 C5:.5 D5:.5 E5:.5 F#5:.5 | G5 G4 G4
        | C5 D5:.5 C5:.5 B4:.5 A4:.5 | B4 C5:.5 B4:.5 A4:.5 G4:.5
        | A4 B4:.5 A4:.5 G4:.5 F#4:.5 | G4:3""",
    ),
    "largo": (
        "Largo from the New World Symphony",
        "Antonín Dvořák",
        1893,
        (4, 4),
        54,
        69,
        """F4:.75 Ab4:.25 Ab4 F4:.75 Eb4:.25 Db4 | Eb4:.75 F4:.25 Ab4:.75 F4:.25 Eb4:2
        | F4:.75 Ab4:.25 Ab4 F4:.75 Eb4:.25 Db4 | Eb4:.75 F4:.25 Eb4:.75 Db4:.25 Db4:2
        | Bb4:.75 Db5:.25 Db5 C5:.5 Ab4:.5 Bb4 | Bb4:.75 Db5:.25 C5:.75 Ab4:.25 Bb4:2
        | F4:.75 Ab4:.25 Ab4 F4:.75 Eb4:.25 Db4 | Eb4:.75 F4:.25 Eb4:.75 Db4:.25 Db4:2""",
    ),
    "greensleeves": (
        "Greensleeves",
        "traditional",
        1580,
        (6, 8),
        84,
        24,
        """A4:.5 | C5 D5:.5 E5:.75 F5:.25 E5:.5 | D5 B4:.5 G4:.75 A4:.25 B4:.5
        | C5 A4:.5 A4:.75 G#4:.25 A4:.5 | B4 G#4:.5 E4 A4:.5
        | C5 D5:.5 E5:.75 F5:.25 E5:.5 | D5 B4:.5 G4:.75 A4:.25 B4:.5
        | C5:.75 B4:.25 A4:.5 G#4:.75 F#4:.25 G#4:.5 | A4:1.5 A4:1.5
        | G5:1.5 G5:.75 F#5:.25 E5:.5 | D5 B4:.5 G4:.75 A4:.25 B4:.5
        | C5 A4:.5 A4:.75 G#4:.25 A4:.5 | B4 G#4:.5 E4:1.5
        | G5:1.5 G5:.75 F#5:.25 E5:.5 | D5 B4:.5 G4:.75 A4:.25 B4:.5
        | C5:.75 B4:.25 A4:.5 G#4:.75 F#4:.25 G#4:.5 | A4:3""",
    ),
    "amazing-grace": (
        "Amazing Grace",
        "traditional (New Britain)",
        1829,
        (3, 4),
        88,
        73,
        """D4 | G4:2 B4:.5 G4:.5 | B4:2 A4 | G4:2 E4 | D4:2 D4 | G4:2 B4:.5 G4:.5 | B4:2 A4
        | D5:3~ | D5:2 B4
        | D5:2 B4:.5 G4:.5 | B4:2 A4 | G4:2 E4 | D4:2 D4 | G4:2 B4:.5 G4:.5 | B4:2 A4
        | G4:3~ | G4:2 r""",
    ),
    "deck-the-halls": (
        "Deck the Halls",
        "traditional (Nos Galan)",
        1794,
        (4, 4),
        132,
        9,
        """C5:1.5 Bb4:.5 A4 G4 | F4 G4 A4 F4 | G4:.5 A4:.5 Bb4:.5 G4:.5 A4:1.5 G4:.5 | F4 E4 F4:2
        | C5:1.5 Bb4:.5 A4 G4 | F4 G4 A4 F4 | G4:.5 A4:.5 Bb4:.5 G4:.5 A4:1.5 G4:.5 | F4 E4 F4:2
        | G4:1.5 A4:.5 Bb4 G4 | A4:1.5 Bb4:.5 C5 G4 | A4:.5 B4:.5 C5 D5:.5 E5:.5 F5 | E5 D5 C5:2
        | C5:1.5 Bb4:.5 A4 G4 | F4 G4 A4 F4 | D5:.5 D5:.5 D5:.5 D5:.5 C5:1.5 Bb4:.5 | A4 G4 F4:2""",
    ),
    "frere-jacques": (
        "Frère Jacques",
        "traditional",
        1780,
        (4, 4),
        120,
        0,
        """C4 D4 E4 C4 | C4 D4 E4 C4 | E4 F4 G4:2 | E4 F4 G4:2 | G4:.5 A4:.5 G4:.5 F4:.5 E4 C4
        | G4:.5 A4:.5 G4:.5 F4:.5 E4 C4 | C4 G3 C4:2 | C4 G3 C4:2""",
    ),
    "fur-elise": (
        "Für Elise",
        "Ludwig van Beethoven",
        1810,
        (3, 8),
        72,
        0,
        """E5:.25 D#5:.25 | E5:.25 D#5:.25 E5:.25 B4:.25 D5:.25 C5:.25
        | A4:.5 r:.25 C4:.25 E4:.25 A4:.25
        | B4:.5 r:.25 E4:.25 G#4:.25 B4:.25 | C5:.5 r:.25 E4:.25 E5:.25 D#5:.25
        | E5:.25 D#5:.25 E5:.25 B4:.25 D5:.25 C5:.25
        | A4:.5 r:.25 C4:.25 E4:.25 A4:.25
        | B4:.5 r:.25 E4:.25 C5:.25 B4:.25 | A4:1.5""",
    ),
    "auld-lang-syne": (
        "Auld Lang Syne",
        "traditional",
        1799,
        (4, 4),
        96,
        0,
        """C4 | F4:1.5 F4:.5 F4 A4 | G4:1.5 F4:.5 G4 A4 | F4:1.5 F4:.5 A4 C5 | D5:3 D5
        | C5:1.5 A4:.5 A4 F4 | G4:1.5 F4:.5 G4 A4 | F4:1.5 D4:.5 D4 C4 | F4:3 D5
        | C5:1.5 A4:.5 A4 F4 | G4:1.5 F4:.5 G4 D5 | C5:1.5 A4:.5 A4 C5 | D5:3 D5
        | C5:1.5 A4:.5 A4 F4 | G4:1.5 F4:.5 G4 A4 | F4:1.5 D4:.5 D4 C4 | F4:3 r""",
    ),
    "silent-night": (
        "Silent Night",
        "Franz Xaver Gruber",
        1818,
        (6, 8),
        66,
        0,
        """G4:.75 A4:.25 G4:.5 E4:1.5 | G4:.75 A4:.25 G4:.5 E4:1.5 | D5 D5:.5 B4:1.5
        | C5 C5:.5 G4:1.5 | A4 A4:.5 C5:.75 B4:.25 A4:.5 | G4:.75 A4:.25 G4:.5 E4:1.5
        | A4 A4:.5 C5:.75 B4:.25 A4:.5 | G4:.75 A4:.25 G4:.5 E4:1.5
        | D5 D5:.5 F5:.75 D5:.25 B4:.5 | C5:1.5 E5:1.5 | C5:.5 G4:.5 E4:.5 G4:.75 F4:.25 D4:.5
        | C4:3""",
    ),
    "jingle-bells": (
        "Jingle Bells",
        "James Pierpont",
        1857,
        (4, 4),
        152,
        11,
        """B4 B4 B4:2 | B4 B4 B4:2 | B4 D5 G4:1.5 A4:.5 | B4:4 | C5 C5 C5:1.5 C5:.5
        | C5 B4 B4 B4:.5 B4:.5 | B4 A4 A4 B4 | A4:2 D5:2
        | B4 B4 B4:2 | B4 B4 B4:2 | B4 D5 G4:1.5 A4:.5 | B4:4 | C5 C5 C5:1.5 C5:.5
        | C5 B4 B4 B4:.5 B4:.5 | D5 D5 C5 A4 | G4:4""",
    ),
    "korobeiniki": (
        "Korobeiniki",
        "traditional (The Pedlars)",
        1861,
        (4, 4),
        138,
        21,
        """E5 B4:.5 C5:.5 D5 C5:.5 B4:.5 | A4 A4:.5 C5:.5 E5 D5:.5 C5:.5 | B4:1.5 C5:.5 D5 E5
        | C5 A4 A4:2 | r:.5 D5 F5:.5 A5 G5:.5 F5:.5 | E5:1.5 C5:.5 E5 D5:.5 C5:.5
        | B4 B4:.5 C5:.5 D5 E5 | C5 A4 A4:2
        | E5 B4:.5 C5:.5 D5 C5:.5 B4:.5 | A4 A4:.5 C5:.5 E5 D5:.5 C5:.5 | B4:1.5 C5:.5 D5 E5
        | C5 A4 A4:2 | r:.5 D5 F5:.5 A5 G5:.5 F5:.5 | E5:1.5 C5:.5 E5 D5:.5 C5:.5
        | B4 B4:.5 C5:.5 D5 E5 | C5 A4 A4:2""",
    ),
    "canon": (
        "Canon in D",
        "Johann Pachelbel",
        1690,
        (4, 4),
        72,
        40,
        """F#5:2 E5:2 | D5:2 C#5:2 | B4:2 A4:2 | B4:2 C#5:2
        | D5:2 C#5:2 | B4:2 A4:2 | G4:2 F#4:2 | G4:2 E4:2""",
    ),
    "morning-mood": (
        "Morning Mood",
        "Edvard Grieg",
        1875,
        (6, 8),
        84,
        73,
        """B4:.5 G#4:.5 F#4:.5 E4:.5 F#4:.5 G#4:.5
        | B4:.5 G#4:.5 F#4:.5 E4:.5 F#4:.25 G#4:.25 F#4:.25 G#4:.25
        | B4:.5 G#4:.5 B4:.5 C#5:.5 G#4:.5 C#5:.5 | B4:.5 G#4:.5 F#4:.5 E4:1.5
        | B4:.5 G#4:.5 F#4:.5 E4:.5 F#4:.5 G#4:.5
        | B4:.5 G#4:.5 F#4:.5 E4:.5 F#4:.25 G#4:.25 F#4:.25 G#4:.25
        | B4:.5 G#4:.5 B4:.5 C#5:.5 G#4:.5 C#5:.5 | B4:.5 G#4:.5 F#4:.5 E4:1.5""",
    ),
    "mountain-king": (
        "In the Hall of the Mountain King",
        "Edvard Grieg",
        1875,
        (4, 4),
        138,
        70,
        """B2:.5 C#3:.5 D3:.5 E3:.5 F#3:.5 D3:.5 F#3 | F3:.5 C#3:.5 F3 E3:.5 C3:.5 E3
        | B2:.5 C#3:.5 D3:.5 E3:.5 F#3:.5 D3:.5 F#3:.5 B3:.5
        | A3:.5 F#3:.5 D3:.5 F#3:.5 A3:2
        | B2:.5 C#3:.5 D3:.5 E3:.5 F#3:.5 D3:.5 F#3 | F3:.5 C#3:.5 F3 E3:.5 C3:.5 E3
        | B2:.5 C#3:.5 D3:.5 E3:.5 F#3:.5 D3:.5 F#3:.5 B3:.5
        | A3:.5 F#3:.5 D3:.5 F#3:.5 A3:2""",
    ),
    "entertainer": (
        "The Entertainer",
        "Scott Joplin",
        1902,
        (2, 4),
        72,
        3,
        """D5:.25 D#5:.25 | E5:.25 C6:.5 E5:.25 C6:.5 E5:.25 C6:.25~
        | C6 r:.25 C6:.25 D6:.25 D#6:.25 | E6:.25 C6:.25 D6:.25 E6:.5 B5:.25 D6:.5
        | C6:1.5 D5:.25 D#5:.25 | E5:.25 C6:.5 E5:.25 C6:.5 E5:.25 C6:.25~ | C6:1.5 A5:.25 G5:.25
        | F#5:.25 A5:.25 C6:.25 E6:.5 D6:.25 C6:.25 A5:.25 | D6:2""",
    ),
    "au-clair": (
        "Au clair de la lune",
        "traditional",
        1780,
        (4, 4),
        112,
        73,
        """G4 G4 G4 A4 | B4:2 A4:2 | G4 B4 A4 A4 | G4:4 | G4 G4 G4 A4 | B4:2 A4:2 | G4 B4 A4 A4
        | G4:4 | A4 A4 A4 A4 | E4:2 E4:2 | A4 G4 F#4 E4 | D4:4 | G4 G4 G4 A4 | B4:2 A4:2
        | G4 B4 A4 A4 | G4:4""",
    ),
}
