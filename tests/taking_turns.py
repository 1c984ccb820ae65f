"""Tests that take long take turns in continuous integration: `make test` runs them all, and
`make test TURN=2/3` those of the second of three turns, with all that are quick.

Which turn a test has goes by a digest of its id, so whatever is added moves no other. `.ci/run`
takes the turn of its commit: what it ran can be run again, and three commits run everything.
"""

import hashlib

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--turn",
        metavar="K/N",
        type=turn_written,
        help="of the tests marked slow only those of turn K of N (all)",
    )


def turn_written(text: str) -> tuple[int, int]:
    """2/3 as numbers; a turn that there is not is refused."""
    first, _, last = text.partition("/")
    turn, turns = int(first), int(last)
    if not 1 <= turn <= turns:
        raise ValueError(text)
    return turn, turns


def turn_of(nodeid: str, turns: int) -> int:
    """The turn of a test, 1 to `turns`."""
    return int.from_bytes(hashlib.sha256(nodeid.encode()).digest()[:8], "big") % turns + 1


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    asked = config.getoption("--turn")
    if asked is None:
        return
    turn, turns = asked
    waiting = {
        item
        for item in items
        if item.get_closest_marker("slow") and turn_of(item.nodeid, turns) != turn
    }
    config.hook.pytest_deselected(items=sorted(waiting, key=items.index))
    items[:] = [item for item in items if item not in waiting]
