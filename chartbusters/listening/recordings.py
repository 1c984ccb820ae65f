"""Recordings of songs outside of the site's own store: MP3 and MIDI beside a page."""

import json
from pathlib import Path

from chartbusters.compositions.sounding import synthesise
from generation.music.document import to_document
from generation.music.midi import write_midi
from generation.music.song import Song
from generation.whole import whole, write_whole


def record_song(song: Song, place: Path) -> bool:
    """Writes `place`.mid and `place`.mp3 as the site's listeners hear it; False where they were
    there. Raises `SynthesisError`."""
    midi, audio = (place.with_name(f"{place.name}.{kind}") for kind in ("mid", "mp3"))
    if audio.exists() and midi.exists():
        return False
    place.parent.mkdir(parents=True, exist_ok=True)
    write_whole(midi, write_midi(song))
    with whole(audio) as part:
        synthesise(json.dumps(to_document(song)).encode(), part)
    return True
