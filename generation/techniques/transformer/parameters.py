"""What a musician may choose of the Transformer."""

from dataclasses import replace

from generation.catalogue import Parameter
from generation.techniques.parameters import CANDIDATES, FIRST_BAR, LAST_BAR, MELODY_TRACK
from generation.techniques.transformer.instruments import INSTRUMENTS
from generation.techniques.transformer.prompt import MODES
from generation.techniques.transformer.windows import GENRES

PARAMETERS = (
    Parameter(
        name="mode",
        label="What to do",
        kind="choice",
        default=MODES[0],
        choices=MODES,
        help=(
            "Carry the song on, begin it earlier, write some bars anew, or add a track to "
            "those that are there."
        ),
    ),
    Parameter(
        name="seconds",
        label="Seconds to add",
        kind="float",
        minimum=5,
        maximum=60,
        step=1,
        default=20,
        help="Whole bars, as near to this as they come. Only to extend.",
    ),
    Parameter(
        name="temperature",
        label="Creativity",
        kind="float",
        minimum=0.5,
        maximum=1.5,
        step=0.05,
        default=1.0,
        help="Low: the most usual notes. High: more surprises, and more of them wrong.",
    ),
    CANDIDATES,
    Parameter(
        name="considered",
        label="Takes considered",
        kind="int",
        minimum=1,
        maximum=4,
        step=1,
        default=1,
        help=(
            "So many are played, and the one that goes on best from your song is marked. You hear "
            "the first while the others are played. Only to extend."
        ),
    ),
    Parameter(
        name="instrument",
        label="Instrument of the added track",
        kind="choice",
        default="bass",
        choices=tuple(INSTRUMENTS),
        help="Only to add a track.",
    ),
    Parameter(
        name="harmony",
        label="Follow the harmony",
        kind="float",
        minimum=0.0,
        maximum=2.0,
        step=0.1,
        default=1.0,
        help=(
            "How closely each track keeps to the chords that sound in the others; an added track "
            "and bars written anew also to the bars around. 0: by the network's own ear."
        ),
    ),
    Parameter(
        name="density",
        label="Notes of the added track",
        kind="float",
        minimum=0.5,
        maximum=2.0,
        step=0.1,
        default=1.0,
        help=(
            "1: about as many as such a part has beside such others. 2: twice as many. Only to "
            "add a track, or where the chosen track alone is written anew."
        ),
    ),
    Parameter(
        name="genre",
        label="Style",
        kind="choice",
        default=GENRES[0],
        choices=tuple(GENRES),
        help="A hint. At any, the style is taken from your music alone.",
    ),
    Parameter(
        name="ending",
        label="Come to an end",
        kind="bool",
        default=True,
        help="The new bars lead to an ending. Without it they stop as if the piece went on.",
    ),
    Parameter(
        name="solo",
        label="Only the chosen track plays",
        kind="bool",
        default=False,
        help=(
            "In the new bars all other tracks are silent. When bars are written anew, the "
            "others stay as they are."
        ),
    ),
    Parameter(
        name="variety",
        label="Avoid repeated notes",
        kind="float",
        minimum=0.0,
        maximum=2.0,
        step=0.1,
        default=0.0,
        help="Makes pitches that a track has just played less likely.",
    ),
    Parameter(
        name="recall",
        label="Passages may come back",
        kind="bool",
        default=True,
        help=(
            "The model is reminded of what came before and takes it up again; where it carries "
            "a song on, about as often as songs do. Off: it finds something new."
        ),
    ),
    Parameter(
        name="key",
        label="Stay in the key",
        kind="float",
        minimum=0.0,
        maximum=1.5,
        step=0.05,
        default=0.4,
        help=(
            "How closely new bars keep to the key of your song, and end in it. Only to extend; "
            "0 leaves it to the model."
        ),
    ),
    Parameter(
        name="top_p",
        label="Likely notes only (top-p)",
        kind="float",
        minimum=0.5,
        maximum=1.0,
        step=0.01,
        default=0.96,
        help=(
            "Each choice is made among the likeliest values that together have this share "
            "of the probability."
        ),
    ),
    Parameter(
        name="top_k",
        label="Most values to choose from (top-k)",
        kind="int",
        minimum=0,
        maximum=200,
        step=1,
        default=0,
        help="0 means all.",
    ),
    replace(FIRST_BAR, help="To write bars anew or to add a track: the first bar."),
    LAST_BAR,
    replace(
        MELODY_TRACK,
        label="Track",
        help="The track that plays alone where only one does, counted from 0.",
    ),
)
