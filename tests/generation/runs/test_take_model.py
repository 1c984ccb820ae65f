"""What a run has learnt becomes a model of its owner: private, once, with examples to hear."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from generation.catalogue import cards
from generation.errors import JobError
from generation.models import JobState, TrainedModel, TrainingRun, Visibility
from generation.music.song import TICKS_PER_QUARTER, Note, Song, Track
from generation.services import job_create, training_model_take
from generation.services.training.taking import find_given
from generation.workers import jobs
from tests.generation.training_runs import wish, worked
from tests.songs import song_made
from tests.training_runs import finished_run

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def run(school: Path, alice: Any) -> TrainingRun:
    """One that has really learnt."""
    return worked(wish(alice, title="My choir"))


def test_it_works(run: TrainingRun, alice: Any) -> None:
    model = training_model_take(run=run, by=alice)
    best = run.epochs.filter(best=True).last()
    assert best and (model.owner, model.run, model.epoch) == (alice, run, best.number)
    assert (model.title, model.visibility) == ("My choir", Visibility.PRIVATE)
    assert model.card["training"]["best"] == best.number
    pairs = [(each.before.song, each.after.song) for each in model.examples.all()]
    assert pairs and all(before.tracks[0] == after.tracks[0] for before, after in pairs)
    assert all(len(before.tracks) < len(after.tracks) for before, after in pairs)
    last = run.events.last()
    assert last and last.code == "taken"


def test_it_is_taken_once(run: TrainingRun, alice: Any) -> None:
    first = training_model_take(run=run, by=alice)
    assert training_model_take(run=run, by=alice, title="Another name") == first
    assert TrainedModel.objects.count() == 1
    assert run.events.filter(code="taken").count() == 1


def test_other_epochs_are_models_of_their_own(run: TrainingRun, alice: Any) -> None:
    """Those that are kept; each plays with what it had learnt by then."""
    best, untrained = (training_model_take(run=run, by=alice, epoch=at) for at in (None, 0))
    assert (untrained.epoch, untrained.title) == (0, "My choir, epoch 0")
    assert best.epoch > 0 and best.digest != untrained.digest
    assert training_model_take(run=run, by=alice, epoch=0) == untrained
    assert training_model_take(run=run, by=alice, epoch=best.epoch) == best
    assert [played(model, alice) for model in (best, untrained)] == [best.digest, untrained.digest]
    told = [pair.after.song for pair in untrained.examples.all()]
    samples = run.epochs.get(number=0).samples.order_by("number")
    assert told == [sample.song.song for sample in samples]


def played(model: TrainedModel, alice: Any) -> str:
    """Whose weights a take was made with, as its recipe says."""
    job = job_create(
        owner=alice,
        session_key="",
        technique=model.technique,
        model=model.name,
        song=song_made(4),
        seed=3,
    )
    jobs.run(worker="one")
    job.refresh_from_db()
    assert job.state == JobState.DONE, job.error_message
    assert job.recipe
    digest: str = job.recipe["model_digest"]
    return digest


def test_epochs_that_are_not_kept_are_named_with_those_that_are(
    run: TrainingRun, alice: Any
) -> None:
    with pytest.raises(JobError, match=r"kept: 0, 1.*Take one of them"):
        training_model_take(run=run, by=alice, epoch=300)


def test_whoever_may_not_takes_nothing(run: TrainingRun, bob: Any) -> None:
    with pytest.raises(PermissionDenied):
        training_model_take(run=run, by=bob)


def test_an_organiser_takes_it_for_its_owner(run: TrainingRun, staff: Any, alice: Any) -> None:
    assert training_model_take(run=run, by=staff).owner == alice


def test_the_number_of_models_is_bounded(run: TrainingRun, alice: Any, settings: Any) -> None:
    settings.TRAINED_MODELS_EACH = 0
    with pytest.raises(JobError, match="Nothing is lost") as refused:
        training_model_take(run=run, by=alice)
    assert refused.value.status == 429


def test_a_card_and_weights_that_do_not_belong_together_are_not_taken(
    run: TrainingRun, alice: Any, school: Path
) -> None:
    card = (school / str(run.pk) / "best").resolve() / "card.json"
    card.write_text(json.dumps({**json.loads(card.read_text()), "digest": "0" * 64}))
    with pytest.raises(JobError, match="not on this machine"):
        training_model_take(run=run, by=alice)


@pytest.mark.parametrize("state", [JobState.RUNNING, JobState.FAILED, JobState.CANCELLED])
def test_in_any_state_what_was_learnt_can_be_taken(
    run: TrainingRun, alice: Any, state: JobState
) -> None:
    TrainingRun.objects.update(state=state)
    run.refresh_from_db()
    assert training_model_take(run=run, by=alice)


def test_a_run_whose_folder_is_gone_says_so(alice: Any, school: Path) -> None:
    with pytest.raises(JobError, match="not on this machine"):
        training_model_take(run=finished_run(alice), by=alice)


def test_of_a_continued_song_the_opening_is_what_was_given() -> None:
    given = find_given(song_made(bars=20, band=True), "transformer")
    last = max(track.notes[-1].onset for track in given.tracks)
    assert last < 8 * 4 * TICKS_PER_QUARTER
    few = Song((Track((Note(0, 60, 10, 80),)),))
    assert find_given(few, "transformer").note_count == 1


@pytest.mark.parametrize("name", ["gan-folk", "gan-pop", "arcnn-bach", "transformer-all"])
def test_what_any_network_has_learnt_plays(alice: Any, settings: Any, name: str) -> None:
    """Those of one genre, and the one that all bands share."""
    card = next(each for each in cards() if each.name == name)
    run = finished_run(alice, technique=card.technique)
    best = settings.TRAINING_DIR / str(run.pk) / "best"
    best.mkdir(parents=True)
    content = json.loads(card.path.read_text())
    told = {**content["training"], "best": run.epochs.filter(best=True).last().number}
    (best / "card.json").write_text(json.dumps({**content, "training": told}))
    (best / f"{card.network or name}.safetensors").write_bytes(card.weights.read_bytes())
    model = training_model_take(run=run, by=alice)
    song = song_made(8)
    job = job_create(
        owner=alice, session_key="", technique=card.technique, model=model.name, song=song
    )
    jobs.run(worker="one")
    job.refresh_from_db()
    assert job.state == JobState.DONE, job.error_message
