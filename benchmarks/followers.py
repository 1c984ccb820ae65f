"""Three hundred people who follow a live board of 500 entries while votes come: what they ask and
cost, and how late each sees a new board, on both databases.

`python benchmarks/followers.py [--followers 300] [--seconds 60] [--idle 0.5]`. A follower asks as
frontend/src/site/following.ts does, with its intervals and the ETag of the last answer, and fetches
the page when the word has changed; idle ones ask more and more rarely. One vote a second comes all
the while, first alone, then beside the followers.
"""

import argparse
import contextlib
import json
import os
import random
import secrets
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(REPOSITORY), str(Path(__file__).parent)]
from durable_commits import postgres  # noqa: E402
from follower import Follower, Pace  # noqa: E402
from running_site import Site, Visitor, children_of, running_site, surroundings  # noqa: E402
from votes_at_once import voted  # noqa: E402

ENTRIES, VOTES, SLUG = 500, 5_000, "bench-running"
LAST = 20  # seconds of a round
PARTS = {"web": "chartbusters.web.server", "boards": "ops.worker boards"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--followers", type=int, default=300)
    parser.add_argument("--seconds", type=int, default=60, help="of each of the two rounds")
    parser.add_argument("--idle", type=float, default=0.5, help="share of those who do not move")
    parser.add_argument("--fill", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--runs", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.fill or given.runs:
        print(json.dumps(fill(given.fill) if given.fill else runs()))
        return 0
    for kind in ("sqlite", "postgresql"):
        with address_of(kind) as database:
            measure(kind, database, given)
    return 0


@contextlib.contextmanager
def address_of(kind: str) -> Iterator[dict[str, str]]:
    if kind == "sqlite":
        yield {}
        return
    with tempfile.TemporaryDirectory(prefix="cb-bench-") as folder:
        Path(folder).chmod(0o755)
        with postgres(Path(folder)) as address:
            yield {"DATABASE_URL": address}


def measure(kind: str, database: dict[str, str], given: argparse.Namespace) -> None:
    settled = {**database, "DEBUG": "false", "SECRET_KEY": secrets.token_hex(32)}
    settled["ALLOWED_HOSTS"] = "127.0.0.1"
    with running_site(**settled) as site:
        assert site.var is not None
        own = surroundings(site.var, settled)
        waiting = asked_inside(own, "--fill", str(2 * given.seconds))
        alone, before = round_of(site, waiting[: given.seconds], [])
        crowd = followers_of(site, given)
        beside, costs = round_of(site, waiting[given.seconds :], crowd)
        made = asked_inside(own, "--runs")
        print(f"{kind}: {given.followers} followers, load {os.getloadavg()[0]:.1f}")
        told(crowd, given.seconds, before, costs)
        for words, took in (("alone", alone), ("beside", beside)):
            print(f"  votes {words}: p50 {1000 * statistics.median(took):.0f} ms, p95 {p95(took)}")
        lateness(crowd, made)


def asked_inside(own: dict[str, str], *words: str) -> Any:
    """What this program says in the surroundings of the site."""
    command = [sys.executable, __file__, *words]
    done = subprocess.run(command, env=own, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def followers_of(site: Site, given: argparse.Namespace) -> list[Follower]:
    pace, draw = Pace.read(REPOSITORY), random.Random(8)
    busy = round(given.followers * (1 - given.idle))
    return [
        Follower(site.url, SLUG, pace, number < busy, draw.uniform(0, 4))
        for number in range(given.followers)
    ]


def round_of(
    site: Site, waiting: list[Any], crowd: list[Follower]
) -> tuple[list[float], dict[str, float]]:
    """How long each vote took, and processor seconds by part."""
    before = seconds_used(site)
    threads = [threading.Thread(target=one.follow) for one in crowd]
    for thread in threads:
        thread.start()
    took = voted(lambda: Visitor(site.url), waiting, 1, False)
    for one in crowd:
        one.over.set()
    for thread in threads:
        thread.join()
    return took, {name: used - before[name] for name, used in seconds_used(site).items()}


def seconds_used(site: Site) -> dict[str, float]:
    parts = {name: site.part(word) for name, word in PARTS.items()}
    return {name: seconds_of(pid) for name, pid in parts.items() if pid}


def seconds_of(pid: int) -> float:
    """Of a process and those that it has started, which still run or have ended."""
    words = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    ticks = sum(map(int, words[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK") + sum(map(seconds_of, children_of(pid)))


def told(
    crowd: list[Follower], seconds: int, alone: dict[str, float], beside: dict[str, float]
) -> None:
    minute = 60 / seconds
    asked, same = sum(one.asked for one in crowd), sum(one.same for one in crowd)
    pages = sum(one.pages for one in crowd)
    size = sum(one.bytes for one in crowd) * minute / 1e6
    print(
        f"  asked {asked * minute:,.0f} a minute, {same / max(1, asked):.0%} of them 304; "
        f"{pages * minute:,.0f} pages a minute; {size:.1f} MB a minute; "
        f"failed {sum(one.failed for one in crowd)}"
    )
    for name in beside:
        print(
            f"  processor of {name}: {alone[name] * minute:.1f} s a minute without them, "
            f"{beside[name] * minute:.1f} s with them"
        )


def p95(took: list[float]) -> str:
    return f"{1000 * statistics.quantiles(took, n=20)[-1]:.0f} ms"


def lateness(crowd: list[Follower], made: list[float]) -> None:
    """From when a board was computed until a follower showed it, or one after it. Those of the last
    seconds are left out, for nobody had time to see them."""
    late = list(chain.from_iterable(one.waits_for(made, LAST) for one in crowd))
    if not late:
        print("  no new board came")
        return
    print(
        f"  a new board is seen after: median {statistics.median(late):.1f} s, p95 "
        f"{statistics.quantiles(late, n=20)[-1]:.1f} s, worst {max(late):.1f} s"
    )


def fill(ballots: int) -> list[tuple[str, str]]:
    """A live board of a crowd, and as many heard ballots on it with the cookies of their voters."""
    import crowd
    from voters_at_once import held_by, set_up

    set_up()
    from django.contrib.auth import get_user_model

    from chartbusters.challenges.models import Challenge
    from chartbusters.leaderboard.services import board_refresh
    from chartbusters.voting.models import Ballot

    draw = random.Random(6)
    challenge = crowd.challenge_made(SLUG, 1)
    Challenge.objects.filter(pk=challenge.pk).update(board_shows="live")
    entries = crowd.entered(challenge, crowd.songs_made(draw, ENTRIES))
    crowd.votes_made(challenge, entries, draw, VOTES)
    board_refresh(challenge=challenge)
    people = get_user_model().objects
    voters = people.bulk_create([people.model(username=f"booth{n}") for n in range(ballots)])
    heard = {"heard_ms_a": 60_000, "heard_ms_b": 60_000, "seed": 1, "challenge": challenge}
    pairs = [draw.sample(entries, 2) for _ in voters]
    rows = [
        Ballot(voter=voter, entry_a=a, entry_b=b, pair=f"{a.pk}:{b.pk}", **heard)
        for voter, (a, b) in zip(voters, pairs, strict=True)
    ]
    return held_by(Ballot.objects.bulk_create(rows))


def runs() -> list[float]:
    from voters_at_once import set_up

    set_up()
    from chartbusters.leaderboard.models import RatingRun

    made = RatingRun.objects.filter(challenge__slug=SLUG).order_by("created_at")
    return [at.timestamp() for at in made.values_list("created_at", flat=True)]


if __name__ == "__main__":
    sys.exit(main())
