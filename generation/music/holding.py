"""How long notes sound in a file: on under the sustain pedal, and to the end of the song where no
key was released."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from generation.music.chunks import CONTROL, NOTE_OFF, Event

DRUMS = 9
PEDAL, ALL_SOUND_OFF, RESET, ALL_NOTES_OFF = 64, 120, 121, 123  # controllers
DOWN = 64  # a pedal at least so far


class Held(NamedTuple):
    """How many notes sound longer than their key was down, were never released, or had no
    length."""

    pedalled: int = 0
    unreleased: int = 0
    instant: int = 0


@dataclass
class _Channel:
    """What sounds on one channel while its events go by."""

    down: bool = False
    # chunk, pitch: onsets
    keys: dict[tuple[int, int], list[int]] = field(default_factory=lambda: defaultdict(list))
    struck: dict[int, int] = field(default_factory=dict)  # pitch: when last
    stopped: int = -1  # when all notes were last told to end
    # pitch: releases that wait
    kept: dict[int, list[Event]] = field(default_factory=lambda: defaultdict(list))


class Holding:
    """Goes once through all events of a file, in order of time, and moves releases to where the
    sound ends."""

    def __init__(self, beat: int) -> None:
        self.beat = beat  # ticks
        self.channels: dict[int, _Channel] = defaultdict(_Channel)
        self.added: list[Event] = []
        self.pedalled = self.unreleased = self.instant = self.last = 0

    def listen(self, events: list[Event]) -> Held:
        """The releases among `events` (in order of time) get new ticks; those that were missing are
        in `added`."""
        for event in events:
            if not event.kind:
                continue
            self.last = event.tick
            if event.strikes or event.releases:
                self._note(event, self.channels[event.channel])
            elif event.kind == CONTROL:
                self._control(event, self.channels[event.channel])
        for number, channel in self.channels.items():
            self._lift(channel, self.last)
            self._end(number, channel, self.last)
        return Held(self.pedalled, self.unreleased, self.instant)

    def _note(self, event: Event, channel: _Channel) -> None:
        pitch = event.first
        onsets = channel.keys[event.chunk, pitch]
        if event.strikes:
            # Struck again under the pedal, a string sounds anew: the note before ends here.
            self._release(channel.kept.pop(pitch, []), event.tick)
            onsets.append(event.tick)
            channel.struck[pitch] = event.tick
            return
        if onsets:
            self._key_up(event, channel, onsets)

    def _key_up(self, event: Event, channel: _Channel, onsets: list[int]) -> None:
        pitch, restruck = event.first, channel.struck[event.first] == event.tick
        begun = any(onset < event.tick for onset in onsets)
        # A release ends what began before, and what begins on its tick goes on.
        channel.keys[event.chunk, pitch] = [
            onset for onset in onsets if begun and onset == event.tick
        ]
        if not begun:
            event.tick += 1  # a note of no length would be lost
            self.instant += len(onsets)
        if channel.down and not (begun and restruck):
            channel.kept[pitch].append(event)

    def _control(self, event: Event, channel: _Channel) -> None:
        number, value = event.first, event.second
        if number == PEDAL and event.channel != DRUMS:
            channel.down = value >= DOWN
        elif number in (RESET, ALL_SOUND_OFF):
            channel.down = False
        if not channel.down:
            self._lift(channel, event.tick)
        if number in (ALL_SOUND_OFF, ALL_NOTES_OFF):
            self._stop(event.channel, channel, event.tick)

    def _lift(self, channel: _Channel, tick: int) -> None:
        for releases in channel.kept.values():
            self._release(releases, tick)
        channel.kept.clear()

    def _release(self, releases: list[Event], tick: int) -> None:
        for release in releases:
            self.pedalled += tick > release.tick
            release.tick = max(release.tick, tick)

    def _stop(self, number: int, channel: _Channel, tick: int) -> None:
        """All notes off: what began before ends; a second time on one tick ends nothing."""
        if channel.stopped == tick:
            return
        channel.stopped = tick
        for (chunk, pitch), onsets in channel.keys.items():
            if onsets and min(onsets) < tick:
                self._add(number, chunk, pitch, tick)
                channel.keys[chunk, pitch] = [onset for onset in onsets if onset >= tick]

    def _end(self, number: int, channel: _Channel, tick: int) -> None:
        """Keys that nobody released sound to the end; one that was struck there, for a beat."""
        for (chunk, pitch), onsets in channel.keys.items():
            self.unreleased += len(onsets)
            if onsets:
                self._add(number, chunk, pitch, tick if max(onsets) < tick else tick + self.beat)

    def _add(self, number: int, chunk: int, pitch: int, tick: int) -> None:
        self.added.append(Event(tick, chunk, -1, NOTE_OFF << 4 | number, pitch))


def hold(events: list[Event], beat: int) -> Held:
    """Moves the releases among the events of a file to where each sound ends, and adds those that
    are missing."""
    holding = Holding(beat)
    # stable: as the chunks have it at each tick
    held = holding.listen(sorted(events, key=lambda event: event.tick))
    events.extend(holding.added)
    return held
