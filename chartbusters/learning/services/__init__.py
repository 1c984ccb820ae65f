"""Everything that is written about who has learnt what, and in which class."""

from chartbusters.learning.services.classes import (
    classes_forget,
    classroom_change,
    classroom_create,
    classroom_delete,
    classrooms_erase,
)
from chartbusters.learning.services.progress import progress_tell
from chartbusters.learning.services.seats import seat_leave, seat_take, seats_erase
from chartbusters.learning.services.steps import steps_keep

__all__ = [
    "classes_forget",
    "classroom_change",
    "classroom_create",
    "classroom_delete",
    "classrooms_erase",
    "progress_tell",
    "seat_leave",
    "seat_take",
    "seats_erase",
    "steps_keep",
]
