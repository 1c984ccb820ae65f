"""What an owner does with a run on its page, and nobody else: name, viewers, pause, end."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from generation.errors import JobError
from generation.models import JobState, TrainingRun, Visibility
from generation.services.training.sharing import training_run_rename, training_run_share
from tests.training_runs import finished_run

pytestmark = pytest.mark.django_db
Clients = Callable[[Any], Client]


@pytest.fixture
def run(alice: Any) -> TrainingRun:
    return finished_run(
        alice, epochs=3, state=JobState.QUEUED, epochs_all=9, epochs_done=3, finished_at=None
    )


def acted(client: Client, run: TrainingRun, act: str, **fields: str) -> int:
    status = client.post(f"/train/{run.pk}/{act}/", fields).status_code
    run.refresh_from_db()
    return status


def test_it_is_paused_and_resumed_again_and_again(
    run: TrainingRun, alice: Any, client_of: Clients
) -> None:
    client = client_of(alice)
    for _ in range(5):
        assert acted(client, run, "pause") == 302
        assert run.state == JobState.PAUSED
        acted(client, run, "resume")
        assert run.state == JobState.QUEUED


def test_it_is_cancelled_and_taken_up_again(
    run: TrainingRun, alice: Any, client_of: Clients
) -> None:
    client = client_of(alice)
    acted(client, run, "cancel")
    assert run.state == JobState.CANCELLED
    acted(client, run, "resume")
    assert run.state == JobState.QUEUED


def test_what_is_refused_is_said_on_the_page(
    run: TrainingRun, alice: Any, client_of: Clients
) -> None:
    run.epochs.update(best=False)
    page = client_of(alice).post(f"/train/{run.pk}/keep/", follow=True)
    assert "nothing to keep yet" in page.content.decode()


@pytest.mark.parametrize(
    "act", ["pause", "resume", "keep", "cancel", "model", "settings", "delete"]
)
def test_nobody_else_changes_it(
    run: TrainingRun, alice: Any, bob: Any, client_of: Clients, visitor: Client, act: str
) -> None:
    training_run_share(run=run, by=alice, visibility=Visibility.LINK)
    assert acted(client_of(bob), run, act, title="Mine now", visibility="private") == 404
    assert acted(visitor, run, act, title="Mine now") == 302, "to sign in"
    assert run.state == JobState.QUEUED
    assert run.title != "Mine now"


def test_it_is_deleted(run: TrainingRun, alice: Any, client_of: Clients) -> None:
    assert client_of(alice).post(f"/train/{run.pk}/delete/").status_code == 302
    assert not TrainingRun.objects.filter(pk=run.pk).exists()


def test_it_has_no_other_acts(run: TrainingRun, alice: Any, client_of: Clients) -> None:
    assert acted(client_of(alice), run, "explode") == 404
    assert client_of(alice).get(f"/train/{run.pk}/pause/").status_code == 405


def test_it_is_renamed_and_shared_in_one_form(
    run: TrainingRun, alice: Any, client_of: Clients
) -> None:
    before = run.version
    acted(client_of(alice), run, "settings", title="  My\nband ", visibility="link")
    assert run.title == "My band"
    assert run.visibility == Visibility.LINK
    assert run.link_token
    assert run.version > before, "open pages hear of it"


def test_an_owner_does_not_show_it_to_everybody(
    run: TrainingRun, alice: Any, client_of: Clients
) -> None:
    page = client_of(alice).post(
        f"/train/{run.pk}/settings/", {"visibility": "published"}, follow=True
    )
    run.refresh_from_db()
    assert run.visibility == Visibility.PRIVATE
    assert "organiser" in page.content.decode()


def test_an_organiser_shows_it_to_everybody_and_the_owner_takes_it_back(
    run: TrainingRun, alice: Any, organiser: Any, client_of: Clients
) -> None:
    acted(client_of(organiser), run, "settings", visibility="published")
    assert run.visibility == Visibility.PUBLISHED
    acted(client_of(alice), run, "settings", visibility="private")
    assert run.visibility == Visibility.PRIVATE


def test_services_ask_whose_it_is(run: TrainingRun, bob: Any) -> None:
    with pytest.raises(PermissionDenied):
        training_run_share(run=run, by=bob, visibility=Visibility.LINK)
    with pytest.raises(PermissionDenied):
        training_run_rename(run=run, by=bob, title="x")


def test_there_is_no_other_way_of_sharing(run: TrainingRun, alice: Any) -> None:
    with pytest.raises(JobError):
        training_run_share(run=run, by=alice, visibility="secret")


def test_shared_as_it_is_it_keeps_its_link(run: TrainingRun, alice: Any) -> None:
    training_run_share(run=run, by=alice, visibility=Visibility.LINK)
    before = run.link_token
    training_run_share(run=run, by=alice, visibility=Visibility.LINK)
    assert run.link_token == before
