"""Checks of a document's values. Each names the first thing that is wrong, by its path."""

from typing import Any


class DocumentError(ValueError):
    """The document is not a song; `field` is the path of the first fault, such as
    `tracks[2].notes[17]`."""

    def __init__(self, code: str, message: str, field: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field


def read_object(value: object, path: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise DocumentError("bad_value", f"{path or 'A song'} is an object.", path)
    return value


def read_list(value: object, path: str) -> list[Any]:
    if not isinstance(value, list):
        raise DocumentError("bad_value", f"{path} is a list.", path)
    return value


def read_number(value: object, low: int, high: int, path: str) -> int:
    # type() and not isinstance(): true and false are numbers to Python, and notes to nobody.
    if type(value) is not int or not low <= value <= high:
        raise DocumentError("bad_value", f"{path} is a whole number {low}-{high}.", path)
    return value


def expect(holds: bool, code: str, message: str, field: str) -> None:
    if not holds:
        raise DocumentError(code, message, field)
