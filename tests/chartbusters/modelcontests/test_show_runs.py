"""A run and a card that are private are open to everybody once the result is told, and to nobody
else before; nobody plays the model by that."""

from typing import Any

import pytest

from chartbusters.challenges.models import Challenge
from chartbusters.modelcontests.services import model_enter
from generation.errors import JobError
from generation.services import job_create
from tests.contests import to_phase

pytestmark = pytest.mark.django_db


def test_it_works(
    staff: Any,
    alice: Any,
    bob: Any,
    client_of: Any,
    visitor: Any,
    model_contest: Any,
    model_of: Any,
    sample_song: Any,
) -> None:
    challenge, model = model_contest(staff), model_of(alice, "Night band")
    model_enter(challenge=challenge, model=model, person=alice)
    places = [f"/models/{model.name}/", f"/train/{model.run_id}/"]
    for phase in ("open", "voting", "held", "closed", "voting"):
        to_phase(challenge, phase)
        found = 200 if phase == "closed" else 404
        for place in places:
            assert visitor.get(place).status_code == found, (phase, place)
            assert client_of(bob).get(place).status_code == found, (phase, place)
            assert client_of(alice).get(place).status_code == 200
    to_phase(challenge, "closed")
    page = visitor.get("/challenges/models/models/").content.decode()
    assert all(f'href="{place}"' in page for place in places)
    wish = {"technique": "gan", "model": model.name, "song": sample_song(), "seed": 1}
    with pytest.raises(JobError):
        job_create(owner=bob, session_key="", **wish)
    Challenge.objects.update(published=False)
    assert visitor.get(places[1]).status_code == 404
