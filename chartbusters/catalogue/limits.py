"""What models cannot do, in plain words: of each technique, and of whoever trained one."""

from chartbusters.catalogue.places import Shown

OF_TECHNIQUES = {
    "gan": (
        "It plays to a melody: without one it has nothing to say, and it never changes yours.",
        "It hears eight bars at a time, so it plans no verse and no chorus beyond what the melody "
        "brings.",
        "It writes notes on a grid of sixteenths; rubato and free time are lost on it.",
    ),
    "arcnn": (
        "It knows four voices of chorales and little else: fast passages, wide leaps and drums are "
        "strange to it.",
        "It adds and takes away single notes, so it may undo what you meant; lock what must stay.",
        "It hears some bars at a time and knows no form.",
    ),
    "transformer": (
        "It carries on what it hears for half a minute or so; after that it drifts.",
        "It writes no words, no dynamics by hand and no sound: instruments are those of the site.",
        "It repeats real passages at times; what it copied is measured below, not prevented.",
    ),
}
OF_ALL = "What it learnt from shapes what it plays: music unlike its data is played less well."
OF_TRAINED = (
    "It was trained here by one person, and nobody else has measured it: the figures are those of "
    "its run.",
    "Trained on little music it may play parts of that music again.",
)


def limits_of(shown: Shown) -> list[str]:
    """Sentences."""
    said = [*OF_TECHNIQUES.get(shown.card.technique, ()), OF_ALL]
    return said if shown.row is None else [*said, *OF_TRAINED]


DOES = {
    "gan": (
        "You bring a melody, and it plays a band to it: all parts at once, eight bars at a time.",
        "It is a generative adversarial network: a second one, the critic, can teach it by telling "
        "its music from real music.",
    ),
    "arcnn": (
        "You bring a tune, and it adds and takes away single notes until it sounds like what it "
        "learnt from, or sets it in four voices.",
        "It is an autoregressive convolutional network that looks at the whole piece each time.",
    ),
    "transformer": (
        "You bring a song, and it carries it on, begins it earlier, fills bars or adds a track.",
        "It is a Transformer: it writes note after note, each with all that it has heard in view.",
    ),
}


def does_of(shown: Shown) -> tuple[str, ...]:
    """What it does, in two sentences."""
    return DOES.get(shown.card.technique, (shown.card.description,))
