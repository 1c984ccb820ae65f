"""Disks that fill, that may only be read, and that lose what was not flushed; small file systems,
for root only."""

import fcntl
import os
import subprocess
from pathlib import Path

SHUTDOWN = 0x8004587D  # FS_IOC_SHUTDOWN: from now on nothing reaches the disk
NO_LOG_FLUSH = (2).to_bytes(4, "little")  # nor what the file system still meant to write


def can_mount() -> bool:
    return os.geteuid() == 0 and Path("/dev/loop-control").exists()


class SmallDisk:
    """ext4 in a file, mounted on a folder."""

    def __init__(self, folder: Path, megabytes: int) -> None:
        self.folder, self.image = folder, folder.with_suffix(".img")
        folder.mkdir()
        with self.image.open("wb") as file:
            file.truncate(megabytes << 20)
        subprocess.run(["mkfs.ext4", "-q", str(self.image)], check=True)
        self.mount()
        self.folder.chmod(0o755)

    def mount(self) -> None:
        subprocess.run(["mount", "-o", "loop", str(self.image), str(self.folder)], check=True)

    def unmount(self) -> None:
        subprocess.run(["umount", str(self.folder)], check=True)

    def forbid_writing(self) -> None:
        """As after an error of the disk: by itself the kernel refuses while a file is open for
        writing."""
        subprocess.run(
            ["mount", "-o", "remount,abort", str(self.folder)], check=False, capture_output=True
        )
        try:
            (self.folder / "written").touch()
        except OSError:
            return
        raise SystemExit("the disk can still be written to")

    def cut_power(self) -> None:
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.ioctl(handle, SHUTDOWN, NO_LOG_FLUSH)
        finally:
            os.close(handle)

    def fill(self) -> Path:
        """Writes until nothing goes in any more."""
        path = self.folder / "filling"
        with path.open("wb", buffering=0) as file:
            for size in (1 << 20, 4096):
                try:
                    while file.write(b"x" * size) == size:
                        pass
                except OSError:
                    continue
        return path
