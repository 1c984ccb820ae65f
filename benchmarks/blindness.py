"""How well a vote is blind: a program that reads every public address and every ballot names the
makers of 400 sides, beside chance.

Every maker has three public songs and a remix of one of them, in another key, with a band; half of
them enter the remix. What its maker lets everybody hear is left out, and counted.
"""

import logging
import os
import random
import sys
import tempfile
from math import sqrt
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from benchmarks import blindness_attack as attacker
from benchmarks.blindness_worlds import World, world_made

MAKERS, CHALLENGES, SIDES = 10, 10, 400
KINDS: dict[str, dict[str, Any]] = {
    "nothing in common": {},
    "one style each": {"habits": True},
    "a third stay public": {"public": MAKERS // 3},
    "all public, all asked": {"public": MAKERS},
}


def sides_heard(world: World, count: int) -> list[tuple[attacker.Heard, str, bool]]:
    """Sides as a voter is given them, with the truth: the maker, and whether the entry is public by
    choice."""
    from chartbusters.voting.models import Ballot

    heard: list[tuple[attacker.Heard, str, bool]] = []
    while len(heard) < count:
        voter = _browser(f"voter-{world.challenge.slug}-{len(heard)}")
        while len(heard) < count and (paper := _ballot(voter, world.challenge.slug)):
            ballot = Ballot.objects.get(pk=paper["id"])
            for side, entry in (("a", ballot.entry_a), ("b", ballot.entry_b)):
                sound = attacker.Heard(paper[side]["document"])
                heard.append((sound, entry.maker.username, entry.heard_by_all))
            body = {"outcome": "tie"}
            voter.post(f"/api/v1/ballots/{ballot.pk}/vote/", body, "application/json")
    return heard


def _browser(name: str) -> Any:
    from django.test import Client

    from chartbusters.accounts.models import User

    client = Client()
    client.force_login(User.objects.create(username=name))
    return client


def _ballot(voter: Any, slug: str) -> Any:
    answer = voter.post("/api/v1/ballots/", {"challenge": slug}, "application/json")
    return answer.json() if answer.status_code == 201 else None


def attacked(
    worlds: list[World], sides: int, seed: int = 1, ask_all: bool = False
) -> dict[str, tuple[int, int, int]]:
    """Of each attack: sides named rightly, sides asked about, and sides left out, as their makers
    chose to be known; `ask_all` leaves out none."""
    from django.test import Client

    draw, tally = random.Random(seed), dict.fromkeys(attacker.ATTACKS, (0, 0, 0))
    for world in worlds:
        browsers = [Client(), _browser(f"stranger-{world.challenge.slug}")]
        known = attacker.documents_found(browsers, world.places)
        for document, maker, public in sides_heard(world, sides // len(worlds)):
            for attack, (right, asked, left_out) in tally.items():
                guess = attacker.named(attack, document, known, world.makers, draw)
                counted = (right + (guess == maker), asked + 1, left_out)
                tally[attack] = (right, asked, left_out + 1) if public and not ask_all else counted
    return tally


def upper_end(right: int, asked: int, z: float = 1.959964) -> float:
    """Of the 95 % interval of a share (Wilson)."""
    share, more = right / asked, z * z / asked
    spread = z * sqrt(share * (1 - share) / asked + more / (4 * asked))
    return (share + more / 2 + spread) / (1 + more)


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="cb-bench-") as folder:
        _site(Path(folder))
        print(f"{MAKERS} makers a challenge: chance {1 / MAKERS:.3f}, goal below {2 / MAKERS:.3f}")
        print("what makers do            attack       named   of  left out  share  upper end")
        missed = False
        for place, (words, how) in enumerate(KINDS.items()):
            made = range(100 * place, 100 * place + CHALLENGES)
            worlds = [world_made(seed, MAKERS, **how) for seed in made]
            ask_all = how.get("public") == MAKERS
            for attack, (right, asked, left) in attacked(worlds, SIDES, ask_all=ask_all).items():
                end = upper_end(right, asked)
                missed |= place == 0 and end >= 2 / MAKERS
                row = f"{words:25} {attack:12} {right:5} {asked:4} {left:9}"
                print(f"{row}  {right / asked:.3f}  {end:.3f}", flush=True)
    return int(missed)


def _site(folder: Path) -> None:
    folder.chmod(0o755)
    os.environ |= {"DJANGO_SETTINGS_MODULE": "chartbusters.settings", "BROKER_URL": "memory://"}
    os.environ |= {"CACHE_URL": "redis://127.0.0.1:1/0"}  # a name; what is used stands below
    os.environ |= {"DATABASE_URL": f"sqlite:///{folder}/db.sqlite3", "VAR_DIR": str(folder)}
    os.environ |= {"LIMITS_ENABLED": "false", "VOTING_REQUIRED_MS": "0", "LOG_LEVEL": "CRITICAL"}
    os.environ |= {"ALLOWED_HOSTS": "testserver", "DEBUG": "false", "SECRET_KEY": "a" * 50}
    import django
    from django.conf import settings

    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    files = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": files}
    django.setup()
    from django.core.management import call_command

    logging.disable()  # nearly all that is asked for is not there
    call_command("migrate", verbosity=0)


if __name__ == "__main__":
    sys.exit(main())
