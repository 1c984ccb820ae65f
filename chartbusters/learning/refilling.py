"""What the capsule about rubbing out and refilling shows before anybody waits: a chorale, edits of
it by the shipped editor, and what each of its notes hears. All of it is made by the model, from
seeds that stand here and are kept with what came of them."""

from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings

from chartbusters.compositions.cutting import cut_bars
from chartbusters.compositions.presets import presets
from generation.catalogue import config_from, read_card
from generation.codecs.chorale import VoicedNote, find_vocal_shift, separate_voices
from generation.codecs.grid import build_grid
from generation.engine import Request, generate
from generation.inference.threads import one_thread
from generation.music.document import to_document
from generation.music.song import Note, Song, Tempo, Track
from generation.techniques.arcnn.config import ArcnnConfig
from generation.techniques.arcnn.hearing import measure_hearing, reach_of_blocks, seat_cells
from generation.techniques.arcnn.log_probs import get_beat_phases, load

TECHNIQUE, MODEL = "arcnn", "arcnn-bach"
TUNE, FIRST_BAR, BARS = "ode-to-joy", 4, 4  # the second line of it: it comes home
SLOW = Tempo(0, 750_000)  # 80 quarters a minute
LOUD, SOFT = 88, 64  # velocity of the tune, and of the voices below it
CHORALE: dict[str, Any] = {"mode": "harmonise", "creative_risk": 0.6}
CHORALE_SEED = 15
BAR = 4 * 960  # ticks
ONE = 1000  # shares are told in thousandths


class Trace(NamedTuple):
    """A wish of which the edits are kept: which notes were rubbed out, and what was asked."""

    name: str
    lower_voices: tuple[int, int]  # bars from and to (from 0) in which the voices below are gone
    seed: int
    parameters: dict[str, Any]


TRACES = (
    Trace("refill", (1, 3), 2, {"iterations": 25, "maximum_removed": 0}),
    Trace("doubts", (1, 3), 3, {"iterations": 400, "maximum_removed": 20}),
    Trace("adds", (1, 3), 1, {"iterations": 400, "maximum_removed": 0, "creative_risk": 4.0}),
    Trace("forgets", (1, 3), 1, {"iterations": 400, "maximum_removed": 100, "creative_risk": 4.0}),
)


def refilling_path() -> Path:
    return Path(settings.BASE_DIR) / "static" / "learning" / "refill.json"


def make_content() -> dict[str, Any]:
    """All that the capsule fetches."""
    song = make_chorale()
    seats = seats_of(song)
    config = config_from(ArcnnConfig, read_card(TECHNIQUE, MODEL).sizes)
    return {
        "weights": read_card(TECHNIQUE, MODEL).digest,
        "seed": CHORALE_SEED,
        "document": to_document(song),
        "voices": [seat.voice for seat in seats],
        "traces": {trace.name: make_trace(song, trace) for trace in TRACES},
        "hearing": [make_hearing(song, number) for number in range(len(seats))],
        "reach": reach_of_blocks(config),
        "attention": [number + 1 for number in config.attend_after],
    }


def make_chorale() -> Song:
    """Four voices in one track: a tune in the public domain, and three that the model sang under
    it."""
    tune = next(each.song for each in presets() if each.slug == TUNE)
    line = cut_bars(tune, FIRST_BAR, BARS)
    sung = generate(Request(TECHNIQUE, line, MODEL, CHORALE_SEED, CHORALE)).song
    notes: list[Note] = []
    for number, track in enumerate(sung.tracks):
        loud = SOFT if number else LOUD
        notes += [note._replace(velocity=loud) for note in track.notes]
    choir = Track(tuple(notes), program=0, name="Choir")
    return replace(sung.with_tracks([choir]), tempi=(SLOW,)).with_title(
        "Ode to Joy, in four voices"
    )


def seats_of(song: Song) -> list[VoicedNote]:
    """The notes in their order, each with its voice."""
    notes = song.tracks[0].notes
    seats = separate_voices(notes, build_grid(song, notes[0].onset, song.end))
    return sorted(seats, key=lambda seat: notes.index(seat.note))


def rubbed_of(song: Song, trace: Trace) -> list[int]:
    """Places of the notes that are gone before the model is asked."""
    first, last = (bar * BAR for bar in trace.lower_voices)
    return [
        place
        for place, seat in enumerate(seats_of(song))
        if seat.voice and first <= seat.note.onset < last
    ]


def make_trace(song: Song, trace: Trace) -> dict[str, Any]:
    """The edits as the recipe of a job tells them, with what was believed at each."""
    rubbed = rubbed_of(song, trace)
    notes = song.tracks[0].notes
    left = tuple(note for place, note in enumerate(notes) if place not in rubbed)
    holes = song.with_tracks([replace(song.tracks[0], notes=left)])
    made = generate(Request(TECHNIQUE, holes, MODEL, trace.seed, trace.parameters))
    return {
        "rubbed": rubbed,
        "parameters": trace.parameters,
        "seed": trace.seed,
        "edits": made.recipe["edits"],
        "beliefs": made.recipe["beliefs"],
    }


def make_hearing(song: Song, listener: int) -> list[int]:
    """How much the note hears of each, in thousandths."""
    notes, seats = song.tracks[0].notes, seats_of(song)
    grid = build_grid(song, notes[0].onset, song.end)
    cells = seat_cells(seats, grid.steps, find_vocal_shift(seats))
    with one_thread():
        network = load(read_card(TECHNIQUE, MODEL))
        moved = measure_hearing(network, seats, cells, get_beat_phases(grid), listener)
    return [round(float(share) * ONE) for share in moved]
