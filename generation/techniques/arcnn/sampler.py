"""The AR-CNN at work: it edits a track note by note towards Bach, or sings alto, tenor and bass
under it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.random import Generator as Random
from numpy.typing import NDArray

from generation.catalogue import Card
from generation.codecs.accents import measure_accents
from generation.codecs.chorale import (
    LOWEST,
    REST,
    VOICES,
    VoicedNote,
    encode_pitch,
    encode_voices,
    find_vocal_shift,
    separate_voices,
)
from generation.codecs.grid import Grid, build_grid
from generation.codecs.instrumentation import (
    BREATH,
    Part,
    build_pitched_track,
    smooth_velocity,
)
from generation.codecs.monophonic import LOWEST as LOWEST_OF_LINES
from generation.codecs.monophonic import Line, mark_changes
from generation.inference.threads import one_thread
from generation.music.melody import monophonic_share
from generation.music.song import Note, Song, Track
from generation.take import Check, Edit, Progress, Take, untold
from generation.techniques.arcnn.candidates import EditState
from generation.techniques.arcnn.config import GIVEN, HIDDEN
from generation.techniques.arcnn.editing import edit
from generation.techniques.arcnn.gibbs import sample_gibbs, write_rules
from generation.techniques.arcnn.log_probs import Cells, Network, get_beat_phases, load
from generation.techniques.arcnn.parameters import count_iterations, count_removable
from generation.techniques.arcnn.song_chords import hear_chords
from generation.techniques.arcnn.voice_moves import price_bustle

SOFTER = 0.85  # velocity of added notes beside the track's own
LOW = 60  # MIDI pitch: a track that lies lower on average can be the bass
HARMONY_PASSES = 0.25  # passes of the network for one iteration, when harmonising
WHOLE_SONG = 0


def play(
    card: Card,
    song: Song,
    track: int,
    parameters: dict[str, Any],
    seed: int,
    progress: Progress,
    check: Check,
) -> Take:
    """`song` with one track rewritten, or with three voices more; all other tracks stay note for
    note."""
    with one_thread():
        return perform(load(card), card, song, track, parameters, seed, progress, check)


def perform(
    network: Network,
    card: Card,
    song: Song,
    track: int,
    parameters: dict[str, Any],
    seed: int,
    progress: Progress = untold,
    check: Check = lambda: None,
) -> Take:
    """As `play`, with a network at hand: an installed one, or one in training."""
    random = np.random.default_rng(seed)
    if parameters["mode"] == "harmonise":
        return Take(harmonise(network, card, song, track, parameters, random, progress, check))
    return enhance(network, song, track, parameters, random, progress, check)


def enhance(
    network: Network,
    song: Song,
    track: int,
    parameters: dict[str, Any],
    random: Random,
    progress: Progress,
    check: Check,
) -> Take:
    notes = song.tracks[track].notes
    grid = build_grid(song, notes[0].onset, song.tracks[track].end)
    seats = separate_voices(notes, grid)
    edit_state = prepare_edits(song, track, seats, grid, parameters)

    def tick(done: int, iterations: int) -> None:
        check()
        progress(done / iterations, f"Edit {done} of {iterations}")

    loudness = smooth_velocity(notes, grid) * SOFTER + measure_accents(grid)
    level = np.clip(loudness, 1, 127).astype(int).tolist()
    ticks = grid.ticks.tolist()

    def make_note(start: int, stop: int, pitch: int) -> Note:
        onset, end = ticks[start], ticks[stop]
        return Note(onset, pitch, end - onset - min(BREATH, (end - onset) // 4), level[start])

    inside = mask_region(song, grid, seats, parameters)
    iterations = count_iterations(parameters, int(inside.sum()))
    risk = float(parameters["creative_risk"])
    made = edit(
        network, edit_state, get_beat_phases(grid), iterations, risk, make_note, random, tick
    )
    rewritten = replace(
        song.tracks[track],
        notes=(*edit_state.unseated, *(seat.note for seat in edit_state.seats)),
    )
    tracks = [rewritten if number == track else each for number, each in enumerate(song.tracks)]
    edits = tuple(Edit(each.kind, track, each.seat.note) for each in made)
    return Take(song.with_tracks(tracks), edits, beliefs=tuple(each.belief for each in made))


def prepare_edits(
    song: Song, track: int, seats: list[VoicedNote], grid: Grid, parameters: dict[str, Any]
) -> EditState:
    """The track and all bounds of its editing. Percentages are rounded down."""
    notes = song.tracks[track].notes
    inside = mask_region(song, grid, seats, parameters)
    locked = {(onset, pitch) for onset, pitch in parameters["locked"]}
    free = [
        s
        for s in seats
        if inside[s.start : s.stop].all() and (s.note.onset, s.note.pitch) not in locked
    ]
    shift = find_vocal_shift(seats)
    context = encode_bass(song, track, seats, grid, shift)
    fillable = np.broadcast_to(inside, context.kind.shape) & (context.kind == HIDDEN)
    removable = count_removable(parameters, len(notes))
    addable = int(parameters["maximum_added"])
    unseated = tuple((Counter(notes) - Counter(seat.note for seat in seats)).elements())
    return EditState(
        shift,
        set(seats),
        frozenset(free),
        fillable,
        grid.bar,
        context,
        unseated,
        removable,
        addable,
        price_bustle(encode_voices(seats, grid.steps, shift)[0], get_beat_phases(grid)),
        hear_chords(song, track, grid, shift),
    )


def mask_region(
    song: Song, grid: Grid, seats: list[VoicedNote], parameters: dict[str, Any]
) -> NDArray[np.bool_]:
    """(T,) steps that may change: while the track plays, in the bars asked for (from 1; 0 as the
    last: to the end)."""
    lines = [*song.bar_starts(), int(grid.ticks[-1])]
    first_bar, last_bar = int(parameters["first_bar"]), int(parameters["last_bar"])
    first = lines[min(first_bar, len(lines)) - 1]
    last = lines[min(last_bar, len(lines) - 1)] if last_bar != WHOLE_SONG else int(grid.ticks[-1])
    steps = np.arange(grid.steps)
    played = (steps >= seats[0].start) & (steps < max(seat.stop for seat in seats))
    return played & (grid.ticks[:-1] >= first) & (grid.ticks[:-1] < last)


def encode_bass(song: Song, track: int, seats: list[VoicedNote], grid: Grid, shift: int) -> Cells:
    """The song's own bass, if it has one, as what the network hears but never edits."""
    state = np.zeros((len(VOICES), grid.steps), np.uint8)
    kind = np.full((len(VOICES), grid.steps), HIDDEN, np.uint8)
    bass = find_bass(song, track)
    if bass is not None and not any(seat.voice == 3 for seat in seats):
        for seat in separate_voices(bass.notes, grid):
            if seat.voice == 0 and bass.notes[0].onset < grid.ticks[-1]:
                state[3, seat.start : seat.stop] = encode_pitch(seat.note.pitch + shift % 12)
                kind[3, seat.start : seat.stop] = GIVEN
    return Cells(state, kind)


