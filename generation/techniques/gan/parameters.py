"""What a musician may choose of the GAN."""

from generation.catalogue import Parameter
from generation.techniques.parameters import CANDIDATES, MELODY_TRACK

FOLLOW = 1.0
AS_SUNG, NO_SWING, LIGHT_SWING, HARD_SWING = "as the melody", "straight", "light", "hard"
AS_IT_COMES, RING_OUT, CLOSE = "as it comes", "ring out", "close"
BUSYNESS = Parameter(
    name="busyness",
    label="Busyness",
    kind="float",
    minimum=0.0,
    maximum=1.0,
    step=0.05,
    default=0.5,
    help="How many notes the band plays: 0 is calm, 1 is busy.",
)
FOLLOW_CHORDS = Parameter(
    name="follow_chords",
    label="Follow the chords",
    kind="float",
    minimum=0.0,
    maximum=2.0,
    step=0.1,
    default=FOLLOW,
    help="How closely the chords that you wrote are followed: 0 not at all, 2 to the letter. "
    "Without written chords it changes nothing.",
)
SWING = Parameter(
    name="swing",
    label="Swing",
    kind="choice",
    default=AS_SUNG,
    choices=(AS_SUNG, NO_SWING, LIGHT_SWING, HARD_SWING),
    help="How late the band's notes between the beats come: as late as your melody's, or as you "
    "choose. Your melody stays as it is.",
)
ENDING = Parameter(
    name="ending",
    label="Ending",
    kind="choice",
    default=AS_IT_COMES,
    choices=(AS_IT_COMES, RING_OUT, CLOSE),
    help="Ring out: the band's last notes are held for a bar more. Close: the band comes to the "
    "last chord with your last note and holds it.",
)
PARAMETERS = (
    Parameter(
        name="creativity",
        label="Creativity",
        kind="float",
        minimum=0.5,
        maximum=1.5,
        step=0.05,
        default=0.9,
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
        default=2,
        help="How often the band goes over its parts. 0 is the first draft as it comes; many make "
        "it plainer.",
    ),
    FOLLOW_CHORDS,
    SWING,
    ENDING,
    CANDIDATES,
    MELODY_TRACK,
)
