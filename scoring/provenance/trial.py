"""Whether checks of provenance hold: takes by all installed models in all their modes, made, and
made again in fresh processes under other kernels of OpenBLAS, which sum in other orders."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, cycle, islice, product
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from threadpoolctl import threadpool_info

from generation.catalogue import Card, cards
from generation.engine import Request, generate
from generation.music.document import from_document, to_document
from generation.music.song import TICKS_PER_QUARTER, Note, Song, Track
from scoring.provenance.replaying import Replay, replay, results_of
from scoring.provenance.tracing import Taken, trace

SCALE = (60, 62, 64, 65, 67, 69, 71, 72, 74, 76)  # C major
LENGTHS = (480, 960, 960, 1440)  # ticks
BARS = 6
# What keeps a mode short, or gives it what it needs, where the model has such a parameter.
CHOSEN = {"seconds": 8, "first_bar": 2, "last_bar": 3}
MODE = "mode"
LARGE = 2**52  # of every fifth seed, since seeds are not always small


class Kernel(NamedTuple):
    """What a process found, by the kernel that its BLAS used."""

    name: str
    replays: list[Replay]

    @property
    def verified(self) -> int:
        return sum(not one.why for one in self.replays)


def wishes(count: int) -> Iterator[Request]:
    """So many, dealt over all models and modes, each with its own seed and melody."""
    pairs = list(chain.from_iterable(product((card,), modes_of(card)) for card in cards()))
    for number, (card, mode) in enumerate(islice(cycle(pairs), count)):
        seed = number + LARGE * (number % 5 == 4)
        yield Request(card.technique, melody(number), card.name, seed, chosen(card, mode))


def modes_of(card: Card) -> Sequence[str]:
    """The modes of a model; one without a name where it has none."""
    found = (parameter.choices for parameter in card.parameters if parameter.name == MODE)
    return next(found, ("",))


def chosen(card: Card, mode: str) -> dict[str, Any]:
    """The parameters of a wish in this mode; bars are said where there is a mode for them."""
    known = {parameter.name for parameter in card.parameters}
    said = {name: value for name, value in CHOSEN.items() if name in known and mode}
    return {**said, **({MODE: mode} if mode else {})}


def melody(seed: int) -> Song:
    """Six bars of steps and small leaps in C major."""
    dice, at, step = random.Random(seed), 0, 4
    notes: list[Note] = []
    while at < BARS * 4 * TICKS_PER_QUARTER:
        length = dice.choice(LENGTHS)
        notes.append(Note(at, SCALE[step], length, 90))
        step = min(max(step + dice.choice((-2, -1, -1, 1, 1, 2)), 0), len(SCALE) - 1)
        at += length
    return Song((Track(tuple(notes), name="Melody"),))


def make(request: Request) -> Taken:
    result = generate(request)
    return Taken(result.recipe, request.song, results_of(result.song, result.recipe))


def keep(takes: Iterable[Taken], file: Path) -> None:
    """Writes takes for another process, a line each."""
    file.write_text("\n".join(map(_line, takes)))


def _line(take: Taken) -> str:
    songs = filter(None, (take.before, *take.afters))
    return json.dumps([take.recipe, *map(to_document, songs)])


def read(file: Path) -> list[Taken]:
    """The inverse of `keep`."""
    rows = (json.loads(line) for line in file.read_text().splitlines())
    return [
        Taken(recipe, from_document(before), tuple(map(from_document, afters)))
        for recipe, before, *afters in rows
    ]


def replay_here(file: Path) -> dict[str, Any]:
    """What comes of the takes in this process, and by which kernel, as JSON."""
    replays = [replay(take) for take in read(file)]
    return {"kernel": kernel_here(), "replays": replays}


def kernel_here() -> str:
    """The kernel that numpy's BLAS chose for this processor, or was told to take."""
    names = (str(pool.get("architecture", "")) for pool in threadpool_info())
    return next(filter(None, names), "unknown")


def replay_under(kernel: str, file: Path) -> Kernel:
    """What comes of the takes in a fresh process under this kernel; the processor's own where none
    is named. Raises `subprocess.CalledProcessError`."""
    told = {"OPENBLAS_CORETYPE": kernel} if kernel else {}
    command = [sys.executable, "manage.py", "check_provenance", "--takes", str(file)]
    done = subprocess.run(
        command,
        env={**os.environ, **told},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    answer = json.loads(done.stdout)
    return Kernel(answer["kernel"], [Replay(*one) for one in answer["replays"]])


def changed_note_named(take: Taken) -> bool:
    """Whether one note of the model, put up a step, is found: it alone, by track and bar."""
    after = take.afters[0]
    written = trace([take], after)
    place = next(((t, n) for t, n in _notes(after) if _is_written(take, t, n)), None)
    if place is None:
        return not written.written
    number, note = place
    found = trace([take], _with_other(after, number, note)).gone
    track = after.tracks[number]
    names = (track.name or f"Track {number + 1}", note)
    return [(one.name, one.note) for one in found] == [names]


def exchanged_model_told(take: Taken) -> bool:
    """Whether a recipe of other weights under the same name is told as that."""
    other = take._replace(recipe={**take.recipe, "model_digest": "0" * 64})
    return replay(other).why == "model_differs"


def _notes(song: Song) -> Iterator[tuple[int, Note]]:
    for number, track in enumerate(song.tracks):
        for note in track.notes:
            yield number, note


def _is_written(take: Taken, track: int, note: Note) -> bool:
    before = take.before.tracks if take.before else ()
    return track >= len(before) or note not in before[track].notes


def _with_other(song: Song, number: int, note: Note) -> Song:
    track = song.tracks[number]
    others = list(track.notes)
    others[others.index(note)] = note._replace(pitch=note.pitch - 1, velocity=1)
    tracks = list(song.tracks)
    tracks[number] = replace(track, notes=tuple(others))
    return song.with_tracks(tracks)
