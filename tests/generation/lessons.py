"""Helper: works, and what the Transformer is asked to do with them, without torch."""

from collections.abc import Callable

import numpy as np
from numpy.random import Generator as Random

from generation.codecs.score import DRUM_KIT, DRUM_PITCH, LONGEST, STEPS, Notes, Score, sort_notes
from generation.techniques.transformer.masking import (
    GAP,
    ON,
    TRACK,
    Tasks,
    extract_task,
    mask_gaps,
    mask_tracks,
    sample_tasks,
)
from generation.techniques.transformer.packed_scores import PackedScores
from generation.techniques.transformer.packing import pack_works
from generation.techniques.transformer.windows import GENRES, Task
from generation.techniques.transformer.works import Work
from tests.generation.continuer import work

POP = GENRES.index("pop")
METERS = ((0, 4, 4), (150, 7, 8), (600, 3, 4))
SILENCE = 80  # beats: more than one row can tell


def work_with(notes: Notes) -> Work:
    return Work("test", POP, Score(notes, (0, 40, 32, DRUM_KIT), METERS, ((0, 100), (300, 1500))))


def random_work(seed: int, silence: int = SILENCE) -> Work:
    """Four tracks, the last of them drums, of chords and runs in three meters; a long silence
    within."""
    random = np.random.default_rng(seed)
    onset = np.sort(random.integers(0, 1000, 120))
    onset[80:] += silence * STEPS
    slot = random.integers(0, 4, 120)
    pitch = np.where(slot == 3, DRUM_PITCH + 36, random.integers(30, 100, 120))
    columns = [
        onset,
        slot,
        pitch,
        random.integers(1, LONGEST + 1, 120),
        random.integers(0, 16, 120),
    ]
    return work_with(sort_notes(np.stack(columns, 1).astype(np.int32)))


def scores(*works: Work) -> PackedScores:
    """One corpus of some works; of the Ode if none are told."""
    return pack_works([works or (work(),)], [1.0])


def tasks_of(works: PackedScores, tasks: Tasks) -> list[Task]:
    """Tasks one by one."""
    return [extract_task(works, tasks, number) for number in range(len(tasks.length))]


def drawn(one: Work, limit: int, seed: int) -> Task:
    works = scores(one)
    return extract_task(works, sample_tasks(works, 1, limit, np.random.default_rng(seed)), 0)


def draws(count: int = 200) -> list[Task]:
    """Tasks of every kind."""
    works = scores(*map(random_work, range(10)))
    return tasks_of(works, sample_tasks(works, count, 50, np.random.default_rng(1)))


def whole_works(works: PackedScores) -> Tasks:
    """Every work is to be played from its beginning to its end."""
    count = len(works)
    nothing, every = np.zeros(count, np.int64), np.arange(count)
    lengths = np.diff(works.offsets)
    said = (nothing, nothing + 100, nothing + POP, nothing, nothing, nothing - 1, nothing == 0)
    return Tasks(every, works.offsets[:-1], lengths, *said, np.ones(lengths.sum(), bool))


def left(kind: int, works: PackedScores, random: Random) -> Tasks:
    """Of every work some bars or some tracks are to be played, where that can be."""
    tasks, chosen = whole_works(works), np.ones(len(works), bool)
    if kind == GAP:
        return mask_gaps(works, tasks, chosen, random)
    notes = works.onset + works.length
    end = np.array(
        [
            notes[slice(*edges)].max()
            for edges in zip(works.offsets, works.offsets[1:], strict=False)
        ]
    )
    return mask_tracks(works, tasks, chosen, end, random)


def tasks(kind: int) -> list[Task]:
    """Forty tasks of one kind."""
    works = scores(*map(random_work, range(40)))
    random = np.random.default_rng(1)
    kinds: dict[int, Callable[[], Tasks]] = {
        ON: lambda: sample_tasks(works, 120, 60, random),
        GAP: lambda: left(GAP, works, random),
        TRACK: lambda: left(TRACK, works, random),
    }
    found = tasks_of(works, kinds[kind]())
    return [task for task in found if kind != ON or not len(task.given)]


def together(task: Task) -> Notes:
    return sort_notes(np.concatenate([task.given, task.played]))
