"""The losses of every step of a phase: rows of single-precision numbers in a file, so that a chart
reads the stretch that it shows.

Rows are on the disk before the checkpoint that counts them, and what stands behind a checkpoint is
cut off when a run goes on from it: a kill changes nothing.
"""

import json
import os
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from generation.whole import write_whole

Rows = NDArray[np.float32]
KIND = np.dtype("<f4")


class StepRows:
    """`steps-<phase>.f32`, and the names of its columns in `steps-<phase>.json`."""

    def __init__(self, folder: Path, phase: str) -> None:
        self.path = folder / f"steps-{phase}.f32"
        self.told = folder / f"steps-{phase}.json"

    @property
    def names(self) -> list[str]:
        """None are known before the first checkpoint."""
        try:
            names: list[str] = json.loads(self.told.read_text())["names"]
        except (OSError, ValueError, KeyError):
            return []
        return names

    @property
    def width(self) -> int:
        """Bytes of a row."""
        return KIND.itemsize * len(self.names)

    def append(self, names: list[str], rows: Rows) -> None:
        if self.names != names:
            write_whole(self.told, json.dumps({"names": names}).encode())
        with self.path.open("ab") as file:
            file.write(rows.astype(KIND).tobytes())
            file.flush()
            os.fsync(file.fileno())

    def cut(self, count: int) -> None:
        """Keeps the first `count` rows. Rows that a disk has lost are no numbers from then on."""
        if not self.names:
            return
        with self.path.open("ab") as file:
            there = file.tell() // self.width
            file.truncate(min(there, count) * self.width)
        if there < count:
            lost = np.full((count - there, len(self.names)), np.nan, np.float32)
            self.append(self.names, lost)

    def read(self, first: int, stop: int) -> Rows:
        """(stop - first, columns)."""
        with self.path.open("rb") as file:
            file.seek(first * self.width)
            content = file.read((stop - first) * self.width)
        return np.frombuffer(content, KIND).reshape(-1, len(self.names))
