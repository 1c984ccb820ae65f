"""An installation that people already use survives: its database, made by an older commit, is
migrated by today's code, which is killed in the midst of it, again and again, and goes on.

The databases beside this file were made by `make.py`, the facts by the older commit itself. A fact
is never changed here: whoever changes a model teaches `facts.py` where it stands now.
"""

import gzip
import json
import sqlite3
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from generation.catalogue import card_meant
from tests.databases import on_postgres
from tests.upgrade.kills import killed_in_mid_migration
from tests.upgrade.make import environment, run

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
KILLS = 4
INSTALLATIONS = sorted(path.stem for path in HERE.glob("installation-*.json"))
ROWS = (
    "songs",
    "people",
    "compositions",
    "revisions",
    "recordings",
    "challenges",
    "entries",
    "reports",
)
ROWS += ("ballots", "votes", "ratings", "boards", "jobs", "trainings")
REAP = """
import django; django.setup()
from celery import current_app; current_app.conf.broker_url = "memory://"
from generation.models import GenerationJob; from generation.services import jobs_reap
silent = list(GenerationJob.objects.filter(state="running").values_list("pk", flat=True))
jobs_reap()
print(*silent, *GenerationJob.objects.filter(pk__in=silent).values_list("state", flat=True))
"""
# What is told in another way since, on purpose: ballots have the page to themselves, and the digest
# of what a board was computed from holds the weights of votes too.
MEANT = (
    "/ada /challenges/sound-science-fair/vote//heading:",
    "/visitor /challenges/trick-or-melody/votes.json/json/inputs_digest:",
)
Facts = dict[str, dict[str, Any]]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(on_postgres(), reason="it brings its own databases"),
]


class Upgraded(NamedTuple):
    """The older commit's facts, those of today's code after `manage.py migrate`, how to go on from
    there, and the migrations in whose midst it was killed."""

    before: Facts
    after: Facts
    settings: dict[str, str]
    killed: set[str]


