"""How many bytes a person's songs take: counted with each revision and checkpoint that comes and
goes, never beyond what is allowed.

The sum stands in one row a person. It moves in the transaction that writes or removes the
revisions, by one statement that asks and adds at once, so it is exact whatever happens at the same
moment.
"""

import json
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import F, Sum

from chartbusters.accounts.models import User
from chartbusters.compositions.models import Checkpoint, Revision, Storage
from chartbusters.web.errors import Refusal
from generation.models import StoredSong

COUNTED = (Revision, Checkpoint)
A_ROW = 500  # bytes of a revision beside its notes and its recipe, with its places in the indexes
NEAR = 0.8  # of what is allowed: from there on the library says so


class Stored(NamedTuple):
    """What a person's songs take, and what they may take."""

    used: int
    most: int

    @property
    def near(self) -> bool:
        return self.used >= NEAR * self.most


def stored_of(*, owner: User) -> Stored:
    row = Storage.objects.filter(owner=owner).first()
    return Stored(row.used if row else 0, _most())


def bytes_of(*, song: StoredSong, recipe: dict[str, Any]) -> int:
    """What one revision is counted as."""
    notes = len(song.packed) if song.packed is not None else len(song.document_json)
    return A_ROW + notes + len(json.dumps(recipe))


def storage_take(*, owner_id: int, size: int) -> None:
    """So many bytes more, less those that go, in the transaction that stores them. Raises `Refusal`
    without room."""
    if not _taken(owner_id, size):
        Storage.objects.get_or_create(owner_id=owner_id)  # nobody has a row before the first save
        if _taken(owner_id, size):
            return
        message = (
            f"Your songs with their histories take nearly {settings.STORED_MEGABYTES} MB, as "
            "much as we keep for one "
            "person, so this was not saved; what you saved before is safe. Delete songs that "
            "you no longer need: those "
            "with the longest histories take most."
        )
        raise Refusal("storage_full", message, 413)


def storage_hold(*, owner_id: int) -> None:
    """Who saves, shows or enters a song of this person at the same moment waits until the
    transaction ends. A composition that is held too is held before this."""
    Storage.objects.select_for_update().filter(owner_id=owner_id).first()


def _taken(owner_id: int, size: int) -> bool:
    # Asked and added in one statement: of two saves at once the second sees what the first has
    # taken.
    room = Storage.objects.filter(owner_id=owner_id, used__lte=_most() - size)
    return bool(room.update(used=F("used") + size))


def storage_give_back(*, rows: Any) -> None:
    """The bytes of revisions or checkpoints that are about to be deleted, all of one transaction
    that holds their compositions."""
    theirs = rows.order_by().values("composition__owner").annotate(size=Sum("size"))
    for row in list(theirs):
        Storage.objects.filter(owner=row["composition__owner"]).update(used=F("used") - row["size"])


def _most() -> int:
    return settings.STORED_MEGABYTES * 1_000_000


def storage_counted(*, owner: User) -> int:
    """The sum as it is by the rows themselves."""
    mine = [model._default_manager.filter(composition__owner=owner) for model in COUNTED]
    return sum(rows.aggregate(size=Sum("size"))["size"] or 0 for rows in mine)
