"""Lists of people as organisers have them: a table with or without headings, or one name a line."""

import csv
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.text import slugify

from chartbusters.accounts.services import LONGEST_NAME
from chartbusters.web.errors import Refusal
from generation.wording import line

LONGEST_USERNAME, LONGEST_EMAIL = 150, 254
MOST = 2000  # people in one list
HEADINGS = {
    "username": ("username", "user name", "user", "login"),
    "email": ("email", "e-mail", "mail", "email address"),
    "name": ("name", "display name", "full name"),
}


class ListedPerson(NamedTuple):
    """One person as the list has them; what is not there is empty."""

    line: int
    username: str
    email: str
    name: str


def read_people(text: str) -> list[ListedPerson]:
    """The rows of a list. Raises `Refusal` for one that is longer than any class or festival."""
    rows = [(number, cells) for number, cells in enumerate(_cells(text), 1) if any(cells)]
    columns = _headings(rows[0][1]) if rows else None
    rows = rows[1:] if columns else rows
    if len(rows) > MOST:
        raise Refusal(
            "too_many_people",
            f"That are {len(rows)} people; at most {MOST} at once. Nobody was added.",
        )
    return [
        _by_headings(number, cells, columns) if columns else _guessed(number, cells)
        for number, cells in rows
    ]


def _cells(text: str) -> Iterator[list[str]]:
    text = text.removeprefix("\ufeff").replace("\0", "")
    comma = max(";\t,", key=text.count)
    for row in csv.reader(text.splitlines(), delimiter=comma):
        yield [line(cell) for cell in row]


def _headings(cells: list[str]) -> dict[str, int] | None:
    """Which column is what, when the first row says so."""
    words = [cell.lower() for cell in cells]
    found = {}
    for field, known in HEADINGS.items():
        named = [word for word in known if word in words]
        if named:
            found[field] = words.index(named[-1])
    return found if len(found) == len(list(filter(None, words))) else None


def _by_headings(line: int, cells: list[str], columns: dict[str, int]) -> ListedPerson:
    known = {field: cells[at] for field, at in columns.items() if at < len(cells)}
    return _named(line, known.get("username", ""), known.get("email", ""), known.get("name", ""))


def _guessed(line: int, cells: list[str]) -> ListedPerson:
    """What looks like a mail address is one; the first other cell is the name, a second one the
    name to show."""
    mails = [cell for cell in cells if "@" in cell]
    names = [cell for cell in cells if cell and "@" not in cell]
    username, shown = names[0] if names else "", " ".join(names[1:])
    return _named(line, username, mails[0] if mails else "", shown)


def _named(line: int, username: str, email: str, name: str) -> ListedPerson:
    """A user name is made where the list has none, or only one with spaces in it."""
    if " " in username:
        username, name = "", name or username
    made = username or slugify(name) or slugify(email.partition("@")[0])
    return ListedPerson(line, unicodedata.normalize("NFKC", made), email, name)


def row_fault(row: ListedPerson) -> str | None:
    """Why this person cannot be added, None when they can. That the name is free is for the
    database to say."""
    if not row.username:
        return "No user name can be made of this line; give one in Latin letters."
    if len(row.name) > LONGEST_NAME:
        return f"The name has more than {LONGEST_NAME} characters."
    if len(row.username) > LONGEST_USERNAME or len(row.email) > LONGEST_EMAIL:
        return (
            f"A user name has {LONGEST_USERNAME} characters at most, and a mail address "
            f"{LONGEST_EMAIL}."
        )
    try:
        get_adapter().clean_username(row.username, shallow=True)
        if row.email:
            validate_email(row.email)
    except ValidationError as error:
        return str(error.messages[0])
    return None
