"""The index of known songs: files that workers map into memory, made of the rows, and the rows that
have come since."""

import shutil
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db.models import Max, QuerySet
from django.db.models.functions import Now

from chartbusters.compositions.presets import presets
from chartbusters.originality.models import Known
from scoring.originality.index import Segment, build_segment, open_segment, write_segment
from scoring.originality.lines import find_lines, unpack_lines

MOST_LOOSE = 500  # rows that a look-up reads from the database, and a quarter of the files' pieces
SETTLED = timedelta(minutes=1)  # a row of a lower number may be committed after a higher one


class Index(NamedTuple):
    """What a song is looked up in, and the last known row in it."""

    segments: list[Segment]
    among: int


def open_index() -> Index:
    """The files and all rows behind them; the files are made anew when too many are behind."""
    number, folder = _newest()
    loose = Known.objects.filter(pk__gt=number)
    stored = open_segment(folder) if folder else build_segment([])
    if loose.count() > max(MOST_LOOSE, len(stored.keys) // 4):
        index_rebuild()
        number, folder = _newest()
        stored = open_segment(folder) if folder else stored
        loose = Known.objects.filter(pk__gt=number)
    fresh = _segment(loose)
    among = max([number, *fresh.keys.tolist()])
    return Index([_preset_segment(), stored, fresh], among)


def index_rebuild() -> int:
    """Writes the files anew from all rows that are settled; returns how many songs are in them.
    Twice at once does the same work twice, and one of both writes."""
    settled = Known.objects.filter(created_at__lt=Now() - SETTLED)
    last = settled.aggregate(last=Max("pk"))["last"]
    if last is None:
        return 0
    segment = _segment(Known.objects.filter(pk__lte=last))
    write_segment(segment, settings.ORIGINALITY_DIR / str(last))
    for number, folder in _folders():
        if number < last:  # who has them open reads on
            shutil.rmtree(folder, ignore_errors=True)
    return len(segment.keys)


def _segment(rows: QuerySet[Known]) -> Segment:
    found = rows.order_by("pk").values_list("pk", "lines").iterator(chunk_size=500)
    return build_segment((pk, unpack_lines(bytes(data))) for pk, data in found)


@lru_cache(maxsize=1)
def _preset_segment() -> Segment:
    """The melodies that the studio offers, by numbers below nought."""
    return build_segment((-place - 1, find_lines(one.song)) for place, one in enumerate(presets()))


def _folders() -> list[tuple[int, Path]]:
    top = settings.ORIGINALITY_DIR
    names = [path for path in top.iterdir() if path.name.isdigit()] if top.is_dir() else []
    return sorted((int(path.name), path) for path in names)


def _newest() -> tuple[int, Path | None]:
    return max(_folders(), default=(0, None))
