"""What a long table has worked out already, in files: a run that was cut goes on where it stood."""

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from generation.whole import write_whole

ROOT = Path(__file__).parent.parent


class Finished(NamedTuple):
    """A folder of parts, each what JSON can say; whoever makes the same part shares its name."""

    folder: Path

    def find_or_make(self, name: str, make: Callable[[], Any]) -> Any:
        path = self.folder / f"{name}.json"
        if path.exists():
            return json.loads(path.read_text())
        made = make()
        self.folder.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps(made).encode())
        return made


def digest_inputs(rooms: Iterable[str], data: Path, *said: object) -> str:
    """A name for all that parts are made of: the code of some rooms, the data pack's files, and
    what else is said. Another of them is another name, so nothing stale is ever taken for new."""
    digest = hashlib.sha256()
    for room in rooms:
        for path in sorted((ROOT / room).rglob("*")):
            if path.suffix in (".py", ".json"):
                digest.update(path.read_bytes())
    sizes = sorted((path.name, path.stat().st_size) for path in data.glob("*.zip"))
    digest.update(repr((sizes, said)).encode())
    return digest.hexdigest()[:16]
