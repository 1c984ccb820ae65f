"""pretty_midi's reading of a file as a song, after the pedals have been worked, and what that
reading leaves out."""

import io
from collections import Counter
from typing import NamedTuple

import mido
import numpy as np
import pretty_midi
from numpy.typing import NDArray

from generation.music.chunks import coarsen, mido_events, rewrite
from generation.music.document import DENOMINATORS, TEMPO_US
from generation.music.holding import hold
from generation.music.midi import decode_text
from generation.music.prescan import without_keys
from generation.music.remarks import dropped_from
from generation.music.song import (
    DEFAULT_TEMPO_US,
    TICKS_PER_QUARTER,
    Meter,
    Note,
    Song,
    Tempo,
    Track,
)

# The library refuses more than 10 million ticks, which honest files of 32,767 ticks a quarter reach
# in two minutes. Bounds of ours (`prescan.py`) are in seconds and notes, and the process has a
# limit of memory.
pretty_midi.pretty_midi.MAX_TICK = 10**8
FINEST = 4 * TICKS_PER_QUARTER


class Clock:
    """Seconds to ticks of ours, for whole arrays: pretty_midi's own way takes most of a second for
    20,000 notes."""

    def __init__(self, midi: pretty_midi.PrettyMIDI) -> None:
        self.seconds, self.qpm = (
            np.asarray(values, np.float64) for values in midi.get_tempo_changes()
        )
        self.resolution = float(midi.resolution)
        passed = np.diff(self.seconds) * self.qpm[:-1] / 60  # quarters between two changes of tempo
        self.quarters = np.concatenate([[0.0], np.cumsum(passed)])

    def ticks(self, seconds: NDArray[np.float64] | list[float]) -> list[int]:
        """Ticks of `TICKS_PER_QUARTER`, by way of the file's own whole ticks."""
        times = np.asarray(seconds, np.float64)
        at = np.maximum(np.searchsorted(self.seconds, times, side="right") - 1, 0)
        quarters = self.quarters[at] + (times - self.seconds[at]) * self.qpm[at] / 60
        whole = np.rint(quarters * self.resolution) / self.resolution
        return [int(tick) for tick in np.rint(whole * TICKS_PER_QUARTER)]


class Parsed(NamedTuple):
    """The song in a file; how often what was dropped or changed, by the names of `remarks.py`; the
    copyright notice."""

    song: Song
    counts: dict[str, int]
    copyright: str


def parse(data: bytes) -> Parsed:
    """The song in a file that `prescan` has passed. Raises whatever mido and pretty_midi raise for
    a broken one."""
    try:
        midi = mido.MidiFile(file=io.BytesIO(data))
    except mido.KeySignatureError:
        # Of no use here in any case; and the notes of such a file are as good as any.
        midi = mido.MidiFile(file=io.BytesIO(without_keys(data)))
    counts, notice = dropped_from(midi)
    title = _title(midi)
    counts += _worked(midi)
    read = pretty_midi.PrettyMIDI(mido_object=midi)
    song = _song(read).with_title(title)
    counts["tempo"] = _beyond(read)
    return Parsed(song, dict(counts), decode_text(notice))


def _worked(midi: mido.MidiFile) -> Counter[str]:
    """Lets pedals hold what they hold; and a file of more than `FINEST` ticks a quarter gets ours.

    pretty_midi holds 32 bytes for each tick.
    """
    events = mido_events(midi)
    if midi.ticks_per_beat > FINEST:
        coarsen(midi, events, TICKS_PER_QUARTER)
    held = hold(events, midi.ticks_per_beat)
    rewrite(midi, events)
    return Counter(pedal=held.pedalled, unreleased=held.unreleased, instant=held.instant)


def _title(midi: mido.MidiFile) -> str:
    """The name of the first chunk, if that holds no notes: else it is a track's."""
    first = midi.tracks[0] if midi.type == 1 and midi.tracks else []
    if any(message.type == "note_on" for message in first):
        return ""
    return next(
        (decode_text(message.name) for message in first if message.type == "track_name"), ""
    )


def _song(midi: pretty_midi.PrettyMIDI) -> Song:
    clock = Clock(midi)
    return Song(
        tracks=tuple(
            _track(clock, instrument) for instrument in midi.instruments if instrument.notes
        ),
        tempi=_tempi(clock),
        meters=_meters(midi, clock),
    )


def _track(clock: Clock, instrument: pretty_midi.Instrument) -> Track:
    onsets = clock.ticks([note.start for note in instrument.notes])
    ends = clock.ticks([note.end for note in instrument.notes])
    notes = [
        Note(onset, note.pitch, max(1, end - onset), max(1, min(note.velocity, 127)))
        for note, onset, end in zip(instrument.notes, onsets, ends, strict=True)
    ]
    return Track(
        notes=tuple(notes),
        program=int(instrument.program),  # of a numpy kind, which JSON does not know
        drums=instrument.is_drum,
        name=decode_text(instrument.name),
        volume=_control(instrument, 7, 100),
        pan=_control(instrument, 10, 64),
    )


def _control(instrument: pretty_midi.Instrument, number: int, default: int) -> int:
    return next(
        (change.value for change in instrument.control_changes if change.number == number), default
    )


def _tempi(clock: Clock) -> tuple[Tempo, ...]:
    tempi = {0: DEFAULT_TEMPO_US}
    for tick, qpm in zip(clock.ticks(clock.seconds), clock.qpm, strict=True):
        tempi[tick] = min(max(round(60e6 / qpm), TEMPO_US.start), TEMPO_US.stop - 1)
    return tuple(Tempo(tick, tempo) for tick, tempo in sorted(tempi.items()))


def _beyond(midi: pretty_midi.PrettyMIDI) -> int:
    """How many tempi are faster or slower than any song here."""
    return sum(round(60e6 / qpm) not in TEMPO_US for qpm in midi.get_tempo_changes()[1])


def _meters(midi: pretty_midi.PrettyMIDI, clock: Clock) -> tuple[Meter, ...]:
    meters = {0: (4, 4)}
    changes = midi.time_signature_changes
    for tick, change in zip(clock.ticks([change.time for change in changes]), changes, strict=True):
        if change.denominator in DENOMINATORS and change.numerator <= 64:
            meters[tick] = (change.numerator, change.denominator)
    return tuple(Meter(tick, *meter) for tick, meter in sorted(meters.items()))
