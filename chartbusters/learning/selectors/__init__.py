"""What pages and the API ask about who has learnt what, and in which class."""

from chartbusters.learning.selectors.classes import (
    FEWEST,
    Holder,
    Row,
    Summed,
    answers_of,
    class_is_open,
    class_steps,
    class_version,
    classes_of,
    classes_over,
    classes_told,
    rows_of,
    seats_held,
    seats_open,
    seats_told,
    steps_named,
)
from chartbusters.learning.selectors.steps import steps_done, steps_of, steps_told

__all__ = [
    "FEWEST",
    "Holder",
    "Row",
    "Summed",
    "answers_of",
    "class_is_open",
    "class_steps",
    "class_version",
    "classes_of",
    "classes_over",
    "classes_told",
    "rows_of",
    "seats_held",
    "seats_open",
    "seats_told",
    "steps_done",
    "steps_named",
    "steps_of",
    "steps_told",
]
