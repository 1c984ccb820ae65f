"""What a network plays while it learns: MIDI files, one a melody, named after where the run
stands."""

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from generation.music.song import Song
from generation.whole import write_whole

WRITTEN = 3  # takes that people hear; more are measured
Piece = TypeVar("Piece")


def spread_out(pieces: Sequence[Piece], count: int) -> list[Piece]:
    """So many of them, from the first to the last."""
    kept = min(count, len(pieces))
    return [pieces[number * len(pieces) // kept] for number in range(kept)]


def write_sample(folder: Path, label: str, number: int, song: Song) -> None:
    """Writes `<label>-<number>.mid`; nothing on a bare machine that has no writer of MIDI, whose
    figures are enough."""
    try:
        from generation.music.midi import write_midi
    except ImportError:
        return
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / f"{label}-{number}.mid", write_midi(song))
