"""The form of a challenge tells a browser which draft of it still fits."""

import re
from typing import Any

import pytest

from chartbusters.challenges.models import Challenge

pytestmark = pytest.mark.django_db
NEW = {"title": "Winter songs", "genre": "bach", "zone": "UTC", "opens_at": "2031-01-10T18:00"}
NEW |= {"entries_close_at": "2031-01-20T18:00", "voting_closes_at": "2031-01-27T18:00"}


def draft_in(page: Any) -> tuple[str, str]:
    found = re.search(r'data-draft="([^"]+)" data-version="([^"]+)"', page.content.decode())
    assert found
    return found[1], found[2]


def test_a_new_one_fits_until_it_is_made(client_of: Any, staff: Any) -> None:
    client = client_of(staff)
    before = draft_in(client.get("/desk/+new/"))
    refused = client.post("/desk/+new/", NEW | {"title": ""})
    assert draft_in(refused) == before and b"data-refused" in refused.content
    assert client.post("/desk/+new/", NEW).status_code == 302
    after = draft_in(client.get("/desk/+new/"))
    assert after[0] == before[0] == f"{staff.username}/new" and after[1] != before[1]


def test_one_of_settings_fits_until_somebody_saves_others(
    challenge_in: Any, client_of: Any, staff: Any
) -> None:
    challenge = challenge_in("upcoming")
    client = client_of(staff)
    before = draft_in(client.get("/desk/tunes/settings/"))
    refused = client.post("/desk/tunes/settings/", NEW | {"slug": "other", "genre": "none"})
    assert draft_in(refused) == before == draft_in(client.get("/desk/tunes/settings/"))
    Challenge.objects.update(tagline="By somebody else")
    after = draft_in(client.get("/desk/tunes/settings/"))
    assert after[0] == before[0] == f"{staff.username}/{challenge.pk}" and after[1] != before[1]
