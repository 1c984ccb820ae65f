"""What makers are told of their songs."""

from uuid import uuid4

from chartbusters.compositions.models import Composition
from chartbusters.notices.kinds import Kind, kinds_add
from chartbusters.notices.services import event_record

HIDDEN = Kind(
    "song_hidden",
    "staff keep a song of yours private",
    "Staff keep your song “{label}” private",
    mailed=True,
)


def connect() -> None:
    kinds_add(HIDDEN)


def hiding_tell(composition: Composition, reason: str) -> None:
    """Each time anew: a song may be hidden, shown again, and hidden for something else."""
    event_record(
        kind=HIDDEN.name,
        key=uuid4().hex,
        label=composition.title,
        address=composition.get_absolute_url(),
        audience=f"person:{composition.owner_id}",
        data={"words": f"Why: {reason}"},
    )
