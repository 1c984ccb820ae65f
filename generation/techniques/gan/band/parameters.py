"""What a musician may choose of a band."""

from collections.abc import Sequence

from generation.catalogue import Parameter
from generation.codecs.instrumentation import Part
from generation.techniques.gan.genres.roles import name_player
from generation.techniques.gan.parameters import BUSYNESS, ENDING, FOLLOW_CHORDS, SWING
from generation.techniques.parameters import CANDIDATES, MELODY_TRACK

USUAL, OFF = "usual", "off"
DENSITIES = {"calm": 0.1, USUAL: None, "busy": 0.9}  # places among the genre's real bands
WAYS = (
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
    BUSYNESS,
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
)
KEEP = Parameter(
    name="keep",
    label="Listen to the other tracks",
    kind="bool",
    default=False,
    help="The band hears what else the song has, and leaves those roles to it.",
)


def list_parameters(parts: Sequence[Part]) -> tuple[Parameter, ...]:
    """Those of a band: how it plays, and how much each of its parts does."""
    densities = tuple(map(choose_density, parts))
    return (
        *WAYS,
        *densities,
        KEEP,
        FOLLOW_CHORDS,
        SWING,
        ENDING,
        CANDIDATES,
        MELODY_TRACK,
    )


def choose_density(part: Part) -> Parameter:
    return Parameter(
        name=name_player(part),
        label=part.name,
        kind="choice",
        default=USUAL,
        choices=(OFF, *DENSITIES),
        help="How much it plays. Usual: as the rest of the band.",
    )
