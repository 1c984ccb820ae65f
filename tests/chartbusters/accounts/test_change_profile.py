from typing import Any

import pytest
from django.test import Client

from chartbusters.accounts.services import person_update
from chartbusters.web.errors import Refusal

pytestmark = pytest.mark.django_db
ADDRESS = "/accounts/profile/"


def test_it_works(alice: Any, bob: Any, client_of: Any) -> None:
    answer = client_of(alice).post(ADDRESS, {"display_name": " Alice  F. ", "about": "Viola."})
    assert answer.status_code == 302 and answer["Location"] == "/@alice/"
    alice.refresh_from_db()
    bob.refresh_from_db()
    assert (alice.display_name, alice.about, alice.shown_name) == ("Alice F.", "Viola.", "Alice F.")
    assert (bob.display_name, bob.shown_name) == ("", "bob")


def test_it_requires_sign_in(visitor: Client) -> None:
    for answer in (visitor.get(ADDRESS), visitor.post(ADDRESS, {"about": "x"})):
        assert answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")


def test_it_rejects_texts_that_are_too_long(alice: Any, client_of: Any) -> None:
    page = client_of(alice).post(ADDRESS, {"display_name": "x" * 61, "about": ""})
    assert page.status_code == 200 and 'aria-invalid="true"' in page.content.decode()
    with pytest.raises(Refusal) as refusal:
        person_update(person=alice, display_name="x", about="x" * 501)
    assert refusal.value.field == "about"
