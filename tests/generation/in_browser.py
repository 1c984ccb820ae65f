"""Helper: songs to ask both the site and a script of its pages about, and what the script says."""

import json
import random
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hypothesis import assume, given, settings

from chartbusters.compositions.sounding import NODE
from generation.music.document import to_document
from generation.music.melody import melody_track
from generation.music.parsing import parse
from generation.music.song import Song
from tests.generation.music.songs import songs

FRONTEND = Path(__file__).parents[2] / "frontend" / "tests"


def ask_page(script: str, wanted: Sequence[Song]) -> list[Any]:
    """What a script of the front end's tests says of each song."""
    documents = json.dumps([to_document(song) for song in wanted])
    ran = subprocess.run(
        [NODE, FRONTEND / script], input=documents.encode(), capture_output=True, check=True
    )
    answers: list[Any] = json.loads(ran.stdout)
    return answers


def draw_melodies(most: int) -> list[Song]:
    """Any songs with something on their first track."""
    wanted: list[Song] = []

    @settings(max_examples=most, deadline=None, database=None)
    @given(songs())
    def collect(song: Song) -> None:
        assume(song.tracks and song.tracks[0].notes)
        wanted.append(song)

    collect()
    return wanted


def read_melodies(archive: Path) -> list[Song]:
    """Twelve of the data pack's."""
    with zipfile.ZipFile(archive) as pack:
        names = sorted(name for name in pack.namelist() if name.endswith(".mid"))
        chosen = random.Random(20261130).sample(names, 12)
        read = [parse(pack.read(name)).song for name in chosen]
    return [song.with_tracks([song.tracks[melody_track(song)]]) for song in read]
