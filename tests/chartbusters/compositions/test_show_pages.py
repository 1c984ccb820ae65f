from collections.abc import Callable
from typing import Any

import pytest

from chartbusters.compositions.models import Composition

pytestmark = pytest.mark.django_db


def test_everyone_may_enter_the_studio(api: Any, alice: Any, bob: Any) -> None:
    for who in (api(alice), api(bob), api()):
        assert who.get("/studio/").status_code == 200


def test_the_library_shows_mine_only(
    api: Any, alice: Any, bob: Any, composition_of: Callable[..., Composition]
) -> None:
    mine = composition_of(alice, "<b>Tune</b>")
    composition_of(bob, "Other", visibility="public")
    page = api(alice).get("/compositions/").content.decode()
    assert "&lt;b&gt;Tune&lt;/b&gt;" in page and "<b>Tune" not in page
    assert f"/studio/?composition={mine.pk}" in page
    assert "Other" not in page


def test_an_empty_library_says_where_to_begin(api: Any, charlie: Any) -> None:
    assert "Your songs will live here" in api(charlie).get("/compositions/").content.decode()


def test_a_visitor_is_asked_to_sign_in(api: Any) -> None:
    answer = api().get("/compositions/")
    assert answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("page", ["0", "99999", "x", "-1"])
def test_a_page_that_is_none_shows_one_that_is(api: Any, alice: Any, page: str) -> None:
    assert api(alice).get(f"/compositions/?page={page}").status_code == 200


def test_the_admin_pages_open(
    api: Any, staff: Any, alice: Any, composition_of: Callable[..., Composition]
) -> None:
    made = composition_of(alice, visibility="public")
    for address in (
        "/admin/compositions/composition/",
        f"/admin/compositions/composition/{made.pk}/change/",
        "/admin/compositions/rendering/",
        "/admin/generation/generationjob/",
        "/admin/generation/storedsong/",
    ):
        assert api(staff).get(address).status_code == 200, address
