"""The cover of a song's own page: its notes in small, for whoever may hear them."""

import struct
from typing import Any

import pytest

from chartbusters.sharing.services import secret_link_make

pytestmark = pytest.mark.django_db
PAGE = "/@alice/morning-song/"


def test_it_works(visitor: Any, alice: Any, shared: Any) -> None:
    shared(alice)
    assert f'<img src="{PAGE}cover.png"' in visitor.get(PAGE).content.decode()
    answer = visitor.get(f"{PAGE}cover.png")
    assert answer["Content-Type"] == "image/png" and "public" in answer["Cache-Control"]
    assert struct.unpack(">II", answer.content[16:24]) == (480, 252)
    again = visitor.get(f"{PAGE}cover.png", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_it_is_below_a_secret_link(visitor: Any, alice: Any, shared: Any) -> None:
    secret = f"/s/{secret_link_make(composition=shared(alice, visibility='private'))}/"
    assert f'<img src="{secret}cover.png"' in visitor.get(secret).content.decode()
    assert "no-store" in visitor.get(f"{secret}cover.png")["Cache-Control"]
    assert visitor.get(f"{PAGE}cover.png").status_code == 404


def test_it_requires_being_the_owner_of_a_private_song(
    client_of: Any, visitor: Any, alice: Any, bob: Any, shared: Any
) -> None:
    shared(alice, visibility="private")
    assert client_of(alice).get(f"{PAGE}cover.png").status_code == 200
    for client in (client_of(bob), visitor):
        assert client.get(f"{PAGE}cover.png").status_code == 404
