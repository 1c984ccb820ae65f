"""What the cards of the band network say: a card a genre, all with the same weights."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.codecs.instrumentation import Part
from generation.techniques.gan.band.config import NETWORK, BandConfig
from generation.techniques.gan.band.parameters import list_parameters
from generation.techniques.gan.genres.instruments import INSTRUMENTS
from generation.techniques.gan.genres.registry import CREDITS
from generation.techniques.gan.genres.roles import GENRES, list_rows

ARRANGED = (
    " It learnt from what rules play over jazz tunes and from piano rags, for no free corpus of "
    "real jazz bands is known to us; the drums are a jazz drummer's."
)
ACCOMPANIED = (
    " Bass and guitar learnt from songs with piano and from what rules play over folk tunes, the "
    "fiddle from rules alone."
)

# How much of a band's luck comes back, see `luck.Shares`: grooves and riffs do, orchestras less so.
RIFFS = {
    "bars": 0.9,
    "phrases": 0.95,
    "drum_bars": 0.95,
    "drum_phrases": 0.97,
    "pitches": 0.9,
    "chords": 0.9,
    "whole": True,
    "forms": True,
}
LUCK = {
    "rock": RIFFS,
    "jazz": {**RIFFS, "bars": 0.7, "phrases": 0.9, "pitches": 0.5},
    "symphony": {**RIFFS, "bars": 0.6, "phrases": 0.8, "chords": 0.5},
    "folk": {**RIFFS, "phrases": 0.9},
}
# What a band remembers of the bars around, see `recalling.Shares`.
RECALL = {
    "rock": {"pitches": 0.4, "rhythm": 0.6, "drums": 0.7, "again": 0.5, "drums_again": 0.6},
    "jazz": {"rhythm": 0.5, "drums": 0.7, "again": 0.3, "drums_again": 0.6},
    "symphony": {"rhythm": 0.5, "again": 0.3},
    "folk": {"rhythm": 0.4, "again": 0.3},
}
# How closely the chord model's chords are followed where nobody wrote any. Real bands of the other
# genres go their own ways; of jazz there is none to compare with but the chords of its tunes.
SUPPOSED = {"rock": 0.15, "jazz": 0.75, "symphony": 0.0, "folk": 0.0}

# Nats that a semitone beside another part costs: chosen where harmony and fit are told least apart.
CLASH = {"rock": 0.4, "jazz": 1.5, "symphony": 1.0, "folk": 1.0}

# Nats that a rest costs which would cut a note off after a sixteenth: with it as many notes stand
# alone so short as in real bands (.01 of an orchestra's, .05 of rock guitars'); without, a third.
CUT = 4.0


class Words(NamedTuple):
    """What a card says of a genre's band."""

    title: str
    description: str


WORDS = {
    "rock": Words(
        "Rock band",
        "Puts a rock band behind your melody: bass, guitars, strings, a lead and drums.",
    ),
    "jazz": Words(
        "Jazz combo",
        "Puts a jazz combo behind your melody: bass, piano, trumpet and drums." + ARRANGED,
    ),
    "symphony": Words(
        "Orchestra", "Puts an orchestra behind your melody: strings, horns and winds."
    ),
    "folk": Words(
        "Folk trio", "Puts a guitar, a bass and a fiddle behind your melody." + ACCOMPANIED
    ),
}


def write_cards(
    config: BandConfig,
    textures: NDArray[np.floating],
    seed: int,
    commit: str,
    training: dict[str, Any],
) -> list[dict[str, Any]]:
    """All but digest and date. `textures` (genres, N, texture, phrases) tell which roles the real
    bands of a genre have."""
    told = textures[..., -config.roles :, :]
    known: NDArray[np.bool_] = np.asarray(told.any((1, 3)))
    return [
        {
            **describe_genre(genre, known[GENRES.index(genre)]),
            "sizes": asdict(config),
            "figures": {},
            "seed": seed,
            "commit": commit,
            "training": training,
        }
        for genre in WORDS
    ]


def describe_genre(genre: str, known: NDArray[np.bool_]) -> dict[str, Any]:
    """Of one card; a part whose roles no real band has (R,) does not play."""
    words, tracks = WORDS[genre], choose_tracks(INSTRUMENTS[genre], known)
    parts = [Part.from_json(track) for track in tracks]
    return {
        "name": f"gan-{genre}",
        "network": NETWORK,
        "technique": "gan",
        "title": words.title,
        "genre": genre,
        "description": words.description,
        "licence": "MIT",
        "tracks": tracks,
        "parameters": [each.as_json() for each in list_parameters(parts)],
        "data": CREDITS,
        "options": {
            "luck": LUCK[genre],
            "recall": RECALL[genre],
            "supposed": SUPPOSED[genre],
            "clash": CLASH[genre],
            "cut": CUT,
        },
        "expected_seconds": 3.0,
    }


def choose_tracks(
    tracks: Sequence[dict[str, Any]], known: NDArray[np.bool_]
) -> list[dict[str, Any]]:
    return [track for track in tracks if known[list_rows(Part.from_json(track))].any()]
