"""One archive of packs, to be passed on: with a list of digests, and the licences and credits as
text. What is taken from one is checked before anything of it is there."""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from generation.datasets.zips import write_zip
from generation.packing.listing import Listed, hash_file, list_pack
from generation.training.packs import BadPack
from generation.whole import write_whole

FORMAT = "chartbusters-data 1"
LIST, CREDITS, LICENCES = "digests.json", "ATTRIBUTION.txt", "LICENCES.txt"
# What a zip that is none, damaged, encrypted or otherwise packed raises.
BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, AttributeError, RuntimeError)
MOST_PACKS, LARGEST = 64, 512 * 2**20  # of an archive, and bytes of a pack


def write_release(packs: Sequence[Path], path: Path) -> str:
    """The archive of some packs, the same for the same packs; returns its digest. Raises `BadPack`,
    and OSError."""
    names = [pack.name for pack in packs]
    if len({*names}) < len(names):
        raise BadPack("Two of these packs have the same name; one archive cannot hold both.")
    listed = list(chain.from_iterable(map(list_pack, packs)))
    files = {pack.name: pack.read_bytes() for pack in packs}
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    told = json.dumps({"format": FORMAT, "packs": digests}, indent=1, sort_keys=True)
    content = write_zip(
        {
            LIST: told.encode(),
            CREDITS: tell(listed, "attributions"),
            LICENCES: tell(listed, "licences"),
            **files,
        }
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content)
    return hash_file(path)


def tell(packs: Iterable[Listed], name: str) -> bytes:
    """A line for each kind of music, and what is told of it below."""
    found = []
    for pack in packs:
        found.append(f"{pack.file}, {pack.genre}:")
        found += [f"  {words}" for words in getattr(pack, name)]
    return ("\n".join(found) + "\n").encode()


def take_release(archive: Path, folder: Path, digest: str | None = None) -> list[Path]:
    """The packs of an archive, in a folder; all of them or none. Raises `BadPack`, and OSError."""
    content = archive.read_bytes()
    if digest and hashlib.sha256(content).hexdigest() != digest.lower():
        raise BadPack(f"{archive} is not the archive of that digest. Nothing was taken.")
    packs = read_release(archive, content)
    with TemporaryDirectory() as place:
        for name, pack in packs.items():
            (Path(place) / name).write_bytes(pack)
            list_pack(Path(place) / name)
    folder.mkdir(parents=True, exist_ok=True)
    for name, pack in packs.items():
        write_whole(folder / name, pack)
    return [folder / name for name in packs]


def read_release(archive: Path, content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as opened:
            told = json.loads(read_member(opened, LIST, 2**20))
            if told.get("format") != FORMAT or not isinstance(told.get("packs"), dict):
                raise BadPack(f"{archive} is no released archive of data.")
            names = list(told["packs"])
            if len(names) > MOST_PACKS:
                raise BadPack(f"{archive} names {len(names)} packs; {MOST_PACKS} are the most.")
            return {name: check(opened, name, told["packs"][name]) for name in names}
    except BadPack:
        raise
    except BROKEN as error:
        raise BadPack(f"{archive} is no released archive of data.") from error


def check(archive: zipfile.ZipFile, name: str, digest: str) -> bytes:
    """The pack of a plain name that has its digest."""
    if Path(name).name != name or not name.endswith(".pack"):
        raise BadPack(f"{name} is no name of a pack. Nothing was taken.")
    content = read_member(archive, name, LARGEST)
    if hashlib.sha256(content).hexdigest() != digest:
        raise BadPack(f"{name} is not what the archive says it is. Nothing was taken.")
    return content


def read_member(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """Not more than so many bytes, whatever the archive says of its size."""
    with archive.open(name) as opened:
        content = opened.read(most + 1)
    if len(content) > most:
        raise BadPack(f"{name} is larger than {most:,} bytes. Nothing was taken.")
    return content
