"""What can happen to the broker's files."""

import os
from pathlib import Path


def newest_file(folder: Path, pattern: str) -> Path:
    # old ones go later
    return max((folder / "appendonlydir").glob(pattern), key=lambda path: path.stat().st_mtime)


def zeros_at_its_end(folder: Path) -> None:
    with newest_file(folder, "*.incr.aof").open("ab") as file:
        file.write(bytes(700))


def nonsense_inside(folder: Path) -> None:
    path = newest_file(folder, "*.incr.aof")
    path.write_bytes(path.read_bytes()[:44] + b"\xffnonsense\xff" + path.read_bytes()[44:])


def base_cut_off(folder: Path) -> None:
    path = newest_file(folder, "*.base.rdb")
    os.truncate(path, path.stat().st_size - 30)


def base_of_another_version(folder: Path) -> None:
    path = newest_file(folder, "*.base.rdb")
    path.write_bytes(path.read_bytes()[:5] + b"9999" + path.read_bytes()[9:])


def base_missing(folder: Path) -> None:
    newest_file(folder, "*.base.rdb").unlink()


def manifest_of_nonsense(folder: Path) -> None:
    newest_file(folder, "*.manifest").write_bytes(bytes(100))


def folder_for_a_file(folder: Path) -> None:
    path = newest_file(folder, "*.incr.aof")
    path.unlink()
    path.mkdir()


def file_for_a_folder(folder: Path) -> None:
    (folder / "appendonlydir").rename(folder / "elsewhere")
    (folder / "appendonlydir").write_bytes(b"what is this?")


def folder_for_its_log(folder: Path) -> None:
    (folder / "broker.log").unlink()
    (folder / "broker.log").mkdir()


DAMAGES = [
    zeros_at_its_end,
    nonsense_inside,
    base_cut_off,
    base_of_another_version,
    base_missing,
    manifest_of_nonsense,
    folder_for_a_file,
    file_for_a_folder,
    folder_for_its_log,
]
