"""The page of a run: who sees it, and what it says."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from generation.models import TrainingRun, Visibility
from generation.services.training.sharing import training_run_share
from tests.training_runs import finished_run

pytestmark = pytest.mark.django_db
Clients = Callable[[Any], Client]


@pytest.fixture
def run(alice: Any) -> TrainingRun:
    return finished_run(alice, epochs=3, pack="arranged")


def page(run: TrainingRun) -> str:
    return f"/train/{run.pk}/"


def addresses(run: TrainingRun) -> list[str]:
    """All that shows something of a run."""
    return [
        page(run),
        f"/train/compare/?a={run.pk}",
        f"/api/v1/training-runs/{run.pk}/live/",
        f"/api/v1/training-runs/{run.pk}/epochs/1/samples/0/",
    ]


def seen(client: Client, run: TrainingRun, link: str = "") -> set[int]:
    """What a visitor is answered at all of them."""
    query = f"link={link}&link_a={link}" if link else ""
    joined = [f"{each}{'&' if '?' in each else '?'}{query}" for each in addresses(run)]
    return {client.get(each).status_code for each in joined}


class TestWhoSees:
    def test_the_owner_always_does(self, run: TrainingRun, alice: Any, client_of: Clients) -> None:
        assert seen(client_of(alice), run) == {200}

    def test_nobody_else_sees_a_private_one(
        self, run: TrainingRun, bob: Any, charlie: Any, client_of: Clients, visitor: Client
    ) -> None:
        for client in (client_of(bob), client_of(charlie), visitor):
            assert seen(client, run) == {404}

    def test_whoever_holds_the_link_does(
        self, run: TrainingRun, alice: Any, charlie: Any, client_of: Clients, visitor: Client
    ) -> None:
        training_run_share(run=run, by=alice, visibility=Visibility.LINK)
        assert seen(visitor, run, run.link_token) == {200}
        assert seen(client_of(charlie), run, run.link_token) == {200}
        assert seen(visitor, run) == seen(visitor, run, "guessed") == {404}

    def test_a_link_that_was_taken_back_opens_nothing(
        self, run: TrainingRun, alice: Any, visitor: Client
    ) -> None:
        training_run_share(run=run, by=alice, visibility=Visibility.LINK)
        old = run.link_token
        training_run_share(run=run, by=alice, visibility=Visibility.PRIVATE)
        training_run_share(run=run, by=alice, visibility=Visibility.LINK)
        assert run.link_token != old
        assert seen(visitor, run, old) == {404}

    def test_everybody_sees_a_published_one(
        self, run: TrainingRun, organiser: Any, charlie: Any, client_of: Clients, visitor: Client
    ) -> None:
        training_run_share(run=run, by=organiser, visibility=Visibility.PUBLISHED)
        assert seen(visitor, run) == seen(client_of(charlie), run) == {200}

    def test_staff_see_it_with_the_right_alone(
        self, run: TrainingRun, staff_with: Any, organiser: Any, client_of: Clients
    ) -> None:
        assert seen(client_of(organiser), run) == {200}
        assert seen(client_of(staff_with("change_generationjob")), run) == {404}


class TestWhatItSays:
    def test_it_names_the_music_with_its_licence_and_whom_to_thank(
        self, run: TrainingRun, alice: Any, client_of: Clients
    ) -> None:
        text = client_of(alice).get(page(run)).content.decode()
        assert "Licence" in text
        assert "Thanks to" in text

    def test_it_has_the_recipe_by_its_true_names(
        self, run: TrainingRun, alice: Any, client_of: Clients
    ) -> None:
        text = client_of(alice).get(page(run)).content.decode()
        for label in ("Epochs", "Learning rate", "Seed"):
            assert f"{label}</dt>" in text

    def test_it_tells_an_unknown_pack_by_its_name(self, alice: Any, client_of: Clients) -> None:
        run = finished_run(alice, epochs=1, pack="of-before")
        assert "of-before" in client_of(alice).get(page(run)).content.decode()

    def test_a_private_one_is_kept_by_nobody(
        self, run: TrainingRun, alice: Any, client_of: Clients
    ) -> None:
        answer = client_of(alice).get(page(run))
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["X-Robots-Tag"] == "noindex"
        assert answer["Referrer-Policy"] == "same-origin"

    def test_only_who_may_control_it_has_buttons(
        self, run: TrainingRun, alice: Any, organiser: Any, client_of: Clients, visitor: Client
    ) -> None:
        training_run_share(run=run, by=organiser, visibility=Visibility.PUBLISHED)
        assert "data-act=" in client_of(alice).get(page(run)).content.decode()
        text = visitor.get(page(run)).content.decode()
        assert "data-act=" not in text
        assert "<form" not in text.split("<main")[1].split("</main")[0]

    @pytest.mark.parametrize("technique", ["gan", "arcnn", "transformer"])
    def test_it_works_for_each_technique(
        self, alice: Any, client_of: Clients, technique: str
    ) -> None:
        run = finished_run(alice, technique=technique, genre="own", epochs=1, title="")
        assert client_of(alice).get(page(run)).status_code == 200

    def test_a_take_is_a_song_that_browsers_may_keep(
        self, run: TrainingRun, alice: Any, client_of: Clients
    ) -> None:
        answer = client_of(alice).get(f"/api/v1/training-runs/{run.pk}/epochs/1/samples/2/")
        assert answer.json() == run.epochs.get(number=1).samples.get(number=2).song.document
        assert "immutable" in answer["Cache-Control"]

    def test_there_is_no_take_of_an_epoch_to_come(
        self, run: TrainingRun, alice: Any, client_of: Clients
    ) -> None:
        take = f"/api/v1/training-runs/{run.pk}/epochs/9/samples/0/"
        assert client_of(alice).get(take).status_code == 404


def test_whoever_sees_it_may_begin_one_like_it(alice: Any, bob: Any, client_of: Any) -> None:
    run = finished_run(alice, plan={"epochs": 9}, recipe="fast", visibility="published")
    page = client_of(bob).get(f"/train/{run.pk}/").content.decode()
    assert "/train/new/?technique=gan" in page
    assert "p.epochs=9" in page


def test_its_own_forms_are_told_where_they_come_from(alice: Any, client_of: Clients) -> None:
    """Without a referrer a browser names no origin, and the site refuses what it sends."""
    run = finished_run(alice, pack="arranged")
    assert client_of(alice).get(page(run))["Referrer-Policy"] == "same-origin"
