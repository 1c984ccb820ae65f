"""Between which bounds ratings lie, for the draw of pairs: two entries whose intervals overlap tell
more beside each other. Whatever is hidden from people, the server may look."""

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast

from chartbusters.leaderboard.models import Board, Standing
from chartbusters.web.prepared_queries import Prepared

Bounds = Mapping[str, tuple[float, float]]

MOST = 20_000  # standings; where there are more, pairs are drawn without
KEPT = 4  # challenges, in the memory of one process

_kept: OrderedDict[int, tuple[int, Bounds]] = OrderedDict()
_lock = Lock()


def bounds_told(challenge: int) -> Bounds:
    """Lower and upper bound of each rating on the present board, by the entry's key as the database
    writes it. Standings of a run never change, so they are read once a run."""
    row = _RUN.first(challenge)
    if row is None or row.run__entries > MOST:
        return {}
    with _lock:
        known = _kept.get(challenge)
    if known is None or known[0] != row.run_id:
        known = (row.run_id, {key: (low, high) for key, low, high in _STANDINGS.tuples(row.run_id)})
        with _lock:
            _kept[challenge] = known
            _kept.move_to_end(challenge)
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
    return known[1]


def _run(challenge: int) -> QuerySet[Board, tuple[int, int]]:
    boards = Board.objects.filter(challenge=challenge, run__isnull=False)
    return boards.values_list("run_id", "run__entries")


def _standings(run: int) -> QuerySet[Standing, tuple[str, float, float]]:
    keyed = Standing.objects.filter(run=run).annotate(key=Cast("entry", CharField()))
    return keyed.order_by().values_list("key", "low", "high")


_RUN, _STANDINGS = Prepared(_run, 4_611_686_018), Prepared(_standings, 4_611_686_018)
