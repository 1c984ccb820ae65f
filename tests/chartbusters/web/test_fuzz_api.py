"""What the API answers to made-up requests is what its description says: schemathesis, always the
same requests."""

from collections.abc import Iterator
from typing import Any, NamedTuple
from uuid import uuid4

import pytest
import schemathesis
from django.conf import LazySettings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection, transaction
from django.utils import timezone
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from chartbusters.accounts.services import token_create
from chartbusters.challenges.models import Challenge
from chartbusters.challenges.services import entry_create
from chartbusters.comments.services import comment_write
from chartbusters.compositions.drafting import Writing, draft_keep
from chartbusters.compositions.models import Draft
from chartbusters.compositions.services import composition_update
from chartbusters.leaderboard.final.services import final_refresh
from chartbusters.learning.services import classroom_create
from chartbusters.moderation.models import Report, Why
from chartbusters.notices.kinds import KINDS
from chartbusters.notices.services import event_record
from chartbusters.ops import streams
from chartbusters.playlists.services import playlist_add, playlist_create
from chartbusters.seasons.models import Season
from chartbusters.voting.services import ballot_issue
from generation.catalogue import cards
from generation.models import Dataset, NoteExplanation
from generation.services import job_create
from tests.contests import challenge_made, composition_made, contest_made
from tests.juries import jury_made
from tests.people import organiser_made, person_made
from tests.songs import song_made
from tests.trained_models import model_trained
from tests.training_runs import finished_run

pytestmark = pytest.mark.slow
schema = schemathesis.openapi.from_dict(SchemaGenerator().get_schema(request=None, public=True))
schema.app = get_wsgi_application()
bounded = settings(
    max_examples=8,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
    checks.ignored_auth,
]


@pytest.fixture(autouse=True)
def _one_transaction() -> Iterator[None]:
    """The end of a request closes connections, and with them the transaction of the test, as its
    test client knows."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(autouse=True)
def _stream(broker_server: str, settings: LazySettings) -> None:
    """Plays are asked of a real server."""
    settings.STREAM_URL = broker_server.replace("redis+socket://", "unix://") + "?db=0"
    streams.breaker.forget()


class Settled(NamedTuple):
    """Who asks for what is there, and one thing of each kind that alice may ask for, by the first
    word of its address."""

    secret: str
    things: dict[str, str]


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[Settled]]:
    """The transaction of this file, and what is there for all of it: to make that anew for each
    address was half of the time."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield []
        transaction.set_rollback(True)


@pytest.fixture
def settled(kept: list[Settled]) -> Settled:
    """Comes before `db` among what a test asks for, or it would be gone with the first one."""
    if not kept:
        alice = person_made("alice")
        kept.append(Settled(token_create(owner=alice, name="fuzz", days=1)[1], _things_of(alice)))
    return kept[0]


@pytest.fixture
def db(kept: list[Settled]) -> Iterator[None]:
    """In place of Django's: what a test does is undone, and what is there stays."""
    with transaction.atomic():
        yield
        connection.check_constraints()
        transaction.set_rollback(True)


@pytest.fixture
def secret(db: None) -> str:
    """Of somebody else than `settled` has, in case that came before."""
    return token_create(owner=person_made("bertha"), name="fuzz", days=1)[1]


