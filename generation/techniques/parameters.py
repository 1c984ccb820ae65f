"""Parameters that several techniques have, each with words of its own where they differ."""

from generation.catalogue import Parameter

MELODY_TRACK = Parameter(
    name="melody_track",
    label="Melody track",
    kind="int",
    minimum=-1,
    maximum=63,
    step=1,
    default=-1,
    help=(
        "The track to accompany, counted from 0. At -1 the track that looks most like a "
        "melody is taken."
    ),
)
CANDIDATES = Parameter(
    name="candidates",
    label="Takes at once",
    kind="int",
    minimum=1,
    maximum=4,
    step=1,
    default=1,
    help="Different takes of the same wish, to choose from.",
)
FIRST_BAR = Parameter(
    name="first_bar",
    label="From bar",
    kind="int",
    minimum=1,
    maximum=1000,
    step=1,
    default=1,
    help="The first bar to work on.",
)
LAST_BAR = Parameter(
    name="last_bar",
    label="To bar",
    kind="int",
    minimum=0,
    maximum=1000,
    step=1,
    default=0,
    help="The last bar. 0 means to the end.",
)

# Of a training.
EPOCHS = Parameter(
    name="epochs",
    label="Epochs",
    kind="int",
    minimum=1,
    maximum=2000,
    step=1,
    default=16,
    help="How often the network is heard and kept; each hears the same number of windows of "
    "music. More take longer, and after some hundred little is learnt.",
)
SEED = Parameter(
    name="seed",
    label="Seed",
    kind="int",
    minimum=0,
    maximum=2**31 - 1,
    step=1,
    default=1,
    help="Where chance begins: the same seed, data and choices make the same network on the same "
    "machine.",
)
