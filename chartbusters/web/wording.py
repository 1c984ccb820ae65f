"""What people write, cleaned as `generation/wording.py` does, and refused where it is too long:
nothing is cut."""

from collections.abc import Callable

from chartbusters.web.errors import Refusal
from generation.wording import line, prose

# characters that cleaning may take away; a form may bring megabytes, which are not worth the work
SPARE = 1_000


def fitting_line(text: str, *, most: int, field: str) -> str:
    """A name or a title in one line, perhaps empty. Raises `Refusal`."""
    return _fitting(text, line, most, field)


def fitting_prose(text: str, *, most: int, field: str) -> str:
    """Words of several lines, perhaps none. Raises `Refusal`."""
    return _fitting(text, prose, most, field)


def needed_line(text: str, *, most: int, field: str) -> str:
    """A name or a title that must not be empty, or made of what nobody sees. Raises `Refusal`."""
    if clean := fitting_line(text, most=most, field=field):
        return clean
    raise Refusal(
        "invalid",
        f"{_called(field)} needs letters that one can see. Nothing was changed.",
        field=field,
    )


def _fitting(text: str, clean: Callable[[str], str], most: int, field: str) -> str:
    if len(text) <= 4 * most + SPARE:
        text = clean(text)
        if len(text) <= most:
            return text
    message = (
        f"{_called(field)} has {most:,} characters at most; yours has {len(text):,}. "
        "Nothing was changed."
    )
    raise Refusal("too_long", message, field=field)


def _called(field: str) -> str:
    return f"The {field.replace('_', ' ')}"
