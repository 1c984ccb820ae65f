"""Files that no row names any more: rows go with their person or their song."""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from chartbusters.takehome.models import FOLDER, Parcel

YOUNG = timedelta(hours=1)  # far longer than a worker needs between a file and its row


def parcels_sweep() -> int:
    """Removes them; returns how many."""
    try:
        names = default_storage.listdir(FOLDER)[1]
    except FileNotFoundError:  # nothing was made yet
        return 0
    known = {str(pk) for pk in Parcel.objects.values_list("pk", flat=True)}
    orphans = [name for name in names if name.rpartition("-")[0] not in known and _is_old(name)]
    for name in orphans:
        default_storage.delete(f"{FOLDER}/{name}")
    return len(orphans)


def _is_old(name: str) -> bool:
    try:
        return timezone.now() - default_storage.get_modified_time(f"{FOLDER}/{name}") > YOUNG
    except FileNotFoundError:
        return False
