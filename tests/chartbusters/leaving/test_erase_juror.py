"""A juror leaves, or somebody whom jurors have judged: levels and orders stay, words and
invitations go."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from chartbusters.challenges.models import Entry
from chartbusters.jury.models import Juror, JuryScore, JurySheet
from chartbusters.jury.rounds.selectors import places_given
from chartbusters.jury.rounds.services import order_give, round_open
from chartbusters.jury.selectors import said_counting
from chartbusters.leaderboard.models import Board, RatingRun
from chartbusters.leaving.judging import orders_told
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


def test_the_order_of_a_juror_stays_and_so_does_a_finalist(life: Life, staff: Any) -> None:
    sheet = JurySheet.objects.exclude(submitted_at=None).get()
    juror, challenge = sheet.juror, sheet.juror.challenge
    standing = challenge.entries.filter(withdrawn_at=None).exclude(maker=life.person)
    numbers = list(standing.order_by("number").values_list("number", flat=True))
    wish = {"numbers": numbers, "ends_at": timezone.now() + timedelta(hours=1)}
    final = round_open(challenge=challenge, by=staff, **wish)
    places = {number: place for place, number in enumerate(numbers, start=1)}
    order_give(juror=juror, places=places)
    (told,) = orders_told(person=life.person)
    assert told["places"] == places
    for model in (JuryScore, JurySheet, Vote, Ballot, Board, RatingRun):
        model._base_manager.all().delete()
    entry = standing.get(number=numbers[0])
    Entry.objects.filter(pk=entry.pk).update(withdrawn_at=sheet.submitted_at)
    for person in (life.person, entry.maker):
        erase(person)
    assert places_given(round_=final, juror=juror) == places
