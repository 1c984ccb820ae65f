"""A hundred thousand public songs on both databases: lists, searches, a maker's page, and the
stream of somebody who follows all makers, asked for as the site asks, in milliseconds: the queries
alone, and with the Python around them; one JSON line a database.

`python benchmarks/many_songs.py [--songs 100000]`. Rows are made by the database itself. Every
title has one word of all songs, two of about a twentieth of them, and one of its own. Words that
are common and never together are what both an index and an order are worst at.
"""

# ruff: noqa: S608  (SQL is put together from words of this file, and from keys)

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(REPOSITORY), str(Path(__file__).parent)]
TIMES = 15
MOODS = "calm bright slow wild soft warm cold deep light dark blue green red late early old new sad"
KINDS = "waltz polka tango march aria etude rondo fugue suite hymn ballad blues swing samba jig"
MAKERS = 1_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--songs", type=int, default=100_000)
    parser.add_argument("--inner", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.inner:
        measure(given.songs)
        return 0
    from durable_commits import sites

    command = [sys.executable, __file__, "--inner", "--songs", str(given.songs)]
    for site in sites():
        subprocess.run(command, env=site, check=True)
    return 0


def measure(songs: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chartbusters.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    make_songs(songs)
    told = {name: timed(ask) for name, ask in questions(songs).items()}
    print(json.dumps({"database": connection.vendor, "songs": songs, "ms": told}), flush=True)


def timed(ask: Callable[[], object]) -> dict[str, float]:
    """Medians of what the whole answer takes, and of what its queries take alone: with their rows,
    without the words being made for them."""
    asked: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        asked.append((sql, parameters))
        return execute(sql, parameters, many, context)

    from django.db import connection

    with connection.execute_wrapper(note):
        ask()

    def replay() -> None:
        with connection.cursor() as cursor:
            for sql, parameters in asked:
                cursor.execute(sql, parameters)
                cursor.fetchall()

    return {"queries": median(replay), "whole": median(ask)}


def median(act: Callable[[], object]) -> float:
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        act()
        taken.append(1000 * (time.perf_counter() - began))
    return round(statistics.median(taken), 1)


def questions(songs: int) -> dict[str, Callable[[], object]]:
    from django.contrib.auth import get_user_model

    from chartbusters.discovery.selectors import songs_found
    from chartbusters.discovery.wishes import place_read, wish_read
    from chartbusters.following.selectors import stream_page
    from chartbusters.sharing.profiles import _told

    fan = get_user_model().objects.get(username="fan")
    wishes: dict[str, dict[str, str]] = {
        "fresh": {},
        "fresh, from the middle": {"after": f"0-{songs // 2}"},
        "loved": {"sort": "loved"},
        "loved, from the middle": {"sort": "loved", "after": f"2-{songs // 2}"},
        "genre": {"genre": "jazz"},
        "genre, loved": {"genre": "jazz", "sort": "loved"},
        "word of all": {"q": "opus"},
        "common word": {"q": "waltz"},
        "common word, loved": {"q": "waltz", "sort": "loved"},
        "beginning of three letters": {"q": "wal"},
        "rare word": {"q": "own77"},
        "rare word, loved": {"q": "own77", "sort": "loved"},
        "word of no song": {"q": "nothing"},
        "common words, never together": {"q": "waltz polka"},
        "common words, never together, loved": {"q": "waltz polka", "sort": "loved"},
        "eight words": {"q": "opus calm waltz pop gan maker1 own1 maker"},
        "beginning of every name": {"q": "make"},
        "maker": {"q": "maker77"},
    }

    def found(given: dict[str, str]) -> Callable[[], object]:
        wish, after = wish_read(given), place_read(given.get("after"))
        return lambda: songs_found(wish=wish, after=after)

    return {
        **{name: found(given) for name, given in wishes.items()},
        "page of a maker": lambda: _told("maker77"),
        "stream": lambda: stream_page(person=fan),
        "stream, from the middle": lambda: stream_page(person=fan, before=songs // 2),
    }


def make_songs(songs: int) -> None:
    """One song under as many titles, by a thousand makers; each listed, as its services would."""
    from django.contrib.auth import get_user_model
    from django.db import connection, transaction
    from durable_commits import song

    from generation.services import song_store

    users = get_user_model()
    users.objects.bulk_create([users(username=f"maker{number}") for number in range(MAKERS)])
    users.objects.create(username="fan")
    first = users.objects.order_by("pk").values_list("pk", flat=True)[0]
    with transaction.atomic():
        digest = song_store(song=song(1)).pk
        with connection.cursor() as cursor:
            for sql, parameters in rows(songs, first, digest):
                cursor.execute(sql, parameters)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


def rows(songs: int, first: int, digest: str) -> list[tuple[str, list[Any]]]:
    """SQL for each table, with its parameters."""
    from django.db import connection

    lite = connection.vendor == "sqlite"
    numbers = f"generate_series(1, {songs}) AS n"
    if lite:
        counted = f"SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {songs}"
        numbers = f"(WITH RECURSIVE n(n) AS ({counted}) SELECT n FROM n) AS n"
    key = "printf('%%032x', n)" if lite else "lpad(to_hex(n), 32, '0')::uuid"
    genre = picked("pop jazz rock folk bach symphony", 3)
    title = f"'opus ' || {picked(MOODS, 1)} || ' ' || {picked(KINDS, 7)} || ' own' || n"
    said = f"{title} || ' maker' || (n %% {MAKERS}) || ' ' || {genre}"
    words = f"' ' || {said} || ' genre:' || {genre} || ' technique:gan '"
    return [
        (
            "INSERT INTO compositions_composition (id, owner_id, title, slug, visibility, licence,"
            f" process_note, secret_hash, updated_at) SELECT {key}, {first} + n %% {MAKERS},"
            f" {title}, 'own' || n, 'public', 'cc0', '', '', CURRENT_TIMESTAMP FROM {numbers}",
            [],
        ),
        (
            "INSERT INTO compositions_revision (composition_id, number, song_id, origin, recipe,"
            f" size) SELECT {key}, 1, %s, 'edited', '{{}}', 1000 FROM {numbers}",
            [digest],
        ),
        (
            "UPDATE compositions_composition SET head_id = (SELECT id FROM compositions_revision"
            " AS r WHERE r.composition_id = compositions_composition.id)",
            [],
        ),
        (
            "INSERT INTO discovery_listing (composition_id, listed, hearts, digest, genre,"
            f" techniques, seconds, words) SELECT {key}, 1 = 1, (n * 7919) %% 101 / 20, %s,"
            f" {genre}, 'gan', 30, {words} FROM {numbers}",
            [digest],
        ),
        *followed(first),
    ]


def followed(first: int) -> list[tuple[str, list[Any]]]:
    """The same for streams: every song stands in its maker's, and one person follows all."""
    return [
        (
            "INSERT INTO following_post (person_id, listing_id, reposted, created_at)"
            f" SELECT {first} + id %% {MAKERS}, id, 1 = 0, CURRENT_TIMESTAMP"
            " FROM discovery_listing ORDER BY id",
            [],
        ),
        (
            "INSERT INTO following_follow (follower_id, followed_id) SELECT fan.id, maker.id"
            " FROM accounts_user AS fan, accounts_user AS maker"
            " WHERE fan.username = 'fan' AND maker.id <> fan.id",
            [],
        ),
    ]


def picked(words: str, step: int) -> str:
    """SQL for the word of a row: each as often."""
    known = words.split()
    cases = " ".join(f"WHEN {at} THEN '{word}'" for at, word in enumerate(known))
    return f"CASE (n / {step}) %% {len(known)} {cases} END"


if __name__ == "__main__":
    sys.exit(main())
