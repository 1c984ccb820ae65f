"""The rubric: words for each level before everybody sees the challenge, and frozen from the first
sheet on."""

from typing import Any

import pytest

from chartbusters.challenges.models import Challenge
from chartbusters.challenges.services import challenge_publish, challenge_save
from chartbusters.jury.models import Criterion
from chartbusters.jury.services import criterion_delete, criterion_save, sheet_reopen
from chartbusters.web.errors import Refusal
from tests.juries import LEVEL_WORDS

pytestmark = pytest.mark.django_db
JURIED = {"weight_public": 70, "weight_jury": 30}


def line_of(challenge: Challenge, **fields: Any) -> Criterion:
    return Criterion(**{"challenge": challenge, "name": "Melody", **LEVEL_WORDS, **fields})


def refused(code: str, act: Any, **values: Any) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        act(**values)
    assert refusal.value.code == code
    return refusal.value


def test_it_works(challenge_in: Any, staff: Any) -> None:
    challenge = challenge_in("upcoming", published=False, **JURIED)
    saved = criterion_save(criterion=line_of(challenge, name=" Melody  "), by=staff)
    assert saved.levels[0] == (1, "Words for 1") and saved.name == "Melody"
    challenge_publish(challenge=challenge, by=staff)
    assert Challenge.objects.get().published


def test_it_requires_the_right(challenge_in: Any, alice: Any) -> None:
    criterion = line_of(challenge_in("upcoming"))
    assert refused("not_found", criterion_save, criterion=criterion, by=alice).status == 404


def test_it_rejects_to_publish_without_a_rubric(challenge_in: Any, staff: Any) -> None:
    challenge = challenge_in("upcoming", published=False, **JURIED)
    refusal = refused("rubric_unready", challenge_publish, challenge=challenge, by=staff)
    assert "no criterion" in refusal.message and not Challenge.objects.get().published


@pytest.mark.parametrize("level", [1, 3, 5])
def test_it_rejects_a_level_without_words(level: int, challenge_in: Any, staff: Any) -> None:
    challenge = challenge_in("upcoming", published=False, **JURIED)
    criterion_save(criterion=line_of(challenge, **{f"level_{level}": "  "}), by=staff)
    refusal = refused("rubric_unready", challenge_publish, challenge=challenge, by=staff)
    assert f"level {level}" in refusal.message


def test_it_rejects_to_save_it_published_without_a_rubric(challenge_in: Any, staff: Any) -> None:
    challenge = challenge_in("upcoming")
    challenge.weight_public, challenge.weight_jury = 50, 50
    refused("rubric_unready", challenge_save, challenge=challenge, by=staff)
    assert Challenge.objects.get().weight_jury == 0


def test_it_rejects_to_take_words_from_what_everybody_sees(
    challenge_in: Any, rubric: Any, staff: Any
) -> None:
    challenge = challenge_in("upcoming", **JURIED)
    one, other = rubric(challenge)
    one.level_2 = ""
    refused("rubric_unready", criterion_save, criterion=one, by=staff)
    criterion_delete(criterion=other, by=staff)
    one.refresh_from_db()
    refused("rubric_unready", criterion_delete, criterion=one, by=staff)
    assert Criterion.objects.get().level_2


def test_it_rejects_a_name_twice(challenge_in: Any, staff: Any) -> None:
    challenge = challenge_in("upcoming")
    criterion_save(criterion=line_of(challenge), by=staff)
    refused("name_taken", criterion_save, criterion=line_of(challenge, name="MELODY"), by=staff)


@pytest.mark.parametrize("weight", [0, 101])
def test_it_rejects_a_weight_out_of_range(weight: int, challenge_in: Any, staff: Any) -> None:
    criterion = line_of(challenge_in("upcoming"), weight=weight)
    refused("out_of_range", criterion_save, criterion=criterion, by=staff)


def test_it_is_frozen_from_the_first_sheet_on(jury: Any, staff: Any) -> None:
    made = jury()
    criterion_save(criterion=made.criteria[0], by=staff)
    made.judge(0, 0, 3, 4)
    refused("rubric_frozen", criterion_save, criterion=made.criteria[0], by=staff)
    refused("rubric_frozen", criterion_delete, criterion=made.criteria[1], by=staff)
    new = line_of(made.challenge, name="Another")
    refused("rubric_frozen", criterion_save, criterion=new, by=staff)
    assert Criterion.objects.count() == 2


def test_a_sheet_taken_back_keeps_it_frozen(jury: Any, staff: Any) -> None:
    made = jury()
    made.judge(0, 0, 3, 4)
    sheet_reopen(juror=made.seats[0], number=made.entries[0].number)
    refused("rubric_frozen", criterion_save, criterion=made.criteria[0], by=staff)


def test_no_line_leaves_a_frozen_rubric_for_another_challenge(
    jury: Any, challenge_in: Any, staff: Any
) -> None:
    made = jury()
    made.judge(0, 0, 3, 4)
    made.criteria[0].challenge = challenge_in("upcoming", slug="other")
    refused("rubric_frozen", criterion_save, criterion=made.criteria[0], by=staff)


def test_words_are_cleaned_and_short(challenge_in: Any, staff: Any) -> None:
    criterion = line_of(challenge_in("upcoming"), level_1="x" * 301)
    refused("too_long", criterion_save, criterion=criterion, by=staff)
    refused("invalid", criterion_save, criterion=line_of(criterion.challenge, name=" "), by=staff)
    assert not Criterion.objects.exists()
