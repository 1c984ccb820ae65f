"""The melodies that a song may begin with, typed in from the tunes: title, composer, year, meter,
quarters a minute, program, notation. All are in the public domain everywhere."""

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
        """B3:.5 C#4:.5 D4:.5 E4:.5 F#4:.5 D4:.5 F#4 | F4:.5 C#4:.5 F4 E4:.5 C4:.5 E4
        | B3:.5 C#4:.5 D4:.5 E4:.5 F#4:.5 D4:.5 F#4:.5 B4:.5
        | A4:.5 F#4:.5 D4:.5 F#4:.5 A4:2
        | B3:.5 C#4:.5 D4:.5 E4:.5 F#4:.5 D4:.5 F#4 | F4:.5 C#4:.5 F4 E4:.5 C4:.5 E4
        | B3:.5 C#4:.5 D4:.5 E4:.5 F#4:.5 D4:.5 F#4:.5 B4:.5
        | A4:.5 F#4:.5 D4:.5 F#4:.5 A4:2""",
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
