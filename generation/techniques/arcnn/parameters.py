"""What a musician may choose of the AR-CNN."""

from dataclasses import replace
from typing import Any

from generation.catalogue import Parameter
from generation.techniques.parameters import CANDIDATES, FIRST_BAR, LAST_BAR, MELODY_TRACK

BY_LENGTH = -1  # as many edits as the length of the music asks for
BY_ADDED = -1  # as many notes may go as have come
EDITS_A_STEP = 1.0  # sixteen in a bar of 4/4: three voices more, and second thoughts
LEAST_EDITS, MOST_EDITS = 12, 1000
HARMONISING = 100  # iterations, however long the song: each pass goes over all of it


def count_iterations(parameters: dict[str, Any], steps: int) -> int:
    """The edits wished for, or those that so many sixteenths of music ask for."""
    wished = int(parameters["iterations"])
    if wished != BY_LENGTH:
        return wished
    if parameters["mode"] == "harmonise":
        return HARMONISING
    return min(MOST_EDITS, max(LEAST_EDITS, round(EDITS_A_STEP * steps)))


def count_removable(parameters: dict[str, Any], notes: int) -> int | None:
    """How many of so many notes may be missing at the end, percentages rounded down; None: no more
    than were added."""
    wished = int(parameters["maximum_removed"])
    return None if wished == BY_ADDED else wished * notes // 100


PARAMETERS = (
    Parameter(
        name="mode",
        label="What to do",
        kind="choice",
        default="enhance",
        choices=("enhance", "harmonise"),
        help=(
            "Enhance rewrites the track note by note. Harmonise leaves it and adds alto, "
            "tenor and bass."
        ),
    ),
    Parameter(
        name="creative_risk",
        label="Creative risk",
        kind="float",
        minimum=0.5,
        maximum=6.0,
        step=0.1,
        default=1.0,
        help="Low: only edits that the model is sure of. High: unlikely ones too.",
    ),
    CANDIDATES,
    Parameter(
        name="maximum_removed",
        label="Maximum input notes to remove, %",
        kind="int",
        minimum=BY_ADDED,
        maximum=100,
        step=1,
        default=BY_ADDED,
        help=(
            "How many of your notes may be missing at the end. At 0 every one stays; at -1 no more "
            "go than are added. Not for Harmonise."
        ),
    ),
    Parameter(
        name="maximum_added",
        label="Maximum notes to add",
        kind="int",
        minimum=0,
        maximum=1000,
        step=1,
        default=1000,
        help="How many new notes there may be at the end. Not for Harmonise.",
    ),
    Parameter(
        name="iterations",
        label="Sampling iterations",
        kind="int",
        minimum=BY_LENGTH,
        maximum=1000,
        step=1,
        default=BY_LENGTH,
        help=(
            "The most single edits that are made. At -1 about sixteen for each bar. For Harmonise: "
            "four are one pass over the voices."
        ),
    ),
    replace(FIRST_BAR, help="Notes before this bar stay as they are."),
    replace(LAST_BAR, help="Notes after this bar stay as they are. 0 means to the end."),
    Parameter(
        name="locked",
        label="Locked notes",
        kind="notes",
        maximum=5000,
        default=[],
        help="Notes of the track that are never taken away. Not for Harmonise.",
    ),
    replace(
        MELODY_TRACK,
        help=("The track to work on, counted from 0. At -1 the one that looks most like a melody."),
    ),
)
