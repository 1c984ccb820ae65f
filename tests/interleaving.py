"""Two actions at the same moment, in every order: the second happens, whole, between two steps of
the first.

A step is a question to the database. So each race is tried at each place where it can happen, and
not only where two threads happen to meet.
"""

import threading
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.db import connection

# seconds after which the second is taken to wait for a lock of the first, which then goes on
BLOCKED = 0.3


class Outcome(NamedTuple):
    """What the first and the second returned, or the exception that they raised; and before which
    step it came in."""

    step: int
    first: Any
    second: Any


class Trial(NamedTuple):
    """One order that was tried, and whether the second had to wait for the first."""

    outcome: Outcome
    waited: bool


def interleaved(
    make: Callable[[], tuple[Callable[[], Any], Callable[[], Any]]],
) -> Iterator[Outcome]:
    """Makes two fresh actions for each order, and yields what came of them; the last time they
    follow each other."""
    # SQLite has one writer: within a transaction nobody else gets in.
    one_writer = connection.vendor == "sqlite"
    step, outside = 1, one_writer
    while step:
        trial = _tried(*make(), step, outside)
        yield trial.outcome
        step = trial.outcome.step and trial.outcome.step + 1
        # Who had to wait for a lock would wait at each further step of that transaction.
        outside = one_writer or trial.waited


def _tried(
    first: Callable[[], Any], second: Callable[[], Any], earliest: int, outside: bool
) -> Trial:
    """The second comes in at the earliest step, or at the first one after that which is outside any
    transaction."""
    answers: dict[str, Any] = {}
    other = threading.Thread(target=_kept, args=[answers, "second", second, True])
    steps = came = 0
    waited = False

    def before_each(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal steps, came, waited
        steps += 1
        if not came and steps >= earliest and not (outside and connection.in_atomic_block):
            came = steps
            other.start()
            # Outside a transaction nothing is held that the second could wait for.
            other.join(BLOCKED if connection.in_atomic_block else None)
            waited = other.is_alive()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(before_each):
        _kept(answers, "first", first, False)
    if not came:
        other.start()
    other.join()
    return Trial(Outcome(came, answers["first"], answers["second"]), waited)


def _kept(answers: dict[str, Any], name: str, action: Callable[[], Any], close: bool) -> None:
    try:
        answers[name] = action()
    except Exception as error:
        answers[name] = error
    finally:
        if close:
            connection.close()
