"""Files of the site (recordings, archives), each there whole or not at all.

Django writes under the final name: a full disk, a kill or a power cut leaves half a file there, and
the next try takes another name beside it.
"""

import os
import secrets
from pathlib import Path, PurePosixPath
from typing import Any

from django.core.files.storage import FileSystemStorage

from generation.whole import sync


class WholeFileStorage(FileSystemStorage):
    def _save(self, name: str, content: Any) -> str:
        part = str(PurePosixPath(name).with_name(f".{secrets.token_hex(8)}.part"))
        try:
            part = super()._save(part, content)  # type: ignore[misc]  # the stubs leave it out
            sync(Path(self.path(part)))
            while True:
                try:
                    # unlike a renaming, it covers nothing
                    os.link(self.path(part), self.path(name))
                    break
                except FileExistsError:
                    name = self.get_available_name(name)
        finally:
            Path(self.path(part)).unlink(missing_ok=True)
        sync(Path(self.path(name)).parent)
        return name
