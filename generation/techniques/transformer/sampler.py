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
from generation.techniques.transformer.decoding import Candidates
from generation.techniques.transformer.inference import Weights, load
from generation.techniques.transformer.passage import Passage
from generation.techniques.transformer.prompt import PassagePlan, build_plan
from generation.techniques.transformer.windowed_inference import WindowedInference


class Played(NamedTuple):
    """One note as it is written, and how far the work has come."""

    candidate: int
    track: int
    note: Note
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
    count = int(parameters["candidates"])
    new: list[list[tuple[int, Note]]] = [[] for _ in range(count)]

    def draft() -> Song:
        # a copy: others may ask while notes are still added
        return with_notes(plan.song, list(new[0]))

    for played in written(weights, plan, seed, count):
        check()
        new[played.candidate].append((played.track, played.note))
        progress(played.done, f"{len(new[played.candidate])} notes", draft)
    songs = [with_notes(plan.song, notes) for notes in new]
    return Take(songs[0], others=tuple(difference(songs[0], other) for other in songs[1:]))


def written(weights: Weights, plan: PassagePlan, seed: int, count: int = 1) -> Iterator[Played]:
    """The notes in the order in which they are drawn: what has come may be heard while the rest is
    written."""
    if len(plan.passages) == 1:
        for number, note, share in passage_notes(weights, plan.passages[0], seed, count):
            yield Played(number, *plan.note(note), share)
        return
    for candidate in range(count):  # each goes its own way from passage to passage
        made: list[tuple[int, ...]] = []
        for number, passage in enumerate(plan.passages):
            hearing = with_given(passage, made)
            for _, note, share in passage_notes(
                weights, hearing, seed + 7919 * candidate + number, 1
            ):
                made.append(note)
                done = (candidate + (number + share) / len(plan.passages)) / count
                yield Played(candidate, *plan.note(note), done)


def passage_notes(
    weights: Weights, passage: Passage, seed: int, count: int
) -> Iterator[tuple[int, tuple[int, ...], float]]:
    """(candidate, row, share done)."""
    bounds = passage.bounds
    with one_thread():
        for notes in Candidates(partial(WindowedInference, weights), passage, seed, count).rows():
            for number, note in enumerate(notes):
                if note:
                    yield number, note, (note[0] - bounds.start) / (bounds.stop - bounds.start)


def with_given(passage: Passage, made: list[tuple[int, ...]]) -> Passage:
    """The passage after others: what was played there is known."""
    task = passage.task
    rows: Notes = np.array(made, np.int32).reshape(-1, 5)
    near = rows[rows[:, 0] >= task.origin]
    return replace(
        passage, task=replace(task, given=sort_notes(np.concatenate([task.given, near])))
    )


def with_notes(song: Song, notes: list[tuple[int, Note]]) -> Song:
    new: list[list[Note]] = [[] for _ in song.tracks]
    for track, note in notes:
        new[track].append(note)
    pairs = zip(song.tracks, new, strict=True)
    return song.with_tracks([replace(old, notes=(*old.notes, *more)) for old, more in pairs])
