"""Recordings as files: whether one is there, and the sweep of those that no row names."""

import shutil
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone

from chartbusters.compositions.models import Rendering, RenderingState
from chartbusters.compositions.rendering import rendering_lost

FOLDER = "renderings"
YOUNG = timedelta(hours=1)  # far longer than a worker needs between a file and its row
BATCH = 500


def recording_checked(*, digest: str) -> Rendering | None:
    """The audio of a song as far as it is; one whose file has gone is put in line again first."""
    rendering = Rendering.objects.filter(pk=digest).select_related("owner").first()
    if (
        rendering
        and rendering.state == RenderingState.DONE
        and not default_storage.exists(str(rendering.audio))
    ):
        rendering_lost(rendering=rendering)
        rendering.refresh_from_db()
    return rendering


def recordings_sweep() -> int:
    """Removes recordings that belong to no row, and what workers that were killed left behind;
    returns how many."""
    return sum(_swept(names) for names in _batches()) + _folders_swept()


def _batches() -> Iterator[list[str]]:
    try:
        names = iter([f"{FOLDER}/{name}" for name in default_storage.listdir(FOLDER)[1]])
    except FileNotFoundError:  # nothing was recorded yet
        return
    while batch := list(islice(names, BATCH)):
        yield batch


def _swept(names: list[str]) -> int:
    known = set(Rendering.objects.filter(audio__in=names).values_list("audio", flat=True))
    orphans = [name for name in names if name not in known and _is_old(name)]
    # Asked once more, the age first and the rows second: a row that came to name one meanwhile
    # keeps it.
    known = set(Rendering.objects.filter(audio__in=orphans).values_list("audio", flat=True))
    for name in orphans:
        if name not in known:
            default_storage.delete(name)
    return len(set(orphans) - known)


def _is_old(name: str) -> bool:
    try:
        return timezone.now() - default_storage.get_modified_time(name) > YOUNG
    except FileNotFoundError:
        return False


def _folders_swept() -> int:
    """The folders in which workers write; whoever is killed leaves one."""
    before = time.time() - YOUNG.total_seconds()
    left = [
        path for path in settings.RENDERING_DIR.glob("rendering-*") if path.stat().st_mtime < before
    ]
    for path in left:
        shutil.rmtree(path, ignore_errors=True)
    return len(left)
