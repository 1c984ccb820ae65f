"""A take that fails is asked for again, stops no other, and is told; organisers may ask once more,
or go on without it."""

from datetime import timedelta
from itertools import chain
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import F

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.leaving.services import person_erase
from chartbusters.modelcontests import selectors
from chartbusters.modelcontests.models import ContestTake, EnteredModel, TakeState
from chartbusters.modelcontests.services import (
    model_enter,
    takes_go_on,
    takes_leave,
    takes_retry,
)
from chartbusters.modelcontests.suites import melody_alone
from chartbusters.web.errors import Refusal
from generation.catalogue import read_card
from generation.models import GenerationJob, TrainedModel
from generation.workers import jobs
from tests.contests import to_phase
from tests.model_contests import contest_row, played_through
from tests.trained import weights_shaken

# A worker that plays looks at its job from a second thread, which sees what is committed.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def broken(staff: Any, alice: Any, model_contest: Any, model_of: Any) -> TrainedModel:
    """A model in a contest that is about to play, whose weights the storage has lost; the arranger
    plays beside it."""
    challenge, model = model_contest(staff, house=["arranger"]), model_of(alice, by=0.1)
    model_enter(challenge=challenge, model=model, person=alice)
    to_phase(challenge, "voting")
    default_storage.delete(model.weights_key)
    made: TrainedModel = model
    return made


def rounds(count: int = 40) -> None:
    for _ in range(count):
        takes_go_on()
        jobs.run(worker="one")


def the_challenge() -> Challenge:
    return Challenge.objects.get(slug="models")


def states(title: str) -> set[str]:
    takes = ContestTake.objects.filter(entrant__title__startswith=title)
    return set(takes.values_list("state", flat=True))


def test_the_others_are_made(broken: TrainedModel, staff: Any) -> None:
    rounds()
    assert states("My band") == {TakeState.FAILED} and states("The arranger") == {TakeState.DONE}
    assert GenerationJob.objects.count() == 9, "three jobs a take"
    assert contest_row(the_challenge()).suites_at is None, "organisers have an hour"
    assert staff.notices.filter(event__kind="takes_failed").count() <= 1
    assert all(take.words for take in ContestTake.objects.filter(state=TakeState.FAILED))


def test_organisers_ask_once_more(
    broken: TrainedModel, staff: Any, bob: Any, client_of: Any
) -> None:
    rounds()
    weights = weights_shaken(read_card("gan", "gan-pop").weights.read_bytes(), 0.1)
    default_storage.save(broken.weights_key, ContentFile(weights))
    page = client_of(staff).get("/desk/models/models/").content.decode()
    assert "Ask for what failed once more" in page and "3 failed" in page
    with pytest.raises(Refusal):
        takes_retry(challenge=the_challenge(), by=bob)
    answer = client_of(staff).post("/desk/models/models/act/", {"act": "retry"}, follow=True)
    assert "asked for once more" in answer.content.decode()
    played_through(the_challenge())
    assert states("My band") == {TakeState.DONE} and Entry.objects.count() == 2


def test_they_go_on_without_it(broken: TrainedModel, staff: Any, alice: Any) -> None:
    rounds()
    takes_leave(challenge=the_challenge(), by=staff)
    takes_go_on()
    assert [one.title for one in Entry.objects.all()] == ["The arranger: rules, no network"]
    entrant = EnteredModel.objects.get(person=alice)
    assert "None of its takes" in entrant.left_out and entrant.entry is None
    assert alice.notices.filter(event__kind="model_left_out").exists()
    for late in (takes_retry, takes_leave):
        with pytest.raises(Refusal, match="stand as they are"):
            late(challenge=the_challenge(), by=staff)


def test_it_goes_on_by_itself_after_an_hour(broken: TrainedModel) -> None:
    rounds()
    ContestTake.objects.update(ended_at=F("ended_at") - timedelta(minutes=61))
    takes_go_on()
    assert contest_row(the_challenge()).suites_at is not None


