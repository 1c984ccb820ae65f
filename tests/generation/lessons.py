"""Helper: what the Transformer is asked to do with a work, without torch."""

import numpy as np

from generation.codecs.windows import Task
from generation.training.packed_scores import PackedScores
from generation.training.score_packing import pack_works
from generation.training.score_tasks import Tasks, draw_tasks, task_of
from generation.training.works import Work
from tests.generation.continuer import work


def scores(*works: Work) -> PackedScores:
    """One corpus of some works; of the Ode if none are told."""
    return pack_works([works or (work(),)], [1.0])


def tasks_of(works: PackedScores, count: int, limit: int, seed: int) -> tuple[Tasks, list[Task]]:
    """Drawn tasks, together and one by one."""
    tasks = draw_tasks(works, count, limit, np.random.default_rng(seed))
    return tasks, [task_of(works, tasks, number) for number in range(count)]


def drawn(one: Work, limit: int, seed: int) -> Task:
    return tasks_of(scores(one), 1, limit, seed)[1][0]
