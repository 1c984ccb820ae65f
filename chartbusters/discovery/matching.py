"""Which listings fit, and in which order: places only, read from indexes, never more than a bounded
number of rows, whatever is looked for.

First the beginning of the order is looked through: what is common is found there at once. What is
rare is asked of the index of words, which finds it wherever it is. Asked the other way round each
would read all songs: an index gives a common word's hundred thousand songs before the first can be
shown, and an order is walked to its end for a word that no song has.
"""

# ruff: noqa: S608  (what is put into SQL are names of our own tables; values are parameters)

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection

from chartbusters.discovery.indexing import LISTINGS, WORDS
from chartbusters.discovery.terms import Term
from chartbusters.discovery.wishes import Place, Wish

NEAR = 2_000  # of the order, looked through first
MOST = 5_000  # newest songs that the index gives to be sorted
LOOKED = 600  # places of one answer; more than a page shows, as some songs are silent


def places_of(*, wish: Wish, after: Place | None, enough: int) -> Iterator[list[Place]]:
    """Where songs stand that fit, part by part while more are asked for. With `enough` of them in
    the beginning of the order the index is asked for what is beyond only."""
    terms = wish.terms
    if not terms:
        yield _rows(f"{_ordered(wish, after)} LIMIT {LOOKED}", _bounds(wish, after))
        return
    near = _near(wish, terms, after)
    if len(near) >= enough:
        yield near
        after = near[-1]
    yield _by_index(wish, terms, after)


def _near(wish: Wish, terms: Sequence[Term], after: Place | None) -> list[Place]:
    looked = f"{_ordered(wish, after, f'{_figure(wish)} AS figure, id, words')} LIMIT {NEAR}"
    fits = " AND ".join(["words LIKE %s"] * len(terms))
    likes = [f"% {word}{'' if begins else ' '}%" for word, begins in terms]
    return _rows(
        f"SELECT figure, id FROM ({looked}) AS near WHERE {fits} ORDER BY figure DESC, id DESC"
        f" LIMIT {LOOKED}",
        [*_bounds(wish, after), *likes],
    )


def _by_index(wish: Wish, terms: Sequence[Term], after: Place | None) -> list[Place]:
    older = None if wish.figure else after
    found, query = _found(terms, older)
    fits = f"id IN (SELECT id FROM ({found} LIMIT {MOST}) AS found)"
    return _rows(
        f"SELECT {_figure(wish)}, id FROM {LISTINGS}"
        f" WHERE {fits} AND listed AND {_beyond(wish, after)}"
        f" ORDER BY {_order(wish)} LIMIT {LOOKED}",
        [query, *([older.key] if older else []), *_bounds(wish, after)],
    )


def _found(terms: Sequence[Term], older: Place | None) -> tuple[str, str]:
    """SQL for the newest keys with all terms, and the terms as its database wants them."""
    if connection.vendor == "sqlite":
        query = " AND ".join(f'"{word}"{"*" if begins else ""}' for word, begins in terms)
        before = "AND rowid < %s" if older else ""
        sql = f"SELECT rowid AS id FROM {WORDS} WHERE {WORDS} MATCH %s {before} ORDER BY rowid DESC"
        return sql, query
    query = " & ".join(f"'{word}'{':*' if begins else ''}" for word, begins in terms)
    before = "AND id < %s" if older else ""
    # Not in the order of keys by their index, which would be walked to its end for what is rare.
    sql = f"SELECT id FROM {LISTINGS} WHERE document @@ %s::tsquery {before} ORDER BY id + 0 DESC"
    return sql, query


def _ordered(wish: Wish, after: Place | None, columns: str = "") -> str:
    columns = columns or f"{_figure(wish)}, id"
    return (
        f"SELECT {columns} FROM {LISTINGS} WHERE listed AND {_beyond(wish, after)}"
        f" ORDER BY {_order(wish)}"
    )


def _figure(wish: Wish) -> str:
    return wish.figure or "0"


def _order(wish: Wish) -> str:
    return f"{wish.figure} DESC, id DESC" if wish.figure else "id DESC"


def _beyond(wish: Wish, after: Place | None) -> str:
    if after is None:
        return "1 = 1"
    return f"({wish.figure}, id) < (%s, %s)" if wish.figure else "id < %s"


def _bounds(wish: Wish, after: Place | None) -> list[int]:
    if after is None:
        return []
    return [*after] if wish.figure else [after.key]


def _rows(sql: str, parameters: Sequence[Any]) -> list[Place]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [Place(*row) for row in cursor.fetchall()]
