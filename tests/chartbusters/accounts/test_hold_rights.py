"""Rights of a person and of their groups, as pages and the administration ask for them."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission

from chartbusters.accounts.models import User

pytestmark = pytest.mark.django_db
OWN, OF_GROUP = "moderation.change_report", "challenges.view_challenge"


def _right(name: str) -> Permission:
    room, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=room, codename=codename)


@pytest.fixture
def holder(alice: Any) -> Any:
    """Holds a right of her own and one by a group, each afresh from the database."""
    group = Group.objects.create(name="watchers")
    group.permissions.add(_right(OF_GROUP))
    alice.groups.add(group)
    alice.user_permissions.add(_right(OWN))
    return lambda: User.objects.get(pk=alice.pk)


def test_both_kinds_count_and_no_other(holder: Any, bob: Any) -> None:
    assert holder().get_all_permissions() == {OWN, OF_GROUP}
    assert User.objects.get(pk=bob.pk).get_all_permissions() == set()


def test_a_page_asks_once_however_many_it_names(
    holder: Any, django_assert_num_queries: Any
) -> None:
    person = holder()
    with django_assert_num_queries(1):
        held = [person.has_perm(name) for name in (OWN, OF_GROUP, "challenges.add_challenge")]
    assert held == [True, True, False]


def test_whoever_is_switched_off_has_none(holder: Any) -> None:
    person = holder()
    person.is_active = False
    assert not person.has_perm(OWN)
    assert person.get_all_permissions() == set()
