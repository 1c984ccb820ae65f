"""The wizard: every step by address alone, what is wrong told in words, and the start."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import LazySettings
from django.test import Client

from generation.models import TrainingPace, TrainingRun
from generation.services import pace_measured
from tests.own_data import ready_dataset

pytestmark = pytest.mark.django_db
Browser = Callable[[Any], Client]
WIZARD = "/train/new/"
ALL = f"{WIZARD}?technique=gan&data=arranged&recipe=fast"
BEGIN = {"technique": "gan", "data": "arranged", "recipe": "fast"}


@pytest.fixture(autouse=True)
def _only_what_ships(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Torch or not: choosing needs none; where it matters a test says so."""
    settings.TRAINING_DATA = ""


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


@pytest.mark.parametrize(
    ("query", "heading"),
    [
        ("", "What shall learn?"),
        ("?technique=nothing", "What shall learn?"),
        ("?technique=gan", "From what music?"),
        ("?technique=gan&data=nothing&recipe=fast", "From what music?"),
        ("?technique=gan&data=arranged", "How long, and how?"),
        ("?technique=gan&data=arranged&recipe=never", "How long, and how?"),
        ("?technique=gan&data=arranged&recipe=fast", "Ready to begin"),
        ("?technique=gan&data=arranged&recipe=fast&step=data", "From what music?"),
        ("?technique=gan&step=summary", "From what music?"),
        ("?technique=gan&data=arranged&recipe=fast&start=gan-pop", "Ready to begin"),
        ("?technique=" + "x" * 5000, "What shall learn?"),
    ],
)
def test_an_address_leads_to_the_first_step_that_is_not_done(
    visitor: Client, query: str, heading: str
) -> None:
    assert f"<h1>{heading}</h1>" in page(visitor, WIZARD + query)


def test_the_shipped_music_is_there_without_a_folder(visitor: Client) -> None:
    shown = page(visitor, f"{WIZARD}?technique=transformer")
    assert "Arranged by rule" in shown
    assert "piece" in shown


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("epochs", "1000000000", "Epochs is a whole number from 1 to 2000"),
        ("epochs", "1e9", "Epochs is a whole number"),
        ("epochs", "2.5", "Epochs is a whole number"),
        ("learning_rate", "NaN", "Learning rate is a number from"),
        ("learning_rate", "inf", "Learning rate is a number from"),
        ("batch", "1000000", "Batch is a whole number from 4 to 256"),
        ("batch", "many", "Batch is a whole number"),
        ("width", "-1", "Width is a whole number"),
    ],
)
def test_numbers_beyond_their_bounds_are_refused_in_words(
    client_of: Browser, alice: Any, name: str, value: str, words: str
) -> None:
    client = client_of(alice)
    shown = page(client, f"{ALL}&step=summary&p.{name}={value}")
    assert "How long, and how?" in shown
    assert words in shown
    assert f'value="{value}"' in shown  # what was typed is still there
    answer = client.post(WIZARD, {**BEGIN, f"p.{name}": value})
    assert words in answer.content.decode()
    assert not TrainingRun.objects.exists()


def test_numbers_that_need_too_much_memory_together_are_refused_in_words(
    client_of: Browser, alice: Any
) -> None:
    client = client_of(alice)
    much = "p.batch=256&p.width=192"
    words = "and a run may take 2,000 here. Take 160 at most, or a narrower network."
    assert words in page(client, f"{ALL}&step=summary&{much}")
    told = client.get(f"/api/v1/training-estimates/?technique=gan&recipe=fast&{much}").json()
    assert words in told["problems"]["batch"] and told["seconds"] > 0
    wish = {"technique": "gan", "pack": "arranged", "plan": {"batch": 256, "width": 192}}
    refused = client.post("/api/v1/training-runs/", wish, "application/json")
    assert refused.status_code == 400 and words in refused.json()["message"]
    assert not TrainingRun.objects.exists()


