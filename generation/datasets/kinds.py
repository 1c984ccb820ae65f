"""The kinds of music that trainings may choose among: what they are called, which techniques learn
from them, out of which archives, and whom to credit."""

from collections.abc import Mapping
from typing import NamedTuple

from generation.datasets.arranged.settings import CREDITS
from generation.datasets.fake_chorales import FAKES
from generation.datasets.freedoom import BLASPHEMER, FREEDOOM
from generation.datasets.groove import GROOVE
from generation.datasets.jsb import JSB
from generation.datasets.mutopia import MUTOPIA
from generation.datasets.openewld import OPENEWLD
from generation.datasets.openscore import LIEDER, OPENSCORE, ORCHESTRA, QUARTETS
from generation.datasets.pop909 import POP909

OWN_TIER, TIER_A = "own", "A"


class Kind(NamedTuple):
    """A kind of music."""

    name: str
    title: str
    description: str
    genres: Mapping[str, str]  # technique -> the genre by which its record knows this music
    archives: Mapping[str, tuple[str, ...]]  # technique -> the zips that it reads
    tags: tuple[str, ...]
    credits: list[dict[str, str]]
    tier: str = TIER_A


def alone(
    name: str,
    title: str,
    description: str,
    archive: str,
    tags: tuple[str, ...],
    credit: dict[str, str],
) -> Kind:
    """One archive, from which the Transformer learns by itself."""
    genres, archives = {"transformer": name}, {"transformer": (archive,)}
    return Kind(name, title, description, genres, archives, tags, [credit])


ARRANGED = Kind(
    "arranged",
    "Arranged by rule",
    "Tunes in the public domain and tunes that our code wrote, set by our own arranger for bands "
    "of five styles and for a choir. Small and plain: what is learnt from it is a rule.",
    {"gan": "own", "arcnn": "own", "transformer": "own"},
    {},
    ("pop", "rock", "jazz", "folk", "classical", "bach", "band", "choir", "small"),
    CREDITS,
    OWN_TIER,
)
SCORES = (LIEDER, ORCHESTRA, QUARTETS, "mutopia", "openewld", "freedoom")
KINDS = (
    Kind(
        "chorales",
        "Bach's chorales",
        "Chorales of four voices by J. S. Bach, in the split that everybody measures with.",
        {"gan": "bach", "arcnn": "bach", "transformer": "bach"},
        {
            "gan": ("jsb_chorales", "js_fakes"),
            "arcnn": ("jsb_chorales",),
            "transformer": ("jsb_chorales", "js_fakes"),
        },
        ("bach", "classical", "choir", "four voices"),
        [JSB, FAKES],
    ),
    Kind(
        "pop",
        "Pop songs",
        "Sung melodies with a piano and a second voice, set by professional players, and the beats "
        "of drummers.",
        {"gan": "pop", "transformer": "pop"},
        {"gan": ("pop909", "groove_drums"), "transformer": ("pop909",)},
        ("pop", "band", "piano", "drums"),
        [POP909, GROOVE],
    ),
    Kind(
        "bands",
        "Bands of six genres",
        "Pop, rock, jazz, orchestras, folk and choirs, each reduced to the roles of a band.",
        {"gan": "bands"},
        {
            "gan": (
                *("pop909", "freedoom", "blasphemer", "openewld", LIEDER, ORCHESTRA, QUARTETS),
                *("mutopia", "jsb_chorales", "js_fakes", "groove_drums"),
            )
        },
        ("pop", "rock", "jazz", "symphony", "folk", "bach", "band", "drums"),
        [POP909, FREEDOOM, BLASPHEMER, OPENEWLD, OPENSCORE, MUTOPIA, JSB, FAKES, GROOVE],
    ),
    alone(
        "songs",
        "Songs with piano",
        "Songs for a voice with piano by composers of the nineteenth century, set by volunteers.",
        LIEDER,
        ("song", "classical", "piano", "voice"),
        OPENSCORE,
    ),
    alone(
        "quartets",
        "String quartets",
        "String quartets from Haydn on, set by volunteers.",
        QUARTETS,
        ("classical", "strings", "four voices"),
        OPENSCORE,
    ),
    alone(
        "symphony",
        "Orchestral music",
        "Movements of symphonies and concertos, all parts.",
        ORCHESTRA,
        ("classical", "symphony", "orchestra"),
        OPENSCORE,
    ),
    alone(
        "leadsheets",
        "Lead sheets",
        "Tunes with their chords: jazz, songs of stages and films, folk.",
        "openewld",
        ("jazz", "pop", "folk", "song"),
        OPENEWLD,
    ),
    alone(
        "rock",
        "Rock of a game",
        "Guitars, basses and drums of a free game's music.",
        "freedoom",
        ("rock", "metal", "band", "drums"),
        FREEDOOM,
    ),
    alone(
        "drums",
        "Drummers",
        "What drummers play in many styles.",
        "groove_drums",
        ("drums", "rock", "funk", "jazz", "latin"),
        GROOVE,
    ),
    Kind(
        "everything",
        "Everything that is free",
        "All music of the data pack that may be shipped as weights: pop, songs, quartets, "
        "orchestras, piano, lead sheets, rock, drums and chorales.",
        {"transformer": "any"},
        {"transformer": ("pop909", *SCORES, "groove_drums", "jsb_chorales", "js_fakes")},
        ("pop", "rock", "jazz", "folk", "classical", "symphony", "bach", "drums", "piano", "song"),
        [POP909, OPENSCORE, MUTOPIA, OPENEWLD, FREEDOOM, GROOVE, JSB, FAKES],
    ),
)