def _things_of(alice: Any) -> dict[str, str]:
    judged = jury_made((alice, person_made("bob")), organiser_made())
    voting, entries = judged.challenge, judged.entries
    over, _ = contest_made("closed", 2, slug="over")
    Challenge.objects.filter(pk=over.pk).update(weight_public=50, weight_jury=50)
    final_refresh(challenge=over)
    song = composition_made(alice)
    opened = challenge_made("open", slug="open")
    entry = entry_create(challenge=opened, composition=song, maker=alice)
    ballot = ballot_issue(challenge=voting, voter=alice)
    job = _job_of(alice, song.head.song.song)
    token, _ = token_create(owner=alice, name="another", days=1)
    report = Report.objects.create(reporter=alice, person=entries[0].maker, why=Why.SPAM)
    season = Season.objects.create(title="Spring", slug="spring", published=True)
    season.challenges.add(over)
    return {
        **_heard_by(alice),
        "challenges": voting.slug,
        "leaderboards": voting.slug,
        "juries": voting.slug,
        "number": str(entries[0].number),
        "finals": over.slug,
        "seasons": season.slug,
        "models": cards()[0].name,
        "compositions": str(song.pk),
        "drafts": str(_draft_of(alice).key),
        "entries": str(entry.pk),
        "authorships": str(entries[0].pk),
        "ballots": str(ballot.pk),
        "generation-jobs": str(job.pk),
        "note-explanations": str(_question_about(job).pk),
        "score-reports": str(entries[0].score_report_id),
        "tokens": str(token.id),
        "songs": str(entries[0].composition_id),
        "people": entries[0].maker.username,
        "reports": str(report.pk),
        "notices": _notice_of(alice),
        **_learnt_of(alice),
    }


def _learnt_of(alice: Any) -> dict[str, str]:
    return {
        "training-runs": str(finished_run(alice).pk),
        "datasets": str(_data_of(alice)),
        "kept-models": model_trained(alice).name,
        **_class_of(alice),
    }


def _class_of(alice: Any) -> dict[str, str]:
    """A class in which she sits herself: the room is named alike for both, so they share an id."""
    made = classroom_create(teacher=alice, name="Seven")
    made.seats.create(pk=made.pk, name="Fox", person=alice)
    return {"learning": str(made.pk), "seat": str(made.pk)}


def _data_of(alice: Any) -> Any:
    told = {"title": "Tunes", "rights_at": timezone.now(), "state": "done"}
    return Dataset.objects.create(owner=alice, **told).pk


def _notice_of(alice: Any) -> str:
    told = {"label": "Tunes", "address": "/", "audience": f"person:{alice.pk}"}
    event_record(kind=next(iter(KINDS)), key="fuzz", **told)
    return str(alice.notices.latest("pk").pk)


def _heard_by(alice: Any) -> dict[str, str]:
    """A song of somebody's, and what alice did with it."""
    song = composition_made(person_made("dora"))
    composition_update(composition=song, visibility="public")
    playlist = playlist_create(owner=alice, title="Mornings")
    return {
        "comments": str(comment_write(song=song, by=alice, words="Here it turns.").pk),
        "playlists": str(playlist_add(playlist=playlist, composition=song.pk).pk),
        "song": str(song.pk),
        "plays": str(song.pk),
    }


def _job_of(alice: Any, song: Any) -> Any:
    return job_create(
        owner=alice, session_key="", technique="gan", model=None, song=song, seed=1, parameters={}
    )


def _question_about(job: Any) -> NoteExplanation:
    return NoteExplanation.objects.create(job=job, track=0, onset=0, pitch=60)


def _draft_of(alice: Any) -> Draft:
    writing = Writing(writer=uuid4(), version=0)
    return draft_keep(owner=alice, key=uuid4(), song=song_made(), title="A draft", writing=writing)


def ask(case: schemathesis.Case, secret: str) -> Any:
    return case.call_and_validate(headers={"Authorization": f"Bearer {secret}"}, checks=CHECKS)


@schema.parametrize()
@bounded
def test_it_works(case: schemathesis.Case, secret: str) -> None:
    ask(case, secret)


@schema.include(path_regex=r"\{|/(ballots|entries)/$").parametrize()
@bounded
def test_it_works_on_what_is_there(case: schemathesis.Case, settled: Settled, db: None) -> None:
    """With a made-up id every answer is 404: here the id is a real one, and so is what the body
    names."""
    things = settled.things
    _, _, _, kind, *_ = case.operation.path.split("/")
    for name in case.path_parameters or {}:
        case.path_parameters[name] = things.get(name, things[kind])
    if isinstance(case.body, dict):
        real = {"challenge": things["challenges"], "composition": things["compositions"]}
        case.body |= {name: value for name, value in real.items() if name in case.body}
    ask(case, settled.secret)
