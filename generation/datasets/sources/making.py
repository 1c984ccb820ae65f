"""An archive out of a clone: music, an index of it, licences and credits; the same bytes for the
same commit."""

import csv
import io
import json
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from generation.datasets.jsb import count_notes
from generation.datasets.sources.clones import Clone
from generation.datasets.sources.converting import CONVERTERS, WHOLE, Files, Unreadable
from generation.datasets.sources.listing import Source, read_pieces
from generation.datasets.zips import digest_files, write_zip

LICENCE, CREDITS, INDEX = "LICENSE", "ATTRIBUTION", "index.csv"
MEASURED = ("tracks", "notes", "seconds", "timesig", "qpm", "programs", "drums")


class Made(NamedTuple):
    """An archive, and what came of it."""

    files: Files
    pieces: int
    notes: int
    left_out: tuple[tuple[str, str], ...]  # (piece, why)

    @property
    def digest(self) -> str:
        return digest_files(self.files)

    @property
    def content(self) -> bytes:
        return write_zip(self.files)


def make_archive(source: Source, clone: Clone) -> Made:
    """Raises `NoClone` where the clone lacks a file."""
    rows = read_pieces(source)
    files: Files = {} if rows else dict(read_whole(source, clone))
    kept: list[dict[str, str]] = []
    left_out: list[tuple[str, str]] = []
    contents = clone.read_all(row["source"] for row in rows)
    for row, content in zip(rows, contents, strict=True):
        try:
            converted = CONVERTERS[source.converter](row["id"], content)
        except Unreadable as error:
            left_out.append((row["id"], str(error)))
            continue
        files |= converted | dict(read_beside(source, clone, row))
        kept.append({**row, **measure(converted[f"midi/{row['id']}.mid"])})
    if kept:
        files[INDEX] = write_index(kept)
    files |= dict(tell_terms(source, clone))
    notes = sum(int(row["notes"]) for row in kept) if kept else count_frames(files)
    pieces = len(kept) if kept else source.pieces
    return Made(files, pieces, notes, tuple(left_out))


def read_whole(source: Source, clone: Clone) -> Iterator[tuple[str, bytes]]:
    if source.converter == WHOLE:
        yield from zip(source.also, clone.read_all(source.also), strict=True)


def read_beside(source: Source, clone: Clone, row: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    """Labels of a piece: those of its folder, under its name."""
    folder = row["source"].rpartition("/")[0]
    paths = [f"{folder}/{name}" for name in source.also]
    names = [f"labels/{row['id']}/{name}" for name in source.also]
    yield from zip(names, clone.read_all(paths), strict=True)


def tell_terms(source: Source, clone: Clone) -> Iterator[tuple[str, bytes]]:
    """Licence and credits: what the repository says, and what we say of it."""
    told = [text.decode(errors="replace") for text in clone.read_all(source.licence_files)]
    named = [f"{source.licence}\n{source.notice}".strip(), *told]
    yield LICENCE, ("\n\n".join(named).strip() + "\n").encode()
    place = f"https://github.com/{source.repository}, commit {source.commit}"
    yield CREDITS, f"{source.attribution}\n{place}\n".encode()


def measure(midi: bytes) -> dict[str, str]:
    """What an index tells of a file."""
    from symusic import Score

    score = Score.from_midi(midi)
    playing = [track for track in score.tracks if len(track.notes)]
    meters, tempi = score.time_signatures, score.tempos
    programs = {-1 if track.is_drum else track.program for track in playing}
    return {
        "tracks": str(len(playing)),
        "notes": str(sum(len(track.notes) for track in playing)),
        "seconds": f"{score.to('second').end():.2f}",
        "timesig": f"{meters[0].numerator}/{meters[0].denominator}" if len(meters) else "",
        "qpm": f"{tempi[0].qpm:.1f}" if len(tempi) else "120.0",
        "programs": " ".join(map(str, sorted(programs))),
        "drums": str(-1 in programs),
    }


def write_index(rows: list[dict[str, str]]) -> bytes:
    names = [name for name in rows[0] if name not in MEASURED]
    text = io.StringIO()
    writer = csv.DictWriter(text, [*names, *MEASURED], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def count_frames(files: Files) -> int:
    """Notes of chorales that are told as frames."""
    content = files.get("Jsb16thSeparated.json")
    splits = json.loads(content).values() if content else ()
    return sum(map(count_notes, chain.from_iterable(splits)))
