"""What a network plays while it learns: MIDI files, one a melody, named after where the run
stands."""

from pathlib import Path

from generation.music.song import Song
from generation.whole import write_whole


def write_sample(folder: Path, label: str, number: int, song: Song) -> None:
    """Writes `<label>-<number>.mid`; nothing on a bare machine that has no writer of MIDI, whose
    figures are enough."""
    try:
        from generation.music.midi import write_midi
    except ImportError:
        return
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / f"{label}-{number}.mid", write_midi(song))
