"""Pages that are the same for all are kept under what they show, and nothing else is."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import RequestFactory

from chartbusters.compositions.services import composition_update
from chartbusters.web import shelf
from chartbusters.web.shelf import SHELF, Shelf, kept, nobody, shared_page


def drawing(texts: list[str]) -> Callable[[], str]:
    return lambda: texts.pop(0)


def test_it_works() -> None:
    texts = ["one", "two", "three"]
    assert [kept(("a",), lambda: 1, drawing(texts)) for _ in range(3)] == [b"one"] * 3
    assert kept(("a",), lambda: 2, drawing(texts)) == b"two"
    assert kept(("b",), lambda: 1, drawing(texts)) == b"three"


def test_it_comes_back_with_what_was_shown_before() -> None:
    for version in (1, 2, 1):
        assert (
            kept(("a",), lambda version=version: version, lambda version=version: str(version))
            == b"%d" % version
        )


def test_it_keeps_nothing_that_changed_while_it_was_drawn() -> None:
    versions = iter(["blind", "named", "blind", "blind"])
    assert kept(("a",), lambda: next(versions), lambda: "Alice") == b"Alice"
    assert kept(("a",), lambda: next(versions), lambda: "Entry 7") == b"Entry 7"


def test_it_keeps_nothing_without_a_version() -> None:
    texts = ["one", "two"]
    assert [kept(("a",), lambda: None, drawing(texts)) for _ in range(2)] == [b"one", b"two"]


def test_it_keeps_nothing_while_templates_are_written(settings: Any) -> None:
    settings.DEBUG = True
    texts = ["one", "two"]
    assert [kept(("a",), lambda: 1, drawing(texts)) for _ in range(2)] == [b"one", b"two"]


def test_it_has_an_end() -> None:
    room = Shelf(1000)
    for number in range(50):
        room.put(b"%d" % number, bytes(100))
        room.get(b"0")
    assert room.taken == 1000 and room.get(b"0") and room.get(b"49") and room.get(b"1") is None
    room.put(b"large", bytes(251))
    assert room.get(b"large") is None and room.taken == 1000
    room.put(b"49", bytes(50))
    assert room.taken == 950
    room.clear()
    assert room.taken == 0 and room.get(b"49") is None


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> Callable[..., HttpResponse]:
    """`pages(request, text)`: a shared page whose template is `text`."""

    def page(request: HttpRequest, text: str) -> HttpResponse:
        def drawn(_: str, context: dict[str, Any], asked: HttpRequest) -> str:
            return engines["django"].from_string(text).render(context, asked)

        monkeypatch.setattr(shelf, "render_to_string", drawn)
        return shared_page(
            request,
            "a.html",
            lambda: text,
            lambda seen: {"who": getattr(seen.user, "username", "")},
        )

    return page


def asked(user: Any, **cookies: str) -> HttpRequest:
    request = RequestFactory(SERVER_NAME="localhost").get("/some/")
    request.user = user
    request.COOKIES.update(cookies)
    request._messages = []  # type: ignore[attr-defined]
    return request


def test_whoever_is_signed_in_gets_a_page_of_their_own(
    alice: Any, pages: Callable[..., HttpResponse]
) -> None:
    text = "[{{ user.username }}{{ who }}]"
    assert pages(asked(alice, sessionid="x"), text).content == b"[alicealice]"
    assert pages(asked(AnonymousUser()), text).content == b"[]"
    assert pages(asked(AnonymousUser()), text)["Vary"] == "Cookie"


def test_what_all_see_knows_nothing_of_who_asked_first(
    alice: Any, pages: Callable[..., HttpResponse]
) -> None:
    """Even of somebody who has come in by another way than a session."""
    text = "[{{ user.username }}{{ who }}{{ request.GET.q }}{{ request.COOKIES.csrftoken }}]"
    assert pages(asked(alice, csrftoken="secret"), text).content == b"[]"


@pytest.mark.parametrize("cookie", ["messages", "sessionid", "of_tomorrow"])
def test_whoever_brings_a_cookie_may_be_told_something(cookie: str, visitor: Any) -> None:
    visitor.cookies[cookie] = "x"
    assert visitor.get("/challenges/").status_code == 200 and SHELF.taken == 0
    visitor.cookies.clear()
    visitor.cookies["csrftoken"] = "x" * 32
    assert visitor.get("/challenges/").status_code == 200 and SHELF.taken > 0


def test_a_form_is_not_shared(pages: Callable[..., HttpResponse]) -> None:
    with pytest.raises(RuntimeError, match="its token would be shared"):
        pages(asked(AnonymousUser()), "<form>{% csrf_token %}</form>")
    assert SHELF.taken == 0


@pytest.mark.parametrize("query", ["?page=2", "?composition=1"])
def test_what_stands_behind_a_question_mark_is_looked_at(query: str, visitor: Any) -> None:
    assert visitor.get(f"/challenges/{query}").status_code == 200
    assert SHELF.taken == 0


def test_addresses_are_those_of_the_host_that_was_asked(
    visitor: Any, composition_of: Any, alice: Any, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    composition_update(composition=composition_of(alice, title="Morning Song"), visibility="public")
    for host in ("one.example", "two.example", "one.example"):
        page = visitor.get("/@alice/morning-song/", headers={"host": host}).content.decode()
        assert f"http://{host}/@alice/morning-song/" in page and page.count(
            ".example/@"
        ) == page.count(f"{host}/@")


def test_nobody_has_no_cookies_and_no_names() -> None:
    bare = nobody(asked(None, sessionid="x"))
    assert not bare.COOKIES and not bare.GET and not bare.user.is_authenticated
