"""What a musician may choose of a band."""

from generation.catalogue import Parameter
from generation.techniques.gan.genres.roles import GENRES
from generation.techniques.gan.parameters import BUSYNESS
from generation.techniques.parameters import CANDIDATES, MELODY_TRACK

PARTS = (
    ("bass", "Bass"),
    ("comp", "Chords"),
    ("pad", "Pad"),
    ("counter", "Counter-melody"),
    ("drums", "Drums"),
)
USUAL, OFF = "usual", "off"
DENSITIES = {"calm": 0.1, USUAL: None, "busy": 0.9}  # places among the genre's real bands

PARAMETERS = (
    Parameter(
        name="genre",
        label="Genre",
        kind="choice",
        default="pop",
        choices=GENRES,
        help="Whose music the band plays like.",
    ),
    BUSYNESS,
    Parameter(
        name="creativity",
        label="Rhythm",
        kind="float",
        minimum=0.5,
        maximum=1.5,
        step=0.05,
        default=0.9,
        help="Low: the most usual rhythms. High: bolder ones.",
    ),
    Parameter(
        name="surprise",
        label="Notes",
        kind="float",
        minimum=0.3,
        maximum=1.5,
        step=0.05,
        default=0.8,
        help="Low: the most usual notes. High: more surprises, and more of them wrong.",
    ),
    Parameter(
        name="refine",
        label="Rehearsals",
        kind="int",
        minimum=0,
        maximum=8,
        step=1,
        default=1,
        help="How often the band finds some of its notes anew. 0 is the first draft as it comes.",
    ),
    *(
        Parameter(
            name,
            label,
            "choice",
            USUAL,
            choices=(OFF, *DENSITIES),
            help="How much it plays, where the genre has it. Usual: as the rest of the band.",
        )
        for name, label in PARTS
    ),
    Parameter(
        name="keep",
        label="Listen to the other tracks",
        kind="bool",
        default=False,
        help="The band hears what else the song has, and leaves those roles to it.",
    ),
    CANDIDATES,
    MELODY_TRACK,
)
