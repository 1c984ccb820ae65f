"""A page of a board with exact rank and neighbours at a thousand, a hundred thousand and a million
entries, on SQLite and PostgreSQL, beside the naive count; and ten million votes read from blocks.

`python benchmarks/big_boards.py [--entries 1000,100000,1000000] [--votes-each 10]`. Rows are made
by the database itself. On PostgreSQL *server ms* is what the server says that it planned and
executed; the rest of *database ms* is the way there and back, eight times. The naive count sums
votes from a narrow table of nothing but the sides' numbers, which flatters it: real votes lie
beside ballots. Pages are drawn in this process.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))
PAGES = 40
HEAD = (
    "database      entries       votes  database ms  fastest  server ms  queries  page ms     KB  "
    "naive count ms"
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", default="1000,100000,1000000")
    parser.add_argument("--votes-each", type=int, default=10, help="of the naive count")
    parser.add_argument("--inner", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    sizes = [int(size) for size in arguments.entries.split(",")]
    if arguments.inner:
        measure(sizes, arguments.votes_each)
        return 0
    from durable_commits import sites

    print(HEAD, flush=True)
    command = [sys.executable, __file__, "--inner", "--entries", arguments.entries]
    command += ["--votes-each", str(arguments.votes_each)]
    for site in sites():
        subprocess.run(command, env={**site, "DEBUG": "true"}, check=True)
    return 0


def measure(sizes: list[int], votes_each: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chartbusters.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    from big_boards_made import board_made

    for size in sizes:
        challenge, viewer = board_made(size)
        figures = pages_asked(challenge, viewer, size)
        naive = naive_ms(size, size * votes_each)
        print(
            f"{connection.vendor:<12} {size:9,} {size * votes_each:11,} {figures['database']:12.2f}"
            f" {figures['fastest']:8.2f} {figures['server']:10.2f} {figures['queries']:8.0f}"
            f" {figures['page']:8.1f}"
            f" {figures['bytes'] / 1000:6.1f} {naive:15.1f}",
            flush=True,
        )
    blocks_read(challenge, 10_000_000, min(size, 10_000))


def pages_asked(challenge: Any, viewer: Any, size: int) -> dict[str, float]:
    """Medians over pages all over the board, as a maker sees them, with their own rows."""
    import random

    from django.db import connection
    from django.test import Client

    draw = random.Random(7)
    texts: list[tuple[str, Any]] = []  # of the last page
    client = Client(headers={"host": "localhost"})
    client.force_login(viewer)
    took: dict[str, list[float]] = {"database": [], "queries": [], "page": [], "bytes": []}
    for number in range(PAGES + 3):
        asked: list[float] = []
        texts.clear()
        page = draw.randrange(max(1, size // 50)) + 1

        def timed(execute: Callable[..., Any], *words: Any, asked: list[float] = asked) -> Any:
            texts.append((words[0], words[1]))
            begin = time.perf_counter()
            try:
                return execute(*words)
            finally:
                asked.append(time.perf_counter() - begin)

        begin = time.perf_counter()
        with connection.execute_wrapper(timed):
            answer = client.get(f"/challenges/{challenge.slug}/leaderboard/?page={page}")
        assert answer.status_code == 200, answer.status_code
        if number < 3:
            continue  # templates are read, and queries put into SQL
        took["page"].append(1000 * (time.perf_counter() - begin))
        took["database"].append(1000 * sum(asked))
        took["queries"].append(len(asked))
        took["bytes"].append(len(answer.content))
    found = {name: statistics.median(figures) for name, figures in took.items()}
    found |= {"bytes": max(took["bytes"]), "fastest": min(took["database"])}
    return {**found, "server": server_ms(texts)}


def server_ms(texts: list[tuple[str, Any]]) -> float:
    """Planning and execution of these queries, as PostgreSQL measures them; the least of five."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return float("nan")
    sums = []
    for _ in range(5):
        took = 0.0
        for sql, words in texts:
            if not sql.lstrip("( ").startswith("SELECT"):
                continue
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}", words)
                (told,) = cursor.fetchone()[0]
            took += told["Planning Time"] + told["Execution Time"]
        sums.append(took)
    return min(sums)


def naive_ms(size: int, votes: int) -> float:
    """The first fifty and one entry's rank, counted from all votes at each look."""
    from big_boards_made import series
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_votes")
        cursor.execute("CREATE TABLE bench_votes (entry integer, won integer)")
        cursor.execute(
            f"{series(votes)} INSERT INTO bench_votes "  # noqa: S608
            f"SELECT (n * 7919) % {size}, CASE WHEN (n * 104729) % 7 < 3 THEN 1 ELSE 0 END "
            "FROM series"
        )
        begin = time.perf_counter()
        sums = "SELECT entry, SUM(won) AS wins FROM bench_votes GROUP BY entry"
        cursor.execute(f"{sums} ORDER BY wins DESC, entry LIMIT 50")
        cursor.fetchall()
        cursor.execute(
            f"SELECT COUNT(*) FROM ({sums}) s WHERE wins > "  # noqa: S608
            "(SELECT SUM(won) FROM bench_votes WHERE entry = 1)"
        )
        cursor.fetchone()
        took = 1000 * (time.perf_counter() - begin)
        cursor.execute("DROP TABLE bench_votes")
    return took


def blocks_read(challenge: Any, votes: int, entries: int) -> None:
    """All votes as columns, from sealed blocks: what each computation of a board begins with."""
    import numpy as np

    from chartbusters.voting.columns import FIELDS, packed
    from chartbusters.voting.models import VoteBlock
    from chartbusters.voting.reading import votes_read
    from chartbusters.voting.sealing import MOST_ROWS

    draw = np.random.default_rng(7)
    stored = 0
    for number, first in enumerate(range(0, votes, MOST_ROWS), 1):
        rows = min(MOST_ROWS, votes - first)
        columns = {name: np.zeros(rows, kind) for name, kind in FIELDS.items()}
        columns["key"] = np.arange(first + 1, first + rows + 1)
        columns["cast_ms"] = 1_790_000_000_000 + 40 * columns["key"]
        columns["a"], columns["b"] = draw.integers(1, entries, (2, rows))
        columns["voter"] = draw.integers(1, 100_000, rows)
        columns["outcome"] = draw.integers(0, 3, rows).astype("u1")
        columns["waited_ms"] = draw.integers(5_000, 90_000, rows)
        data = packed(columns)
        stored += len(data)
        VoteBlock.objects.create(
            challenge=challenge,
            number=number,
            last_key=first + rows,
            rows=rows,
            total=first + rows,
            data=data,
        )
    begin, busy = time.perf_counter(), time.process_time()
    table, _, _ = votes_read(challenge=challenge)
    took, busy = time.perf_counter() - begin, time.process_time() - busy
    print(
        f"{len(table.key):,} votes read from {number} blocks ({stored / 1e6:.0f} MB) in {took:.1f} "
        f"s, {busy:.1f} s of them at the processor",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
