"""What a juror may do next in a challenge."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from chartbusters.accounts.models import User
from chartbusters.challenges.steps import Step
from chartbusters.jury import selectors
from chartbusters.jury.rounds.selectors import round_due


def steps_told(challenge: Any, person: User | None, _decided: bool) -> Iterator[Step]:
    """A final round that waits; the question of an open invitation, or how much is judged; nothing
    for anybody else."""
    if person is None or not selectors.is_on_jury(person=person, challenge=challenge.pk):
        return
    if due := round_due(person=person, challenge=challenge.pk):
        address = reverse("jury-round", args=[challenge.slug])
        words = "The jury's final round waits for your order, until"
        yield Step(words, "Order the finalists", address, due.ends_at)
    juror = selectors.jury_due(person=person, challenge=challenge.pk)
    if not juror:
        return
    jury = reverse("jury", args=[challenge.slug])
    if not juror.accepted_at:
        yield Step("You are asked onto the jury.", "Say whether you will judge", jury)
        return
    progress = selectors.progress_of(juror=juror)
    if progress.left:
        words = f"You are on the jury: {progress.judged} of {progress.of} judged."
        yield Step(words, "Go to the jury", jury)
    else:
        words = f"You are on the jury, and have judged all {progress.of}."
        yield Step(words, "Look at your sheets", jury)