def test_the_melody_stands_alone_for_one_take_that_failed(
    staff: Any, alice: Any, model_contest: Any, model_of: Any, visitor: Any
) -> None:
    challenge = model_contest(staff)
    model_enter(challenge=challenge, model=model_of(alice, by=0.1), person=alice)
    to_phase(challenge, "voting")
    takes_go_on()
    ContestTake.objects.filter(melody__number=2).update(
        state=TakeState.FAILED, words="It broke.", job=None, ended_at="2026-01-01T00:00Z"
    )
    played_through(challenge)
    suite = Entry.objects.get().song.song
    first, second, _ = (one.song.song for one in contest_row(challenge).melodies.all())
    begins = suite.meters[1].tick
    tick = melody_alone(second).end + begins
    notes = chain.from_iterable(track.notes for track in suite.tracks[1:])
    band = {note.onset for note in notes}
    assert not [onset for onset in band if begins <= onset < tick]
    assert [onset for onset in band if onset < melody_alone(first).end]
    recipe = Entry.objects.get().composition.head.recipe["suite"]  # type: ignore[union-attr]
    assert [one["failed"] for one in recipe] == ["", "It broke.", ""]
    to_phase(challenge, "closed")
    assert "1 of its takes failed" in visitor.get("/challenges/models/models/").content.decode()


def test_a_job_that_was_stopped_is_asked_for_again(
    staff: Any, alice: Any, model_contest: Any, model_of: Any
) -> None:
    challenge = model_contest(staff)
    model_enter(challenge=challenge, model=model_of(alice, by=0.1), person=alice)
    to_phase(challenge, "voting")
    takes_go_on()
    GenerationJob.objects.update(state="cancelled")
    played_through(challenge)
    assert selectors.making_of(contest=contest_row(challenge)) == (3, 0, 3)


def test_a_model_that_its_maker_withdrew_before_is_left_out(
    staff: Any, alice: Any, model_contest: Any, model_of: Any
) -> None:
    challenge = model_contest(staff, house=["arranger"])
    model_enter(challenge=challenge, model=model_of(alice), person=alice)
    to_phase(challenge, "voting")
    TrainedModel.objects.update(withdrawn_at="2026-11-30T00:00Z")
    played_through(challenge)
    assert Entry.objects.count() == 1
    assert "withdrew the model" in EnteredModel.objects.get(person=alice).left_out
    assert alice.notices.filter(event__kind="model_left_out").exists()


def test_one_withdrawn_after_the_takes_began_stays_in(
    staff: Any, alice: Any, model_contest: Any, model_of: Any, visitor: Any
) -> None:
    challenge = model_contest(staff)
    model_enter(challenge=challenge, model=model_of(alice, "Gone band"), person=alice)
    to_phase(challenge, "voting")
    takes_go_on()
    TrainedModel.objects.update(withdrawn_at="2026-11-30T00:00Z")
    played_through(challenge)
    assert Entry.objects.get().title == "Gone band"
    to_phase(challenge, "closed")
    page = visitor.get("/challenges/models/models/").content.decode()
    assert "Gone band" in page and "withdrawn it since" in page


def test_one_whose_row_is_gone_fails_in_words(
    staff: Any, alice: Any, model_contest: Any, model_of: Any
) -> None:
    challenge = model_contest(staff, house=["arranger"])
    model_enter(challenge=challenge, model=model_of(alice), person=alice)
    to_phase(challenge, "voting")
    TrainedModel.objects.all().delete()
    rounds(5)
    take = ContestTake.objects.filter(state=TakeState.FAILED).first()
    assert take is not None and "not here any more" in take.words


def test_whoever_left_the_site_meanwhile_is_not_there(
    staff: Any, alice: Any, bob: Any, model_contest: Any, model_of: Any
) -> None:
    challenge = model_contest(staff)
    for number, person in enumerate((alice, bob), 1):
        model_enter(challenge=challenge, model=model_of(person, by=0.1 * number), person=person)
    to_phase(challenge, "voting")
    takes_go_on()
    person_erase(person=alice, by=alice)
    assert not EnteredModel.objects.filter(person=alice).exists()
    played_through(challenge)
    assert Entry.objects.get().maker == bob
