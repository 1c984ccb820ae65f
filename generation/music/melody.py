"""Finding the tune in a song."""

import numpy as np

from generation.music.song import Note, Song, Track

TUNE_NAMES = (
    "melody",
    "melodie",
    "lead",
    "vocal",
    "voice",
    "solo",
    "soprano",
    "sopran",
    "tune",
    "right",
)
BASS_PROGRAMS = range(32, 40)  # of General MIDI


def melody_track(song: Song) -> int:
    """Index of the track most like a tune: one voice, in the singing range, moving, and named so.
    Drums never are.

    Raises ValueError for a song without pitched notes.
    """
    pitched = [index for index, track in enumerate(song.tracks) if track.notes and not track.drums]
    if not pitched:
        raise ValueError("no track has pitched notes")
    busiest = max(len(song.tracks[index].notes) for index in pitched)
    return max(pitched, key=lambda index: (_tunefulness(song.tracks[index], busiest), -index))


def _tunefulness(track: Track, busiest: int) -> float:
    pitches = np.array([note.pitch for note in track.notes])
    register = float(np.exp(-(((np.median(pitches) - 71) / 12) ** 2)))  # around B4
    activity = min(1.0, 2 * len(track.notes) / busiest)
    named = any(word in track.name.lower() for word in TUNE_NAMES)
    bass = track.program in BASS_PROGRAMS
    return 2 * monophonic_share(track) + register + activity + 2 * named - bass


def monophonic_share(track: Track) -> float:
    """Share of notes that begin when no other note of the track sounds; a slur of less than a tenth
    is no chord."""
    alone, sounding_until = 0, 0.0
    last_onset = -1
    for note in track.notes:
        alone += note.onset >= sounding_until and note.onset != last_onset
        sounding_until = max(sounding_until, note.onset + 0.9 * note.length)
        last_onset = note.onset
    return alone / len(track.notes) if track.notes else 0.0


def skyline(notes: tuple[Note, ...]) -> tuple[Note, ...]:
    """The highest voice: of notes that begin together the highest stays, and each ends where the
    next begins.

    Uitdenbogerd & Zobel 1999.
    """
    top: dict[int, Note] = {}
    for note in notes:
        if note.onset not in top or note.pitch > top[note.onset].pitch:
            top[note.onset] = note
    line = [top[onset] for onset in sorted(top)]
    ends = [note.onset for note in line[1:]]
    cut = [
        n._replace(length=min(n.length, end - n.onset)) for n, end in zip(line, ends, strict=False)
    ]
    return tuple(cut + line[-1:])
