"""The Transformer at work: it carries a piece on, begins it earlier, fills bars, or adds a
track."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from generation.catalogue import Card
from generation.codecs.score import Notes, sort_notes
from generation.inference.threads import one_thread
from generation.music.song import Note, Song
from generation.take import Check, Progress, Take, difference, untold
from generation.techniques.transformer.choosing import choose_best
from generation.techniques.transformer.decoding import Candidates
from generation.techniques.transformer.history import Row
from generation.techniques.transformer.inference import Weights, load
from generation.techniques.transformer.passage import Passage
from generation.techniques.transformer.prompt import PassagePlan, build_plan
from generation.techniques.transformer.windowed_inference import WindowedInference


class Played(NamedTuple):
    """One note as it is written, and how far the work has come."""

    candidate: int
    row: Row  # see `PassagePlan.note`
    done: float  # share, from 0 to 1


def play(
    card: Card,
    song: Song,
    track: int,
    parameters: dict[str, Any],
    seed: int,
    progress: Progress,
    check: Check,
) -> Take:
    """`song` with new music in it; other takes of the same wish come along as edits of the
    first."""
    return perform(load(card), song, track, parameters, seed, progress, check)


def perform(
    weights: Weights,
    song: Song,
    track: int,
    parameters: dict[str, Any],
    seed: int,
    progress: Progress = untold,
    check: Check = lambda: None,
) -> Take:
    """As `play`, with a network at hand: an installed one, or one in training."""
    plan = build_plan(song, track, parameters)
    shown, considered = int(parameters["candidates"]), count_considered(plan, parameters)
    made: list[list[Row]] = [[] for _ in range(max(shown, considered))]

    def draft() -> Song:
        # a copy: others may ask while notes are still added
        return with_rows(plan, list(made[0]))

    for played in written(weights, plan, seed, shown, len(made)):
        check()
        made[played.candidate].append(played.row)
        progress(played.done, f"{len(made[played.candidate])} notes", draft)
    best = choose_best(plan.passages[0], list(map(as_notes, made))) if considered > 1 else None
    hidden = [] if best is None or best < shown else [best]
    first, *others = (with_rows(plan, made[number]) for number in (*range(shown), *hidden))
    marked = None if best is None else min(best, shown)
    return Take(first, others=tuple(difference(first, other) for other in others), best=marked)


def count_considered(plan: PassagePlan, parameters: dict[str, Any]) -> int:
    """Takes among which the best is marked: only where a song is carried on."""
    return int(parameters["considered"]) if len(plan.passages[0].task.played) else 1


def written(
    weights: Weights, plan: PassagePlan, seed: int, shown: int = 1, count: int = 1
) -> Iterator[Played]:
    """The notes in the order in which they are drawn: what has come may be heard while the rest is
    written.

    The takes that are shown are drawn first, together; then those that they are compared with.
    """
    for takes in (range(shown), range(shown, count)):
        for number, row, share in draw_takes(weights, plan, seed, takes):
            done = (takes.start + share * len(takes)) / max(shown, count)
            yield Played(number, row, done)


def draw_takes(
    weights: Weights, plan: PassagePlan, seed: int, takes: range
) -> Iterator[tuple[int, Row, float]]:
    """(candidate, row, share done) of some takes. Each is what it is whichever are drawn with
    it."""
    if len(plan.passages) == 1 and takes:
        yield from passage_notes(weights, plan.passages[0], seed, takes)
        return
    for at, candidate in enumerate(takes):  # each goes its own way from passage to passage
        made: list[Row] = []
        for number, passage in enumerate(plan.passages):
            hearing = with_given(passage, made)
            own = seed + 7919 * candidate + number
            for _, row, share in passage_notes(weights, hearing, own, range(1)):
                made.append(row)
                done = (at + (number + share) / len(plan.passages)) / len(takes)
                yield candidate, row, done


def passage_notes(
    weights: Weights, passage: Passage, seed: int, takes: range
) -> Iterator[tuple[int, Row, float]]:
    """(candidate, row, share done)."""
    bounds, start = passage.bounds, partial(WindowedInference, weights)
    with one_thread():
        for notes in Candidates(start, passage, seed, len(takes), takes.start).rows():
            for number, note in enumerate(notes, takes.start):
                if note:
                    yield number, note, (note[0] - bounds.start) / (bounds.stop - bounds.start)


def with_given(passage: Passage, made: list[Row]) -> Passage:
    """The passage after others: what was played there is known."""
    task = passage.task
    rows = as_notes(made)
    near = rows[rows[:, 0] >= task.origin]
    return replace(
        passage, task=replace(task, given=sort_notes(np.concatenate([task.given, near])))
    )


def as_notes(rows: list[Row]) -> Notes:
    return np.array(rows, np.int32).reshape(-1, 5)


def with_rows(plan: PassagePlan, rows: list[Row]) -> Song:
    """The song with the notes of a take."""
    new: list[list[Note]] = [[] for _ in plan.song.tracks]
    for track, note in map(plan.note, rows):
        new[track].append(note)
    pairs = zip(plan.song.tracks, new, strict=True)
    return plan.song.with_tracks([replace(old, notes=(*old.notes, *more)) for old, more in pairs])
