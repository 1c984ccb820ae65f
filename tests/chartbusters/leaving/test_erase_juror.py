"""A juror leaves, or somebody whom jurors have judged: levels stay, words and invitations go."""

import pytest

from chartbusters.challenges.models import Entry
from chartbusters.jury.models import Juror, JurySheet
from chartbusters.jury.selectors import said_counting
from chartbusters.leaderboard.models import Board, RatingRun
from chartbusters.voting.models import Ballot, Vote
from tests.chartbusters.leaving.erasing import erase
from tests.chartbusters.leaving.lives import Life

pytestmark = pytest.mark.django_db


def test_levels_of_a_juror_stay_and_their_words_go(life: Life) -> None:
    erase(life.person)
    sheet = JurySheet.objects.get(juror__person=life.person)  # the draft went
    assert (sheet.comment, [score.level for score in sheet.scores.all()]) == ("", [4])
    assert [said.mean for said in said_counting(challenge=life.voting)] == [4.0]
    assert Juror.objects.count() == 1  # the invitation went


def test_an_entry_that_a_juror_has_judged_stays(life: Life) -> None:
    judged = JurySheet.objects.exclude(submitted_at=None).get().entry
    Entry.objects.filter(pk=judged.pk).update(withdrawn_at=judged.submitted_at)
    Vote.objects.all().delete()
    Ballot.objects.all().delete()
    Board.objects.all().delete()
    RatingRun.objects.all().delete()
    erase(judged.maker)
    assert Entry.objects.filter(pk=judged.pk).exists()
