"""Conditions of a challenge are accepted by digest, and the entry keeps which and when."""

from typing import Any

import pytest

from chartbusters.challenges.conditions import conditions_digest
from chartbusters.challenges.models import Challenge, ChallengeNote, Entry
from chartbusters.challenges.services import challenge_save

pytestmark = pytest.mark.django_db
WORDS = "You made it yourself.\nWe may play it on the radio."


def test_it_works(challenge_in: Any, alice: Any, composition_of: Any, client_of: Any) -> None:
    challenge = challenge_in("open", conditions=WORDS)
    song, page = composition_of(alice), client_of(alice)
    form = page.get("/challenges/tunes/submit/").content.decode()
    assert "We may play it on the radio." in form and conditions_digest(challenge) in form
    said = page.post("/challenges/tunes/submit/", {"composition": song.pk})
    assert said.status_code == 409 and "tick that you accept" in said.content.decode()
    accepted = {"composition": song.pk, "conditions": conditions_digest(challenge)}
    receipt = page.post("/challenges/tunes/submit/", accepted, follow=True).content.decode()
    entry = Entry.objects.get()
    assert entry.conditions_digest == conditions_digest(challenge)
    assert entry.conditions_accepted_at == entry.submitted_at
    assert "Conditions accepted" in receipt


def test_nobody_accepts_words_that_they_have_not_read(
    challenge_in: Any, alice: Any, staff: Any, composition_of: Any, api: Any
) -> None:
    challenge = challenge_in("open", conditions=WORDS)
    read = api(alice).get("/api/v1/challenges/tunes/").json()
    assert read["conditions"] == WORDS
    changed = Challenge.objects.get(pk=challenge.pk)
    changed.conditions = "We may sell it."
    challenge_save(challenge=changed, by=staff, words="A lawyer asked for it.")
    assert "conditions to be accepted were changed" in ChallengeNote.objects.get().text
    wish = {"challenge": "tunes", "composition": str(composition_of(alice).pk)}
    said = api(alice).post("/api/v1/entries/", wish | {"conditions": read["conditions_digest"]})
    assert said.status_code == 409 and said.json()["code"] == "conditions_unaccepted"
    assert said.json()["field"] == "conditions" and not Entry.objects.exists()
