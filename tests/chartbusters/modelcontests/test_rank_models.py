"""A challenge of five models from its melodies to its board: one of the site, one as if fine-tuned,
one that has learnt for four steps, the arranger, and shuffled bars. A real worker makes the takes
and is killed meanwhile; listeners with a preference vote blindly; the board ranks the models."""

import json
import random
import subprocess
import sys
from datetime import timedelta
from io import StringIO
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db.models import F

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.leaderboard.models import Board, Standing
from chartbusters.leaderboard.services import board_refresh
from chartbusters.modelcontests import selectors
from chartbusters.modelcontests.models import ContestTake, EnteredModel, TakeState
from chartbusters.modelcontests.services import takes_go_on
from chartbusters.voting.models import Ballot, Vote
from chartbusters.voting.services import ballot_heard, ballot_issue, vote_cast
from generation import services
from generation.models import JobState, TrainedModel, TrainingRun
from generation.services import trained_model_create
from scoring.services import score_report_compute
from tests.conftest import REPOSITORY
from tests.contests import to_phase
from tests.model_contests import contest_of_models, contest_row
from tests.trained import trained_made
from tests.waiting import wait_until
from tests.workers import LiveWorker

pytestmark = [pytest.mark.slow, pytest.mark.torch, pytest.mark.django_db(transaction=True)]
LIKED = ["gan-pop", "tuned", "arranger", "shuffled", "barely"]  # the best first
SLIP = 1 / 10  # votes for the other one
VOTERS, PAIRS = 24, 6
A_WHILE = timedelta(minutes=10)


def barely_trained(owner: Any, folder: Path) -> TrainedModel:
    """Four steps of `python -m generation.train`, of a network small enough for a test."""
    from tests.generation.trainees import chorales_in

    words = ("--data", str(chorales_in(folder)), "--out", str(folder / "run"), "--genre", "bach")
    line = [sys.executable, "-m", "tests.generation.small_train", "arcnn", *words]
    subprocess.run(
        [*line, "--steps", "4", "--batch", "2"], cwd=REPOSITORY, check=True, capture_output=True
    )
    made = folder / "run"
    run = TrainingRun.objects.create(
        owner=owner, technique="arcnn", genre="bach", plan={"steps": 4}, state=JobState.DONE
    )
    return trained_model_create(
        owner=owner,
        title="Barely",
        card=json.loads((made / "arcnn-bach.json").read_text()),
        weights=(made / "arcnn-bach.safetensors").read_bytes(),
        run=run,
        epoch=2,
    )


def a_round(challenge: Challenge) -> bool:
    """What the scheduler sends every few seconds; whether all is made."""
    takes_go_on()
    services.jobs_reap()
    return contest_row(challenge).suites_at is not None


def is_playing(challenge: Challenge) -> bool:
    a_round(challenge)
    running = ContestTake.objects.filter(state=TakeState.PLAYING, job__state=JobState.RUNNING)
    return running.exists()


def name_of(entry: Any) -> str:
    entrant = EnteredModel.objects.get(entry=entry)
    return {"Tuned": "tuned", "Barely": "barely"}.get(entrant.title, entrant.name)


def heard_and_voted(challenge: Challenge) -> int:
    """Listeners who know nothing but what they hear: which of the two they like better."""
    draw, cast = random.Random(5), 0
    people = get_user_model().objects
    voters = [people.create_user(f"voter{number}") for number in range(VOTERS)]
    liking = {entry.pk: -LIKED.index(name_of(entry)) for entry in entries_in(challenge)}
    for _, voter in product(range(PAIRS), voters):
        ballot = ballot_issue(challenge=challenge, voter=voter)
        if ballot is None:
            continue
        Ballot.objects.filter(pk=ballot.pk).update(issued_at=F("issued_at") - A_WHILE)
        for side in ("a", "b"):
            ballot_heard(ballot=ballot, side=side, ms=200_000)
        better = liking[ballot.entry_a_id] > liking[ballot.entry_b_id]
        vote_cast(ballot=ballot, outcome="a" if better != (draw.random() < SLIP) else "b")
        cast += 1
    return cast


