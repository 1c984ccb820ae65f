"""What somebody may do to music that is not theirs: change notes, transpose, cut, and hide it."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from generation.music.slices import slice_ticks
from generation.music.song import TICKS_PER_QUARTER, Note, Song, Track

Dice = np.random.Generator
Change = Callable[[Song, Song, Dice], Song]
SIXTEENTH = TICKS_PER_QUARTER // 4
PASSAGE = 8  # bars
FEWEST = 40  # notes of a passage that is worth hiding, all tracks together


def change_notes(share: float) -> Change:
    """So many of all notes: half get another pitch, a quarter goes, a quarter moves by a
    sixteenth."""

    def change(song: Song, other: Song, dice: Dice) -> Song:
        return song.with_tracks(_change_track(track, share, dice) for track in song.tracks)

    return change


def _change_track(track: Track, share: float, dice: Dice) -> Track:
    drawn, moves = dice.random(len(track.notes)), dice.integers(1, 5, len(track.notes))
    sides = dice.choice([-1, 1], len(track.notes))
    kept = []
    for note, chance, move, side in zip(track.notes, drawn, moves, sides, strict=True):
        if chance < share / 2:
            pitch = min(127, max(0, note.pitch + int(move * side)))
            kept.append(note._replace(pitch=pitch))
        elif chance < 0.75 * share:
            kept.append(note._replace(onset=max(0, note.onset + SIXTEENTH * int(side))))
        elif chance >= share:
            kept.append(note)
    return replace(track, notes=tuple(kept))


def transpose(song: Song, other: Song, dice: Dice) -> Song:
    """Into another key, by up to a tritone."""
    by = int(dice.choice([-6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6]))
    return _each_note(song, lambda note: note._replace(pitch=min(127, max(0, note.pitch + by))))


def retime(song: Song, other: Song, dice: Dice) -> Song:
    """Written at another tempo: twice or half as long, or a third more."""
    factor = float(dice.choice([0.5, 2.0, 4 / 3]))

    def stretch(note: Note) -> Note:
        length = max(1, round(note.length * factor))
        return note._replace(onset=round(note.onset * factor), length=length)

    return _each_note(song, stretch)


def cut(song: Song, other: Song, dice: Dice) -> Song:
    """Half of its bars, from anywhere."""
    starts = [*song.bar_starts(), song.end]
    half = max(1, (len(starts) - 1) // 2)
    first = int(dice.integers(0, max(1, len(starts) - half)))
    return slice_ticks(song, starts[first], starts[min(first + half, len(starts) - 1)])


def reinstrument(song: Song, other: Song, dice: Dice) -> Song:
    """Other instruments, the tracks turned round, each an octave higher or lower."""
    turned = []
    for track in reversed(song.tracks):
        by = 0 if track.drums else int(dice.choice([-12, 12]))
        notes = (note._replace(pitch=min(127, max(0, note.pitch + by))) for note in track.notes)
        program = int(dice.integers(0, 80))
        turned.append(replace(track, notes=tuple(notes), program=program, name=""))
    return song.with_tracks(turned)


def hide(song: Song, other: Song, dice: Dice) -> Song:
    """Eight bars of it after eight bars of other music, and before eight more."""
    passage = _draw_passage(song, dice)
    bars = [*other.bar_starts(), other.end]
    before = slice_ticks(other, 0, bars[min(PASSAGE, len(bars) - 1)])
    after = slice_ticks(other, before.end, bars[min(2 * PASSAGE, len(bars) - 1)])
    return _one_after_another(_one_after_another(before, passage), after)


def _draw_passage(song: Song, dice: Dice) -> Song:
    starts = [*song.bar_starts(), song.end]
    choices = dice.permutation(max(1, len(starts) - PASSAGE))
    passages = (
        slice_ticks(song, starts[first], starts[min(first + PASSAGE, len(starts) - 1)])
        for first in choices
    )
    return next((one for one in passages if one.note_count >= FEWEST), song)


def _one_after_another(song: Song, then: Song) -> Song:
    by = -(-song.end // TICKS_PER_QUARTER) * TICKS_PER_QUARTER
    later = _each_note(then, lambda note: note._replace(onset=note.onset + by))
    longest = max(len(song.tracks), len(later.tracks))
    pairs = ((_track(song, place), _track(later, place)) for place in range(longest))
    return song.with_tracks(replace(a, notes=a.notes + b.notes) for a, b in pairs)


def _track(song: Song, place: int) -> Track:
    return song.tracks[place] if place < len(song.tracks) else Track()


def _each_note(song: Song, change: Callable[[Note], Note]) -> Song:
    return song.with_tracks(
        replace(track, notes=tuple(map(change, track.notes))) for track in song.tracks
    )


CHANGES: dict[str, Change] = {
    "10 % of the notes changed": change_notes(0.1),
    "20 % of the notes changed": change_notes(0.2),
    "transposed": transpose,
    "other tempo": retime,
    "cut to half": cut,
    "other instruments and octaves": reinstrument,
    "eight bars inside new music": hide,
}