def test_minutes_are_called_estimated_until_runs_have_learnt_here(visitor: Client) -> None:
    asked = f"{WIZARD}?technique=arcnn&data=arranged&recipe=good"
    recipe, summary = f"{asked}&step=recipe", asked

    def say(words: str) -> bool:
        return all(words in page(visitor, address) for address in (recipe, summary))

    assert say("Estimated by the pace of another machine.")
    steps = {"opening": 1.0, "steps": {"likelihood": 0.2}, "closing": 1.0}
    values = {"width": 96, "batch": 16, "epochs": 12}
    pace_measured(technique="arcnn", measured={**steps, "parameters": values})
    assert say("Estimated by a dozen steps that were measured on this machine")
    TrainingPace.objects.update(took=120.0, guessed=60.0)
    assert say("By the pace at which runs have learnt on this machine.")


def test_going_back_keeps_everything(visitor: Client) -> None:
    shown = page(visitor, f"{ALL}&p.epochs=7&title=My+run&step=technique")
    kept = "technique=gan&amp;data=arranged&amp;recipe=fast&amp;title=My+run&amp;p.epochs=7"
    assert f"step=recipe&amp;{kept}" in shown
    # another technique has other numbers and other models, and may know the same music
    other = "technique=arcnn&amp;data=arranged&amp;recipe=fast&amp;title=My+run"
    assert f'step=recipe&amp;{other}"' in shown


def test_signing_in_brings_the_choices_along(visitor: Client, alice: Any) -> None:
    answer = visitor.post(WIZARD, {**BEGIN, "p.epochs": "3", "title": "Mine"})
    assert answer.status_code == 302
    where = urlsplit(answer["Location"])
    assert where.path == "/accounts/login/"
    (back,) = parse_qs(where.query)["next"]
    assert back == f"{WIZARD}?technique=gan&data=arranged&recipe=fast&title=Mine&p.epochs=3"
    visitor.force_login(alice)
    assert "Ready to begin" in page(visitor, back)
    assert not TrainingRun.objects.exists()


@pytest.mark.torch
def test_it_starts(client_of: Browser, alice: Any) -> None:
    answer = client_of(alice).post(WIZARD, {**BEGIN, "p.epochs": "3", "title": "  Waltz\u202e "})
    run = TrainingRun.objects.get()
    assert answer["Location"] == f"/train/{run.pk}/"
    assert (run.owner, run.technique, run.pack, run.dataset) == (alice, "gan", "arranged", None)
    assert (run.recipe, run.title, run.visibility) == ("fast", "Waltz", "private")
    assert run.plan["epochs"] == 3


@pytest.mark.torch
def test_it_starts_on_own_files_of_their_owner_alone(
    client_of: Browser, alice: Any, bob: Any
) -> None:
    dataset = ready_dataset(alice)
    wish = {**BEGIN, "data": str(dataset.pk)}
    refused = client_of(bob).post(WIZARD, wish)
    assert "cannot learn from those files" in refused.content.decode()
    assert not TrainingRun.objects.exists()
    client_of(alice).post(WIZARD, wish)
    run = TrainingRun.objects.get()
    assert (run.dataset, run.pack, run.genre) == (dataset, "", "own")
    assert run.title == "Band-mate, from My songs"


def test_nobody_elses_files_are_shown(client_of: Browser, alice: Any, bob: Any) -> None:
    ready_dataset(alice, title="Secret waltzes")
    address = f"{WIZARD}?technique=gan"
    assert "Secret waltzes" in page(client_of(alice), address)
    assert "Secret waltzes" not in page(client_of(bob), address)


def test_without_torch_it_says_how_to_have_it(
    client_of: Browser, alice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    client = client_of(alice)
    assert "make run TORCH=yes" in page(client, ALL)
    assert "TORCH=yes" in client.post(WIZARD, BEGIN).content.decode()
    assert not TrainingRun.objects.exists()


def test_three_pieces_are_heard_before_one_chooses(visitor: Client) -> None:
    assert "/train/music/arranged/3.json" in page(visitor, f"{WIZARD}?technique=gan")
    assert visitor.get("/train/music/arranged/3.json").json()["tracks"]
    for nothing in ("arranged/4", "arranged/0", "pop/1", f"arranged/{10**30}"):
        assert visitor.get(f"/train/music/{nothing}.json").status_code == 404, nothing


def test_a_models_page_leads_here_with_its_technique_and_itself(visitor: Client) -> None:
    shown = page(visitor, "/models/gan-pop/")
    assert f"{WIZARD}?technique=gan&amp;start=gan-pop" in shown
    led = page(visitor, f"{WIZARD}?technique=gan&start=gan-pop&data=arranged")
    assert '<option value="gan-pop" selected>' in led
