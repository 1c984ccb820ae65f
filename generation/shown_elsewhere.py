"""What rooms above show to everybody of runs and models, beside what their owners share: an entry
whose result is told shows the run behind it."""

from collections.abc import Callable
from functools import reduce
from operator import or_

from django.db.models import Q

RUNS_SHOWN: list[Callable[[], Q]] = []  # conditions on `TrainingRun`
MODELS_SHOWN: list[Callable[[], Q]] = []  # on `TrainedModel`: to be looked at, not played


def shown_elsewhere(conditions: list[Callable[[], Q]]) -> Q:
    """Rows that meet one of them; none where there are none."""
    return reduce(or_, (condition() for condition in conditions), Q(pk__in=[]))
