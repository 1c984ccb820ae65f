"""Plays that were told are counted: batch by batch, each with the place up to which the stream is
counted, in one transaction. Who is killed in between has counted nothing, or all of it once; two at
the same time wait for each other at the row that holds the place."""

import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from chartbusters.ops.streams import BEGINNING, Record, StreamAwayError, numbered
from chartbusters.plays import selectors
from chartbusters.plays.beginnings import Told, record_read
from chartbusters.plays.models import Counting, Hearing
from chartbusters.plays.reckoning import Heard, Reckoning
from chartbusters.plays.selectors import STREAM, moment

logger = logging.getLogger(__name__)
AT_ONCE = 1000  # records of one transaction
MOST = 50  # batches of one call; what is left is the next one's
# In the order of the songs: their rows are changed by the database with each.
_ADD = """
INSERT INTO plays_playday (listing_id, day, source, plays) VALUES {rows}
ON CONFLICT (listing_id, day, source) DO UPDATE SET plays = plays_playday.plays + excluded.plays
"""


def plays_count() -> Counter[str]:
    """What became of all that waited, by the words of `reckoning`."""
    said: Counter[str] = Counter()
    try:
        for _ in range(MOST if STREAM.waiting() else 0):
            batch = _batch_counted()
            said += batch
            if batch.total() < AT_ONCE:
                break
    except StreamAwayError:
        logger.warning("plays are not counted: their stream does not answer")
    return said


def _batch_counted() -> Counter[str]:
    with transaction.atomic():
        Counting.objects.get_or_create(pk=1)
        row = Counting.objects.select_for_update().get()
        records = STREAM.since(_place_in_stream(row.place), AT_ONCE)
        said = _counted(records)
        if records:
            row.place = records[-1].place
            row.save(update_fields=["place"])
    if records:
        STREAM.forget(row.place)
    return said


def _place_in_stream(place: str) -> str:
    """Where we are, unless the server has lost its files: a stream that is behind us is a new
    one."""
    if numbered(STREAM.last()) >= numbered(place):
        return place
    logger.warning("the stream of plays begins anew; what was not counted before is lost")
    return BEGINNING


def _counted(records: Sequence[Record]) -> Counter[str]:
    read = [(record.at, record_read(record.data)) for record in records]
    told = [(at, one) for at, one in read if one is not None]
    said = Counter({"unknown": len(read) - len(told)})
    if told:
        reckoning = _reckoning(told)
        said.update(reckoning.take(at, one) for at, one in told)
        _write(reckoning.counted)
    return said


def _reckoning(told: Sequence[tuple[int, Told]]) -> Reckoning:
    plays = [one.beginning for _, one in told]
    songs = {play.listing for play in plays}
    networks = {play.network.hex() for play in plays}
    audible = selectors.listings_audible(keys=songs)
    known = selectors.hearings_of(viewers=(play.viewer.hex() for play in plays))
    crowds = selectors.crowds_of(songs=songs, networks=networks, at=told[0][0])
    return Reckoning(known, crowds, audible, settings.PLAYS_OF_A_NETWORK)


def _write(counted: Sequence[tuple[Heard, int]]) -> None:
    days: Counter[tuple[int, date, int]] = Counter(
        (heard.listing, moment(heard.at).date(), source) for heard, source in counted
    )
    if days:
        rows = [(*key, number) for key, number in sorted(days.items())]
        with connection.cursor() as cursor:
            words = ", ".join(["(%s, %s, %s, %s)"] * len(rows))
            values: list[Any] = [*chain.from_iterable(rows)]
            cursor.execute(_ADD.format(rows=words), values)
    _remember(heard for heard, _ in counted)


def _remember(counted: Iterable[Heard]) -> None:
    last = {(heard.viewer, heard.listing): heard for heard in counted}
    rows = [
        Hearing(
            listing_id=heard.listing,
            viewer=heard.viewer,
            network=heard.network,
            counted_at=moment(heard.at),
            needed_ms=heard.needed,
            until=moment(heard.until),
        )
        for heard in last.values()
    ]
    Hearing.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["viewer", "listing"],
        update_fields=["network", "counted_at", "needed_ms", "until"],
    )