def entries_in(challenge: Challenge) -> list[Entry]:
    return list(Entry.objects.filter(challenge=challenge).order_by("number"))


def made_through_a_kill(challenge: Challenge, live_worker: LiveWorker, visitor: Any) -> None:
    """All takes, with a kill -9 of the worker while it plays one; nobody is named."""
    wait_until(lambda: is_playing(challenge), 120, "a take in the making")
    live_worker.kill()
    told = visitor.get("/challenges/models/models/").content.decode()
    assert "The models are playing" in told and "Tuned" not in told
    live_worker.start()
    wait_until(lambda: a_round(challenge), 300, "the suites", pause=0.3)

    making = selectors.making_of(contest=contest_row(challenge))
    assert (making.done, making.failed) == (15, 0)
    assert [name for name in LIKED if name not in map(name_of, entries_in(challenge))] == []
    for entry in entries_in(challenge):
        assert entry.score_report_id is not None
        score_report_compute(pk=entry.score_report_id)
    listed = visitor.get("/challenges/models/entries/").content.decode()
    for silent in ("Tuned", "Barely", "gan-pop", "arranger", "alice", "t-tuned"):
        assert silent not in listed, silent


def ranked_as_liked(challenge: Challenge, visitor: Any) -> None:
    """The board, its intervals, and the page of the models."""
    run = Board.objects.get(challenge=challenge).run
    standings = list(Standing.objects.filter(run=run).order_by("position"))
    assert [name_of(one.entry) for one in standings] == LIKED
    assert all(one.low < one.rating < one.high for one in standings)
    first, *_, last = standings
    assert first.low > last.high
    page = visitor.get("/challenges/models/models/").content.decode()
    order = ["Pop band", "Tuned", "The arranger: rules, no network", "Shuffled bars of a band"]
    places = [page.index(f">{title}</a>") for title in [*order, "Barely"]]
    assert places == sorted(places) and f"({first.low:.0f} to {first.high:.0f})" in page
    assert '<td class="number">1</td>' in page and contest_row(challenge).seal in page
    assert "made to compare with" in page and "The arranger: rules, no network" in page
    board = visitor.get("/challenges/models/leaderboard/").content.decode()
    assert "Each row is a model" in board and "Tuned" in board


def test_it_works(
    live_worker: LiveWorker,
    staff: Any,
    alice: Any,
    bob: Any,
    charlie: Any,
    client_of: Any,
    visitor: Any,
    tmp_path: Path,
) -> None:
    challenge = contest_of_models(
        staff, house=["gan-pop", "arranger", "shuffled"], minimum_votes=10, turns_each=5
    )
    tuned = trained_made(alice, "Tuned", by=0.02)
    for model, person in ((tuned, alice), (barely_trained(bob, tmp_path), bob)):
        page = client_of(person).post("/challenges/models/models/", {"model": model.name})
        assert page.status_code == 302, page.content
    to_phase(challenge, "voting")
    assert ballot_issue(challenge=challenge, voter=charlie) is None

    made_through_a_kill(challenge, live_worker, visitor)
    assert heard_and_voted(challenge) > 100
    assert not Vote.objects.filter(ballot__entry_a__maker=F("ballot__voter")).exists()
    board_refresh(challenge=challenge)
    to_phase(challenge, "closed")
    board_refresh(challenge=challenge)

    ranked_as_liked(challenge, visitor)
    export, said = tmp_path / "votes.json", StringIO()
    export.write_bytes(visitor.get("/challenges/models/votes.json").content)
    call_command("recompute", str(export), stdout=said)
    assert "EQUAL to the last bit: 5 rows" in said.getvalue()