def find_bass(song: Song, track: int) -> Track | None:
    """The lowest track besides `track`, if it is one low line."""
    others = [
        each for n, each in enumerate(song.tracks) if n != track and each.notes and not each.drums
    ]
    low = [each for each in others if measure_pitch(each) < LOW and monophonic_share(each) > 0.8]
    return min(low, key=measure_pitch, default=None)


def measure_pitch(track: Track) -> float:
    return float(np.mean([note.pitch for note in track.notes]))


def harmonise(
    network: Network,
    card: Card,
    song: Song,
    track: int,
    parameters: dict[str, Any],
    random: Random,
    progress: Progress,
    check: Check,
) -> Song:
    notes = song.tracks[track].notes
    grid = build_grid(song, notes[0].onset, song.tracks[track].end)
    seats = [seat for seat in separate_voices(notes, grid) if seat.voice == 0]
    shift = find_vocal_shift(seats)
    states = encode_voices(seats, grid.steps, shift)
    free = np.broadcast_to(mask_region(song, grid, seats, parameters), states.shape).copy()
    free[0] = False

    def tick(number: int, passes: int) -> None:
        check()
        progress(number / passes, f"Pass {number + 1} of {passes}")

    passes = max(1, round(HARMONY_PASSES * count_iterations(parameters, grid.steps)))
    risk = float(parameters["creative_risk"])
    phase = get_beat_phases(grid)
    rules = write_rules(states[0], phase, hear_chords(song, track, grid, shift))
    drawn = sample_gibbs(network, states, free, phase, passes, risk, random, tick, rules)
    struck = mark_changes(states[0])
    struck[[seat.start for seat in seats]] = True
    lines = [decode_line(line, struck, grid) for line in np.where(free, drawn, REST)[1:]]
    return song.with_tracks([*song.tracks, *build_tracks(card, lines, grid, notes, -shift)])


def build_tracks(
    card: Card, lines: list[Line], grid: Grid, notes: Sequence[Note], shift: int
) -> list[Track]:
    """A track for each of the lines that sing, under a melody's `notes`."""
    parts = [Part.from_json(track) for track in card.tracks]
    added = [build_pitched_track(part, lines, grid, notes, shift) for part in parts]
    return [each for each in added if each.notes]


def decode_line(states: NDArray[np.uint8], struck: NDArray[np.bool_], grid: Grid) -> Line:
    """A voice as notes: held pitches are sung again where the melody begins a note on a beat, as
    choirs do."""
    state = np.where(states == REST, REST, states + LOWEST - LOWEST_OF_LINES).astype(np.uint8)
    again = struck & (grid.position % 4 == 0) & (state != REST)
    return Line(state, mark_changes(state) | again)