@pytest.fixture(scope="module", params=INSTALLATIONS)
def installation(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def upgraded(
    request: pytest.FixtureRequest, installation: str, tmp_path_factory: pytest.TempPathFactory
) -> Upgraded:
    folder = tmp_path_factory.mktemp("upgrade")
    old = restored(installation, folder)
    database = f"sqlite:///{old}"
    if request.param == "postgres":
        database = fresh_database(request.getfixturevalue("postgres"), installation)
    settings = environment(database, folder, REPOSITORY)
    if request.param == "postgres":
        run(REPOSITORY, settings, str(HERE / "move.py"), str(old))
    killed = {killed_in_mid_migration(settings, after) for after in range(1, KILLS + 1)}
    run(REPOSITORY, settings, "manage.py", "migrate", "--no-input")
    before = json.loads((HERE / f"{installation}.json").read_text())
    visits = json.dumps([visit.split(" ", 1) for visit in before["addresses"]])
    after = json.loads(run(REPOSITORY, settings, str(HERE / "facts.py"), told=visits))
    return Upgraded(before, after, settings, killed)


def restored(installation: str, folder: Path) -> Path:
    """The older database as the file it was."""
    database = folder / "old.sqlite3"
    connection = sqlite3.connect(database)
    connection.executescript(
        gzip.decompress((HERE / f"{installation}.sql.gz").read_bytes()).decode()
    )
    connection.close()
    return database


def fresh_database(server: str, installation: str) -> str:
    """A database of its own on the server of the tests."""
    import psycopg

    name = installation.replace("-", "_")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    address, _, options = server.partition("?")
    return f"{address.rpartition('/')[0]}/{name}?{options}"


def lost(before: Any, after: Any, place: str = "") -> list[str]:
    """Where something that was said before is not said after. What has been added since loses
    nothing."""
    if isinstance(before, dict) and isinstance(after, dict):
        gone = [f"{place}/{name} is gone" for name in before if name not in after]
        kept = [
            lost(value, after[name], f"{place}/{name}")
            for name, value in before.items()
            if name in after
        ]
        return [*gone, *chain(*kept)]
    if isinstance(before, list) and isinstance(after, dict) and "results" in after:
        return lost(before, after["results"], place)  # lists of the API have come in pages since
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        pairs = enumerate(zip(before, after, strict=True))
        return list(chain(*(lost(*pair, f"{place}[{number}]") for number, pair in pairs)))
    return [] if before == after else [f"{place}: {before!r} became {after!r}"]


def went_silent(before: Facts) -> Iterator[str]:
    """Addresses of what others than who asks have entered in a vote that runs: nobody was asked
    whether it may be known meanwhile."""
    running = {name for name, one in before["challenges"].items() if one["phase"] != "closed"}
    for entry in before["entries"].values():
        if entry["challenge"] in running and not entry["withdrawn"]:
            song = before["compositions"][entry["composition"]]
            places = (f"/@{song['owner']}/{song['slug']}/", f"/{entry['composition']}/")
            for visit in before["addresses"]:
                if not visit.startswith(f"{song['owner']} ") and any(at in visit for at in places):
                    yield visit


def test_it_went_on_from_each_kill(upgraded: Upgraded) -> None:
    assert len(upgraded.killed) > 1
    run(REPOSITORY, upgraded.settings, "manage.py", "migrate", "--check")


@pytest.mark.parametrize("kind", ROWS)
def test_it_keeps_the_rows(upgraded: Upgraded, kind: str) -> None:
    before, after = upgraded.before[kind], upgraded.after[kind]
    assert before, f"the older installation has no {kind}, so nothing is shown"
    assert lost(before, after) == []
    assert set(after) == set(before)  # nothing is there twice, nothing is made up


def test_it_keeps_the_addresses(upgraded: Upgraded) -> None:
    before, after = upgraded.before["addresses"], upgraded.after["addresses"]
    opened = [visit for visit, found in before.items() if found["status"] == 200]
    for known in (
        "visitor /@",
        "visitor /s/",
        "visitor /embed/",
        "visitor /challenges/",
        "ada /api/",
        "dario /api/",
    ):
        assert any(visit.startswith(known) for visit in opened), (
            f"nothing was opened as {known}, so nothing is shown"
        )
    assert "ada /compositions/" in opened  # still signed in
    silent = set(went_silent(upgraded.before))
    assert silent and {after[visit]["status"] for visit in silent} == {404}
    kept = {visit: found for visit, found in before.items() if visit not in silent}
    assert [fault for fault in lost(kept, after) if not fault.startswith(MEANT)] == []


def test_it_tells_what_is_lost() -> None:
    before = {"ada": {"songs": ["a", {"votes": 2}], "link": "/s/x/"}}
    assert lost(before, {"ada": {**before["ada"], "new": 1}, "bela": {}}) == []
    assert lost(before, {"ada": {"songs": ["a", {"votes": 3}]}}) == [
        "/ada/link is gone",
        "/ada/songs[1]/votes: 2 became 3",
    ]
    assert lost(before, {"ada": {"songs": ["a"], "link": "/s/x/"}})


def test_its_songs_have_their_digests(upgraded: Upgraded) -> None:
    assert [key for key, song in upgraded.after["songs"].items() if song["digest"] != key] == []


def test_what_was_under_way_is_begun_again(upgraded: Upgraded) -> None:
    *_, state = run(REPOSITORY, upgraded.settings, "-c", REAP).split()
    assert state == "queued"


COUNTED = """
import django; django.setup()
from chartbusters.accounts.models import User
from chartbusters.compositions.storing import storage_counted, stored_of
people = User.objects.filter(compositions__isnull=False).distinct()
print(*[f"{stored_of(owner=person).used}={storage_counted(owner=person)}" for person in people])
"""


def test_it_counts_the_bytes_that_are_there(upgraded: Upgraded) -> None:
    sums = [pair.split("=") for pair in run(REPOSITORY, upgraded.settings, "-c", COUNTED).split()]
    assert sums and all(int(used) == int(counted) > 0 for used, counted in sums)


def test_its_recipes_find_their_models(upgraded: Upgraded) -> None:
    """By the digest of the weights that played, also where their file was written anew since."""
    recipes = [job["recipe"] for job in upgraded.after["jobs"].values() if job["recipe"]]
    assert {recipe["model"] for recipe in recipes} == {"gan-bach", "gan-pop"}
    found = [(recipe["model"], card_meant(recipe)) for recipe in recipes]
    assert [name for name, card in found if card is None or card.name != name] == []
