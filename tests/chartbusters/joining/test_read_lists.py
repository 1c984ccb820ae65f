"""Lists as organisers have them: tables with headings, without, and one name a line."""

import pytest

from chartbusters.joining.lists import MOST, ListedPerson, read_people, row_fault
from chartbusters.web.errors import Refusal


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("ada\nbob\n", [("ada", "", ""), ("bob", "", "")]),
        ("ada, ada@example.org, Ada L.", [("ada", "ada@example.org", "Ada L.")]),
        ("ada@example.org;ada", [("ada", "ada@example.org", "")]),
        (
            "Ada Lovelace\nJürgen Müß",
            [("ada-lovelace", "", "Ada Lovelace"), ("jurgen-mu", "", "Jürgen Müß")],
        ),
        ("ada.l@example.org", [("adal", "ada.l@example.org", "")]),
        (
            "\ufeffName;E-Mail\nAda Lovelace;ada@example.org",
            [("ada-lovelace", "ada@example.org", "Ada Lovelace")],
        ),
        ("email\tusername\nada@example.org\tada", [("ada", "ada@example.org", "")]),
        (
            '"Lovelace, Ada", ada@example.org',
            [("lovelace-ada", "ada@example.org", "Lovelace, Ada")],
        ),
        ("\n\n ada \n\n", [("ada", "", "")]),
        ("", []),
    ],
)
def test_it_works(text: str, rows: list[tuple[str, str, str]]) -> None:
    assert [row[1:] for row in read_people(text)] == rows


def test_it_counts_lines_as_an_editor_does() -> None:
    assert [row.line for row in read_people("username\n\nada\nbob")] == [3, 4]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (ListedPerson(1, "ada", "ada@example.org", "Ada"), None),
        (ListedPerson(1, "", "", "日本"), "Latin letters"),
        (ListedPerson(1, "a b", "", ""), "Latin letters"),
        (ListedPerson(1, "a" * 151, "", ""), "150 characters"),
        (ListedPerson(1, "ada", "ada@", ""), "valid email"),
        (ListedPerson(1, "ada", "", "x" * 61), "60 characters"),
    ],
)
def test_it_says_what_is_wrong_with_a_line(row: ListedPerson, fault: str | None) -> None:
    told = row_fault(row)
    assert told is None if fault is None else fault in (told or "")


def test_it_rejects_endless_lists() -> None:
    with pytest.raises(Refusal, match="at most 2000"):
        read_people("\n".join(f"name{number}" for number in range(MOST + 1)))
