"""Boards of a million entries, made by the database itself out of one row each, for
`big_boards.py`."""

from datetime import timedelta
from typing import Any


def board_made(size: int) -> tuple[Any, Any]:
    """A decided challenge with a board of so many entries, and one of their makers."""
    from django.utils import timezone

    from chartbusters.challenges.models import Challenge

    now, day = timezone.now(), timedelta(days=1)
    spell = {"opens_at": now - 3 * day, "entries_close_at": now - 2 * day}
    challenge = Challenge.objects.create(
        slug=f"board-{size}", title="Big", published=True, voting_closes_at=now - day, **spell
    )
    entry = entries_made(challenge, size)
    standings_made(challenge, entry, size)
    analysed()
    return challenge, entry.maker


def entries_made(challenge: Any, size: int) -> Any:
    """So many, twenty of each maker; returns the first."""
    from django.contrib.auth import get_user_model

    from chartbusters.challenges.models import Entry
    from generation.music.song import Note, Song, Track
    from generation.services import song_store

    song = song_store(song=Song((Track((Note(0, 60, 960, 90),), program=0),)))
    people = max(1, size // 20)
    first = get_user_model().objects.create_user(f"maker-{size}-0")
    copied(first, people - 1, {"username": words(f"maker-{size}-", "n")})
    given = {"challenge": challenge, "song": song, "length_ms": 8000, "title": "A title of a tune"}
    model = Entry.objects.create(maker=first, number=0, receipt=f"{size}-0", slot=1, **given)
    own = {
        "id": key("n", size),
        "number": "n",
        "receipt": words(f"{size}-", "n"),
        "slot": f"1 + n / {people}",
        "maker_id": f"{first.pk} + n % {people}",
        "title": words("A title of a tune ", "n"),
    }
    copied(model, size - 1, own)
    return model


def standings_made(challenge: Any, entry: Any, size: int) -> None:
    from chartbusters.leaderboard.models import Board, RatingRun, Standing

    run = RatingRun.objects.create(
        challenge=challenge,
        inputs_digest=str(size),
        version="1",
        votes=size * 10,
        entries=size,
        lowest=0.0,
        highest=2000.0,
    )
    figures = {"rating": 1999.0, "low": 1900.0, "high": 2000.0, "rank_low": 1, "rank_high": 3}
    best = Standing.objects.create(run=run, entry=entry, position=1, votes=20, **figures)
    places = {"entry_id": key("n", size), "position": f"1 + (n * {stride(size)}) % {size}"}
    copied(best, size - 1, {**places, "rating": f"2000.0 - n * 1000.0 / {size}"})
    Board.objects.create(challenge=challenge, run=run)


def stride(size: int) -> int:
    """A step that visits every place once: entries must not lie in the order of their ranks."""
    return 7919 if size % 7919 else 7907


def copied(row: Any, count: int, own: dict[str, str]) -> None:
    """So many copies of a row, `n` from 1 upwards, with some columns of their own as SQL."""
    from django.db import connection

    columns = [field.column for field in row._meta.concrete_fields]
    if "id" not in own:
        columns.remove("id")
    values = ", ".join(own.get(column, f't."{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    sql = (
        f"{series(count)} INSERT INTO {row._meta.db_table} ({names}) "  # noqa: S608
        f"SELECT {values} FROM series, {row._meta.db_table} t WHERE t.{row._meta.pk.column} = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql.replace("%", "%%").replace("%%s", "%s"), [stored_key(row)])


def series(count: int) -> str:
    from django.db import connection

    if connection.vendor == "postgresql":
        rows = "SELECT n::bigint FROM generate_series(1, {}) AS n"
    else:
        rows = "SELECT 1 UNION ALL SELECT n + 1 FROM series WHERE n < {}"
    return f"WITH RECURSIVE series(n) AS ({rows.format(count)})"


def stored_key(row: Any) -> Any:
    from django.db import connection

    return row.pk.hex if connection.vendor == "sqlite" and hasattr(row.pk, "hex") else row.pk


def words(before: str, number: str) -> str:
    return f"'{before}' || {number}"


def key(number: str, salt: int) -> str:
    """A key of an entry, made of a number: spread as those that are drawn."""
    from django.db import connection

    if connection.vendor == "postgresql":
        return f"md5('{salt}-' || {number})::uuid"
    spread = f"({number} * 2654435761) & 4294967295"
    return f"printf('%08x%024x', {spread}, {number} + {salt} * 10000000)"


def analysed() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
