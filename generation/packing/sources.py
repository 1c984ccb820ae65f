"""Archives of the data pack made from clones of their sources: what was made, what it differs in
from the list, and what could not be made, told archive by archive."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from generation.datasets.sources.clones import NoClone, find_clone
from generation.datasets.sources.listing import Source, read_sources
from generation.datasets.sources.making import Made, make_archive
from generation.whole import write_whole


class Told(NamedTuple):
    """What became of one archive."""

    name: str
    words: str
    made: bool
    as_listed: bool


def make_archives(clones: Path, out: Path, chosen: Collection[str] = ()) -> Iterator[Told]:
    """Writes every archive that clones below a folder give; tells of each as it is done."""
    out.mkdir(parents=True, exist_ok=True)
    for source in read_sources():
        if not chosen or source.name in chosen:
            yield make_one(source, clones, out)


def make_one(source: Source, clones: Path, out: Path) -> Told:
    if not source.converter:
        return Told(source.name, f"not made: {source.missing}", made=False, as_listed=False)
    try:
        made = make_archive(source, find_clone(clones, source.commit))
    except NoClone as error:
        words = f"not made: {error} Clone {source.repository}, and fetch that commit."
        return Told(source.name, words, made=False, as_listed=False)
    write_whole(out / f"{source.name}.zip", made.content)
    as_listed = made.digest == source.digest
    return Told(source.name, compare(source, made), made=True, as_listed=as_listed)


def compare(source: Source, made: Made) -> str:
    """What was made, and whether it is what the list says."""
    amount = f"{made.pieces:,} pieces, {made.notes:,} notes, SHA-256 of its files {made.digest}"
    if made.digest == source.digest:
        verdict = "as listed"
    elif source.digest:
        verdict = (
            f"NOT as listed ({source.pieces:,} pieces, {source.notes:,} notes, {source.digest})"
        )
    else:
        verdict = "no digest is listed to compare it with"
    left = [f"left out: {name} ({why})" for name, why in made.left_out]
    return "; ".join([f"{amount}: {verdict}", *left, *([source.missing] if source.missing else [])])


def names() -> list[str]:
    return [source.name for source in read_sources()]
