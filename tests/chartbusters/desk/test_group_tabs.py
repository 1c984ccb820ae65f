"""The tabs of the desk stand in groups: each once, and nobody is led where they may not go."""

from itertools import chain
from typing import Any

import pytest

from chartbusters.challenges.models import Organiser
from chartbusters.challenges.organisers import BY_ROLE, Role
from chartbusters.desk.tabs import TABS, tabs_grouped


def test_an_owner_finds_every_tab_once_and_one_group_is_current() -> None:
    seen = tabs_grouped(rights=BY_ROLE[Role.OWNER], current="write")
    assert sorted(chain.from_iterable(one.tabs for one in seen)) == sorted(TABS)
    assert [one.group for one in seen if one.current] == ["People"]


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.VIEWER, Role.EDITOR, Role.MODERATOR])
def test_every_group_leads_to_a_page_that_the_role_opens(
    role: Role, challenge_in: Any, client_of: Any, bob: Any
) -> None:
    challenge = challenge_in("open")
    Organiser.objects.create(challenge=challenge, person=bob, role=role)
    page = client_of(bob).get("/desk/tunes/organisers/")
    shown = page.content.decode()
    for one in tabs_grouped(rights=BY_ROLE[role], current="organisers"):
        assert f">{one.group.value}</a>" in shown
    assert shown.count('aria-current="true"') == (1 if role == Role.MODERATOR else 0)
    assert shown.count('aria-current="page"') == 1  # of both lines of links
    assert ("desk/tunes/people/" in shown) is (role == Role.MODERATOR)
