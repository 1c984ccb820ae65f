from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_it_works(
    alice: Any, bob: Any, charlie: Any, visitor: Client, client_of: Any, shared: Any
) -> None:
    shared(alice, title="Shown Song")
    shared(alice, title="Hidden Song", visibility="private")
    shared(alice, title="Whispered Song", visibility="secret")
    mine = client_of(alice).get("/@alice/").content.decode()
    assert "Shown Song" in mine and "Hidden Song" in mine and "Whispered Song" in mine
    for client in (client_of(bob), client_of(charlie), visitor):
        page = client.get("/@alice/").content.decode()
        assert "Shown Song" in page and "Hidden Song" not in page and "Whispered Song" not in page


def test_it_shows_words_literally(alice: Any, visitor: Client) -> None:
    alice.display_name, alice.about = "<b>Al</b>", "<script>alert(1)</script>"
    alice.save()
    page = visitor.get("/@alice/").content.decode()
    assert "&lt;b&gt;Al&lt;/b&gt;" in page and "<script>alert" not in page


def test_it_handles_somebody_without_songs(alice: Any, visitor: Client, client_of: Any) -> None:
    assert "has not shown a song yet" in visitor.get("/@alice/").content.decode()
    assert "Your songs will live here" in client_of(alice).get("/@alice/").content.decode()


def test_it_handles_pages_that_are_none(alice: Any, visitor: Client) -> None:
    for page in ("0", "-1", "999", "x"):
        assert visitor.get(f"/@alice/?page={page}").status_code == 200


def test_it_rejects_people_who_are_not_there(alice: Any, visitor: Client) -> None:
    assert visitor.get("/@nobody/").status_code == 404
    alice.is_active = False
    alice.save()
    assert visitor.get("/@alice/").status_code == 404
