"""Of each genre, for its card: what it makes, for whom, from whose music, by which licence."""

from typing import Any

JSB = {
    "name": "JSB Chorales, the published split's training part (229 chorales)",
    "licence": "music in the public domain",
    "attribution": "J. S. Bach; encoded by Boulanger-Lewandowski et al. 2012, "
    "16th grid by C. A. Huang",
}
FAKES = {
    "name": "JS Fake Chorales, training part (1,026 chorales written by an algorithm)",
    "licence": "CC-BY-4.0",
    "attribution": "O. Peracha, JS Fake Chorales, 2021",
}
POP909 = {
    "name": "POP909, training part (778 songs)",
    "licence": "MIT",
    "attribution": "Z. Wang, K. Chen et al., POP909: A Pop-song Dataset for Music Arrangement "
    "Generation, ISMIR 2020",
}
GROOVE = {
    "name": "Groove MIDI Dataset, training part (rock, pop, funk and soul beats in 4/4)",
    "licence": "CC-BY-4.0",
    "attribution": "J. Gillick, A. Roberts, J. Engel, D. Eck, D. Bamman, Learning to Groove with "
    "Inverse Sequence Transformations, ICML 2019",
}

TIER_A = [
    POP909,
    {
        "name": "OpenScore Lieder, String Quartets and Orchestra, training parts (1,432 works)",
        "licence": "CC0-1.0",
        "attribution": "The OpenScore community; orchestral scores by M. Gotham et al. "
        "(Hauptstimme)",
    },
    {
        "name": "Mutopia Project, training part (1,134 works)",
        "licence": "Public Domain or CC-BY, each work its own",
        "attribution": "The Mutopia Project and its maintainers",
    },
    {
        "name": "OpenEWLD, training part (316 lead sheets in the public domain of the United "
        "States)",
        "licence": "MIT",
        "attribution": "F. Simonetta et al., OpenEWLD",
    },
    {
        "name": "Freedoom, training part (94 pieces)",
        "licence": "BSD-3-Clause",
        "attribution": "The Freedoom project",
    },
    {**GROOVE, "name": "Groove MIDI Dataset, training part (all styles)"},
    JSB,
    {
        **FAKES,
        "name": "JS Fake Chorales, those of the training part that share no passage with "
        "held-out chorales",
    },
]

STRINGS = {"program": 48, "volume": 84, "level": 0.8}

CARDS: dict[str, dict[str, Any]] = {
    "bach": {
        "name": "gan-bach",
        "technique": "gan",
        "title": "Chorale",
        "genre": "bach",
        "description": "Sings alto, tenor and bass under your melody, in the manner of Bach's "
        "four-part chorales.",
        "licence": "MIT",
        "tracks": [
            {"name": "Alto", "voices": [0], "pan": 48, "lowest": 50, "highest": 77, **STRINGS},
            {"name": "Tenor", "voices": [1], "pan": 80, "lowest": 43, "highest": 71, **STRINGS},
            {"name": "Bass", "voices": [2], "pan": 64, "lowest": 34, "highest": 64, **STRINGS},
        ],
        "data": [JSB, FAKES],
        "options": {"bars_known": False, "ends_with_melody": True, "repeats": 0.0, "doubt": 0.3},
        "expected_seconds": 2.0,
    },
    "pop": {
        "name": "gan-pop",
        "technique": "gan",
        "title": "Pop band",
        "genre": "pop",
        "description": "Puts a band behind your melody: bass, piano, strings and drums.",
        "licence": "MIT",
        "tracks": [
            {
                "name": "Bass",
                "program": 33,
                "voices": [0],
                "lowest": 28,
                "highest": 55,
                "volume": 100,
                "level": 0.95,
            },
            {
                "name": "Piano",
                "program": 0,
                "voices": [1, 2, 3],
                "pan": 52,
                "lowest": 43,
                "highest": 84,
                "level": 0.75,
            },
            {
                "name": "Strings",
                "program": 48,
                "voices": [4],
                "pan": 80,
                "lowest": 48,
                "highest": 88,
                "volume": 70,
                "longest": 32,
                "level": 0.7,
            },
            {"name": "Drums", "program": 0, "drums": True, "volume": 92, "level": 0.95},
        ],
        "data": [POP909, GROOVE],
        "options": {"bars_known": True, "ends_with_melody": False, "repeats": 0.9, "doubt": 0.0},
        "expected_seconds": 2.0,
    },
}
