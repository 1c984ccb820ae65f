"""Once entries have closed every model plays every melody, and all become nameless entries at the
same moment."""

from typing import Any

import pytest

from chartbusters.challenges.models import Entry
from chartbusters.modelcontests.models import ContestTake, EnteredModel, TakeState
from chartbusters.modelcontests.services import model_enter, takes_go_on
from chartbusters.modelcontests.suites import melody_alone
from generation.models import GenerationJob, JobState
from tests.contests import to_phase
from tests.model_contests import contest_row, played_through

# A worker that plays looks at its job from a second thread, which sees what is committed.
pytestmark = pytest.mark.django_db(transaction=True)


def test_it_works(staff: Any, alice: Any, bob: Any, model_contest: Any, model_of: Any) -> None:
    challenge = model_contest(staff, house=["arranger", "shuffled"])
    for person, by in ((alice, 0.02), (bob, 0.3)):
        model = model_of(person, f"{person.username}'s band", by=by)
        model_enter(challenge=challenge, model=model, person=person)
    to_phase(challenge, "voting")
    contest = played_through(challenge)
    takes = ContestTake.objects.filter(entrant__contest=contest)
    assert takes.count() == 12 and set(takes.values_list("state", flat=True)) == {TakeState.DONE}
    entries = Entry.objects.filter(challenge=challenge)
    assert entries.count() == 4 and entries.filter(compared_at=None).count() == 2
    assert len(set(entries.values_list("submitted_at", flat=True))) == 1
    for entry in entries.select_related("composition__head", "song", "entered_model"):
        assert entry.song.song.seconds > 3 * 8 and entry.score_report_id
        recipe = entry.composition.head.recipe
        assert [one["melody"] for one in recipe["suite"]] == [1, 2, 3]
        assert entry.composition.visibility == "private"
        if entry.entered_model.plays == "trained":
            digests = {one["recipe"]["model_digest"] for one in recipe["suite"]}
            assert digests == {entry.entered_model.digest}


def test_all_are_given_the_same_melodies_and_seeds(
    staff: Any, alice: Any, model_contest: Any, model_of: Any
) -> None:
    challenge = model_contest(staff, house=["gan-rock"])
    model_enter(challenge=challenge, model=model_of(alice, by=0.1), person=alice)
    to_phase(challenge, "voting")
    contest = played_through(challenge)
    given = {
        (job.source_id, job.seed, job.owner.shown_name == "This site")
        for job in GenerationJob.objects.select_related("owner")
    }
    seed = contest.seed or 0
    assert given == {
        (melody_alone(one.song.song).digest, seed + one.number, True)
        for one in contest.melodies.all()
    }
    assert GenerationJob.objects.count() == 6
    assert not GenerationJob.objects.exclude(payers={}, charged_seconds=0).exists()
    assert not GenerationJob.objects.filter(cost_seconds=0).exists()


def test_a_few_play_at_the_same_moment(
    staff: Any, alice: Any, model_contest: Any, model_of: Any
) -> None:
    challenge = model_contest(staff, house=["gan-rock", "gan-jazz"])
    model_enter(challenge=challenge, model=model_of(alice, by=0.1), person=alice)
    to_phase(challenge, "voting")
    takes_go_on()
    takes_go_on()
    assert GenerationJob.objects.filter(state=JobState.QUEUED).count() == 3


def test_nothing_plays_while_entries_are_open(
    staff: Any, alice: Any, model_contest: Any, model_of: Any
) -> None:
    challenge = model_contest(staff, house=["arranger"])
    model_enter(challenge=challenge, model=model_of(alice), person=alice)
    assert takes_go_on() == 0 and contest_row(challenge).began_at is None
    assert not ContestTake.objects.exists()


def test_two_that_play_alike_are_one_entry(
    staff: Any, alice: Any, bob: Any, model_contest: Any, model_of: Any
) -> None:
    """Listeners could not tell them apart; who entered first is heard, and the other is told."""
    challenge = model_contest(staff)
    for person, seed in ((alice, 1), (bob, 2)):
        model = model_of(person, by=1e-9, seed=seed)
        model_enter(challenge=challenge, model=model, person=person)
    to_phase(challenge, "voting")
    played_through(challenge)
    assert Entry.objects.get().maker == alice
    assert "note for note" in EnteredModel.objects.get(person=bob).left_out
    assert "model_left_out" in bob.notices.values_list("event__kind", flat=True)
