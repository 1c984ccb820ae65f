"""A model is entered while entries are open, by its maker, once; and taken out again."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import Permission
from django.utils import timezone

from chartbusters.challenges.models import Challenge, Organiser
from chartbusters.challenges.services import entry_create
from chartbusters.modelcontests.models import EnteredModel, ModelContest
from chartbusters.modelcontests.services import contest_set, model_enter, model_withdraw
from chartbusters.web.errors import Refusal
from generation.models import TrainedModel
from tests.contests import to_phase

pytestmark = pytest.mark.django_db


def refused(challenge: Challenge, model: TrainedModel, person: Any, **said: Any) -> Refusal:
    with pytest.raises(Refusal) as raised:
        model_enter(challenge=challenge, model=model, person=person, **said)
    said = raised.value.message
    assert "model is safe" in said or "Nothing was entered" in said
    return raised.value


def test_it_works(staff: Any, alice: Any, model_contest: Any, model_of: Any) -> None:
    challenge, model = model_contest(staff), model_of(alice, "Night band")
    entered = model_enter(challenge=challenge, model=model, person=alice)
    assert (entered.model, entered.run, entered.digest) == (model, model.run, model.digest)
    assert entered.title == "Night band" and entered.withdrawn_at is None


def test_another_one_takes_its_place(
    staff: Any, alice: Any, model_contest: Any, model_of: Any
) -> None:
    challenge = model_contest(staff)
    first, second = (model_of(alice, name, by=0.1 * n) for n, name in enumerate(["One", "Two"], 1))
    for model in (first, second, first):
        model_enter(challenge=challenge, model=model, person=alice)
    standing = EnteredModel.objects.filter(withdrawn_at=None)
    assert standing.get().model == first and EnteredModel.objects.count() == 3


def test_each_may_have_several(staff: Any, alice: Any, model_contest: Any, model_of: Any) -> None:
    challenge = model_contest(staff, entries_each=2)
    models = [model_of(alice, f"Band {n}", by=0.1 * n) for n in range(3)]
    entered = [model_enter(challenge=challenge, model=one, person=alice) for one in models[:2]]
    assert [one.slot for one in entered] == [1, 2]
    assert refused(challenge, models[2], alice).code == "entries_full"
    model_withdraw(entered=entered[0], by=alice)
    assert model_enter(challenge=challenge, model=models[2], person=alice).slot == 1


def test_the_same_weights_are_in_once(
    staff: Any, alice: Any, bob: Any, model_contest: Any, model_of: Any
) -> None:
    challenge = model_contest(staff)
    model_enter(challenge=challenge, model=model_of(alice), person=alice)
    theirs = model_of(bob)
    assert refused(challenge, theirs, bob).code == "already_entered"
    EnteredModel.objects.update(withdrawn_at=timezone.now())
    model_enter(challenge=challenge, model=theirs, person=bob)


def test_a_refusal_keeps_the_one_before(
    staff: Any, alice: Any, bob: Any, model_contest: Any, model_of: Any
) -> None:
    challenge = model_contest(staff)
    model_enter(challenge=challenge, model=model_of(bob), person=bob)
    mine = model_enter(challenge=challenge, model=model_of(alice, by=0.1), person=alice)
    refused(challenge, model_of(alice), alice)  # bob's weights
    mine.refresh_from_db()
    assert mine.withdrawn_at is None


def test_it_rejects_what_is_not_ones_own(
    staff: Any, alice: Any, bob: Any, model_contest: Any, model_of: Any
) -> None:
    assert refused(model_contest(staff), model_of(alice), bob).code == "not_yours"


def test_it_rejects_a_withdrawn_model(
    staff: Any, alice: Any, model_contest: Any, model_of: Any
) -> None:
    model = model_of(alice)
    TrainedModel.objects.update(withdrawn_at=timezone.now())
    assert "withdrawn this model" in refused(model_contest(staff), model, alice).message


def test_it_rejects_another_technique_and_too_large_a_model(
    staff: Any, alice: Any, model_contest: Any, model_of: Any
) -> None:
    model = model_of(alice)
    for slug, terms, said in (
        ("one", {"techniques": ["arcnn"], "most_megabytes": 0}, "others are not compared"),
        ("two", {"techniques": ["gan"], "most_megabytes": 1}, "1 are the most"),
    ):
        challenge = model_contest(staff, slug=slug)
        Challenge.objects.update(published=False)
        contest_set(challenge=Challenge.objects.get(slug=slug), by=staff, house=[], **terms)
        Challenge.objects.update(published=True)
        assert said in refused(challenge, model, alice).message


def test_whoever_may_hear_the_melodies_enters_nothing(
    staff: Any, alice: Any, bob: Any, charlie: Any, model_contest: Any, model_of: Any
) -> None:
    challenge = model_contest(staff)
    Organiser.objects.create(challenge=challenge, person=alice, role="viewer")
    bob.user_permissions.add(Permission.objects.get(codename="view_challenge"))
    bob.is_staff = True
    bob.save()
    for number, person in enumerate((staff, alice, type(bob).objects.get(pk=bob.pk))):
        model = model_of(person, by=0.1 * number)
        assert refused(challenge, model, person).code == "knows_melodies"
    model_enter(challenge=challenge, model=model_of(charlie), person=charlie)


@pytest.mark.parametrize("phase", ["upcoming", "voting", "closed"])
def test_it_rejects_another_time(
    phase: str, staff: Any, alice: Any, model_contest: Any, model_of: Any
) -> None:
    assert refused(model_contest(staff, phase), model_of(alice), alice).code == "not_open"


def test_a_challenge_that_opens_again_takes_none_once_models_play(
    staff: Any, alice: Any, model_contest: Any, model_of: Any
) -> None:
    challenge = model_contest(staff)
    ModelContest.objects.update(began_at=timezone.now())
    assert refused(challenge, model_of(alice), alice).code == "begun"


def test_conditions_are_accepted_first(
    staff: Any, alice: Any, model_contest: Any, model_of: Any
) -> None:
    from chartbusters.challenges.conditions import conditions_digest

    challenge, model = model_contest(staff, conditions="Be kind."), model_of(alice)
    assert refused(challenge, model, alice).code == "conditions_unaccepted"
    digest = conditions_digest(challenge)
    entered = model_enter(challenge=challenge, model=model, person=alice, conditions=digest)
    assert entered.conditions_digest == digest and entered.conditions_accepted_at


def test_members_only(staff: Any, alice: Any, model_contest: Any, model_of: Any) -> None:
    challenge = model_contest(staff, entered_by="members")
    assert refused(challenge, model_of(alice), alice).status in (403, 409)


def test_a_day_has_its_bound(
    staff: Any, alice: Any, model_contest: Any, model_of: Any, settings: LazySettings
) -> None:
    settings.ENTRIES_A_DAY = 2
    challenge, model = model_contest(staff), model_of(alice)
    for _ in range(2):
        model_withdraw(
            entered=model_enter(challenge=challenge, model=model, person=alice), by=alice
        )
    assert refused(challenge, model, alice).status == 429


def test_it_takes_no_songs(staff: Any, alice: Any, model_contest: Any, composition_of: Any) -> None:
    challenge = model_contest(staff)
    with pytest.raises(Refusal) as raised:
        entry_create(challenge=challenge, composition=composition_of(alice), maker=alice)
    assert raised.value.code == "models_only"


def test_a_challenge_of_songs_takes_no_models(alice: Any, challenge_in: Any, model_of: Any) -> None:
    assert refused(challenge_in("open"), model_of(alice), alice).code == "no_models"


def test_it_is_withdrawn_until_entries_close(
    staff: Any, alice: Any, bob: Any, model_contest: Any, model_of: Any
) -> None:
    challenge = model_contest(staff)
    entered = model_enter(challenge=challenge, model=model_of(alice), person=alice)
    with pytest.raises(Refusal, match="no model of yours"):
        model_withdraw(entered=entered, by=bob)
    to_phase(challenge, "voting")
    with pytest.raises(Refusal):
        model_withdraw(entered=entered, by=alice)
    to_phase(challenge, "open")
    for _ in range(2):  # twice is as good as once
        assert model_withdraw(entered=entered, by=alice).withdrawn_at
    assert timezone.now() - entered.entered_at < timedelta(hours=1)
