"""A juror judges entries: drafts, submits, takes back; nobody's eyes on others before."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.jury.models import Criterion, Juror, JuryScore, JurySheet, Reopening
from chartbusters.jury.selectors import (
    comments_for,
    levels_of,
    others_said,
    papers_of,
    progress_of,
    rubric_version,
    said_counting,
)
from chartbusters.jury.services import (
    criterion_save,
    sheet_reopen,
    sheet_save,
    sheet_submit,
)
from chartbusters.web.errors import Refusal
from tests.contests import to_phase
from tests.interleaving import interleaved

pytestmark = pytest.mark.django_db


def refused(code: str, act: Callable[..., Any], **values: Any) -> None:
    with pytest.raises(Refusal) as refusal:
        act(**values)
    assert refusal.value.code == code


def test_it_works(jury: Any) -> None:
    made = jury()
    made.judge(0, 0, 5, 2)
    (said,) = said_counting(challenge=made.challenge)
    assert (said.juror, said.entry) == (1, made.entries[0].pk)
    assert said.mean == pytest.approx((2 * 5 + 1 * 2) / 3)
    assert progress_of(juror=made.seats[0]) == (1, 3)


def test_a_draft_is_kept_and_counts_for_nothing(jury: Any) -> None:
    made = jury()
    call = {"juror": made.seats[0], "number": made.entries[0].number}
    sheet_save(**call, levels={made.criteria[1].pk: 4}, comment="So far")
    sheet = sheet_save(**call, levels={made.criteria[0].pk: 2}, comment="So far, so good")
    assert levels_of(sheet=sheet) == {made.criteria[0].pk: 2} and sheet.comment.endswith("good")
    assert said_counting(challenge=made.challenge) == []
    assert [paper.state for paper in papers_of(juror=made.seats[0])] == ["draft"] + 2 * ["to judge"]


def test_sent_twice_it_is_submitted_once(jury: Any) -> None:
    made = jury()
    assert made.judge(0, 0, 5, 2).submitted_at == made.judge(0, 0, 5, 2).submitted_at
    refused("submitted", lambda: made.judge(0, 0, 5, 3))
    call = {"juror": made.seats[0], "number": made.entries[0].number}
    refused("submitted", sheet_save, **call, levels={})


def test_it_rejects_a_sheet_with_a_gap(jury: Any) -> None:
    made = jury()
    call = {"juror": made.seats[0], "number": made.entries[0].number}
    refused("incomplete", sheet_submit, **call, levels={made.criteria[0].pk: 4})
    assert not JurySheet.objects.filter(submitted_at__isnull=False).exists()


@pytest.mark.parametrize("level", [0, 6, True, 2.5, "3"])
def test_it_rejects_what_is_no_level(level: Any, jury: Any) -> None:
    made = jury()
    levels = {made.criteria[0].pk: level, made.criteria[1].pk: 1}
    call = {"juror": made.seats[0], "number": made.entries[0].number, "levels": levels}
    refused("out_of_range", sheet_submit, **call)
    assert not JuryScore.objects.exists()


def test_it_rejects_a_criterion_of_another_challenge(
    jury: Any, challenge_in: Any, rubric: Any
) -> None:
    made = jury()
    other = rubric(challenge_in("voting", slug="other"))[0]
    call = {"juror": made.seats[0], "number": made.entries[0].number}
    refused("no_criterion", sheet_save, **call, levels={other.pk: 3})


def test_it_rejects_a_rubric_that_was_changed_meanwhile(jury: Any, staff: Any) -> None:
    made = jury()
    read = rubric_version(criteria=made.criteria)
    made.criteria[0].level_1 = "Other words"
    criterion_save(criterion=made.criteria[0], by=staff)
    call = {"juror": made.seats[0], "number": made.entries[0].number}
    refused("rubric_changed", sheet_submit, **call, levels=made.levels(1, 2), rubric=read)
    assert not JurySheet.objects.exists()


@pytest.mark.parametrize("phase", ["upcoming", "open", "closed"])
def test_it_rejects_outside_of_voting(phase: str, jury: Any) -> None:
    made = jury()
    made.judge(0, 0, 1, 1)
    made.to(phase)
    refused("not_judging", lambda: made.judge(0, 1, 5, 2))
    call = {"juror": made.seats[0], "number": made.entries[0].number}
    refused("not_judging", sheet_save, **call, levels={})
    refused("not_judging", sheet_reopen, **call)


def test_it_rejects_a_challenge_that_was_hidden(jury: Any) -> None:
    made = jury()
    Challenge.objects.update(published=False)
    refused("no_challenge", lambda: made.judge(0, 0, 5, 2))


def test_it_rejects_an_entry_that_was_withdrawn(jury: Any) -> None:
    made = jury()
    Entry.objects.filter(pk=made.entries[0].pk).update(withdrawn_at=made.challenge.created_at)
    refused("not_yours", lambda: made.judge(0, 0, 5, 5))


def test_it_rejects_who_has_not_accepted(jury: Any) -> None:
    made = jury()
    Juror.objects.filter(pk=made.seats[0].pk).update(accepted_at=None)
    refused("no_juror", lambda: made.judge(0, 0, 5, 5))


def test_others_are_hidden_until_ones_own_is_submitted(jury: Any) -> None:
    made = jury()
    theirs = made.judge(1, 0, 5, 1)
    call = {"juror": made.seats[0], "number": made.entries[0].number}
    mine = sheet_save(**call, levels=made.levels(3, 3))
    assert others_said(sheet=None) is None and others_said(sheet=mine) is None
    mine = sheet_submit(**call, levels=made.levels(3, 3))
    assert others_said(sheet=mine) == [{"juror": 2, "levels": levels_of(sheet=theirs)}]
    assert others_said(sheet=sheet_reopen(**call)) is None


def test_taken_back_it_is_a_draft_and_what_stood_there_is_kept(jury: Any) -> None:
    made = jury()
    made.judge(0, 0, 5, 2)
    call = {"juror": made.seats[0], "number": made.entries[0].number}
    sheet_reopen(**call)
    assert said_counting(challenge=made.challenge) == []
    assert sheet_reopen(**call).submitted_at is None  # there is nothing left to take back
    made.judge(0, 0, 1, 2)
    assert Reopening.objects.get().scores == {"Melody": 5, "Surprise": 2}
    assert said_counting(challenge=made.challenge)[0].mean == pytest.approx(4 / 3)


def test_comments_are_for_the_maker_and_for_the_end(jury: Any, charlie: Any) -> None:
    made = jury()
    made.judge(0, 0, 5, 2, comment="Lovely bridge.")
    made.judge(1, 0, 5, 2)
    entry = made.entries[0]
    assert comments_for(entry=entry, viewer=entry.maker) == []
    made.to("closed")
    assert [one.comment for one in comments_for(entry=entry, viewer=entry.maker)] == [
        "Lovely bridge."
    ]
    assert comments_for(entry=entry, viewer=charlie) == []


def test_the_database_keeps_one_sheet_and_levels_of_one_to_five(jury: Any) -> None:
    made = jury()
    sheet = made.judge(0, 0, 5, 2)
    with pytest.raises(IntegrityError), transaction.atomic():
        JurySheet.objects.create(juror=made.seats[0], entry=made.entries[0])
    for level in (0, 6):
        with pytest.raises(IntegrityError), transaction.atomic():
            JuryScore.objects.filter(sheet=sheet).update(level=level)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_first_sheet_and_a_change_of_the_rubric_come_one_after_the_other(
    jury: Any, staff: Any
) -> None:
    """Whoever judged has judged by the words that stand there."""
    made = jury()
    call = {"juror": made.seats[0], "number": made.entries[0].number}

    def actions() -> Any:
        JuryScore.objects.all().delete()
        JurySheet.objects.all().delete()
        Criterion.objects.update(level_1="Words for 1")
        criterion = Criterion.objects.order_by("order").first()
        assert criterion is not None
        read = rubric_version(criteria=made.criteria)
        criterion.level_1 = "Other words"
        return (
            lambda: sheet_submit(**call, levels=made.levels(1, 2), rubric=read),
            lambda: criterion_save(criterion=criterion, by=staff),
        )

    for outcome in interleaved(actions):
        refusals = [one.code for one in outcome[1:] if isinstance(one, Refusal)]
        assert refusals in (["rubric_frozen"], ["rubric_changed"]), outcome


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_sheet_and_the_end_of_judging_come_one_after_the_other(jury: Any) -> None:
    made = jury()
    for outcome in interleaved(
        lambda: (lambda: made.judge(0, 0, 1, 2), lambda: to_phase(made.challenge, "closed"))
    ):
        submitted = JurySheet.objects.filter(submitted_at__isnull=False).count()
        assert submitted == (not isinstance(outcome.first, Refusal)), outcome
        JuryScore.objects.all().delete()
        JurySheet.objects.all().delete()
        to_phase(made.challenge, "voting")
