"""Between the wire and Django nothing is lost, added or bent: on a real server, as WSGI and HTTP
have it."""

import contextlib
import gzip
from collections.abc import Callable

import pytest
import requests

from chartbusters.ops.instruments import instruments_folder
from tests.waiting import wait_until
from tests.webs import SLOW_BODY, OddSite, Web, Wire, first_line

Connect = Callable[..., Wire]


@pytest.fixture
def odd(shared_odd_site: Callable[..., OddSite]) -> OddSite:
    return shared_odd_site()


@pytest.fixture
def one_web(shared_web: Callable[..., Web]) -> Web:
    return shared_web(WEB_WORKERS="1")


def test_it_works(one_web: Web) -> None:
    answer = requests.get(f"{one_web.url}/accounts/login/", timeout=60)
    assert answer.status_code == 200 and "csrftoken" in answer.cookies
    assert len(answer.content) == int(answer.headers["Content-Length"])
    assert answer.headers["X-Request-ID"]


def test_heads_have_no_body(one_web: Web, wire: Connect) -> None:
    for address in (b"/", b"/soundfont/0", b"/static/css/errors.css"):
        head = b"HEAD " + address + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        answer = wire(one_web).send(head).read_all()
        assert first_line(answer) == b"HTTP/1.1 200 OK"
        assert b"content-length: " in answer and answer.endswith(b"\r\n\r\n")


def test_files_come_whole_in_part_and_not_again(one_web: Web) -> None:
    font = f"{one_web.url}/soundfont/0"
    whole = requests.get(font, timeout=60)
    assert whole.content == (instruments_folder() / "0").read_bytes()
    assert (
        requests.get(font, headers={"If-None-Match": whole.headers["ETag"]}, timeout=60).status_code
        == 304
    )
    sheet = f"{one_web.url}/static/css/errors.css"
    plain = requests.get(sheet, headers={"Accept-Encoding": "identity"}, timeout=60)
    part = requests.get(
        sheet, headers={"Accept-Encoding": "identity", "Range": "bytes=3-9"}, timeout=60
    )
    assert (part.status_code, part.content) == (206, plain.content[3:10])
    assert part.headers["Content-Range"] == f"bytes 3-9/{len(plain.content)}"
    beyond = requests.get(
        sheet, headers={"Accept-Encoding": "identity", "Range": "bytes=999999-"}, timeout=60
    )
    assert beyond.status_code == 416
    again = requests.get(sheet, headers={"If-None-Match": plain.headers["ETag"]}, timeout=60)
    assert (again.status_code, again.content) == (304, b"")


def test_static_files_keep_their_headers(one_web: Web) -> None:
    page = requests.get(f"{one_web.url}/accounts/login/", timeout=60).text
    address = page.split('href="/static/', 1)[1].split('"', 1)[0]
    squeezed = requests.get(
        f"{one_web.url}/static/{address}",
        headers={"Accept-Encoding": "gzip"},
        stream=True,
        timeout=60,
    )
    assert (
        gzip.decompress(squeezed.raw.read())
        == requests.get(f"{one_web.url}/static/{address}", timeout=60).content
    )
    assert (
        squeezed.headers["Content-Encoding"] == "gzip"
        and "immutable" in squeezed.headers["Cache-Control"]
    )
    assert squeezed.headers["X-Content-Type-Options"] == "nosniff"
    assert requests.get(f"{one_web.url}/static/none.css", timeout=60).status_code == 404


def test_bodies_without_a_length_are_read(odd: OddSite, wire: Connect) -> None:
    answer = requests.post(f"{odd.url}/?say=got:", data=iter([b"one ", b"two"]), timeout=60)
    assert answer.text == "got:one two"
    trailers = (
        b"POST /?say=got: HTTP/1.1\r\nHost: localhost\r\nConnection: "
        b"close\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    answer_to_trailers = wire(odd).send(trailers + b"3\r\none\r\n0\r\nX-More: 1\r\n\r\n").read_all()
    assert answer_to_trailers.endswith(b"got:one")


def test_each_cookie_has_its_own_line(odd: OddSite) -> None:
    assert requests.get(odd.url, timeout=60).cookies.get_dict() == {"a": "1", "b": "2"}


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"GET /a%C3%A9?env=PATH_INFO HTTP/1.1\r\nHost: h", "/a\u00e9"),
        (b"GET /?env=SERVER_PROTOCOL HTTP/1.0", "HTTP/1.0"),
        (b"GET /?env=HTTP_X_A HTTP/1.1\r\nHost: h\r\nX-A: 1\r\nX-A: 2", "1,2"),
        (b"GET /?env=HTTP_X_A HTTP/1.1\r\nHost: h\r\nX-A: \xe9", ""),
        (b"GET /?env=HTTP_COOKIE HTTP/1.1\r\nHost: h\r\nCookie: a=1\r\nCookie: b=2", "a=1;b=2"),
        (b"GET /?env=CONTENT_TYPE HTTP/1.1\r\nHost: h\r\nContent-Type: text/x", "text/x"),
        (b"GET /?env=REMOTE_ADDR HTTP/1.1\r\nHost: h", "127.0.0.1"),
        (b"GET /?env=HTTP_PROXY HTTP/1.1\r\nHost: h", "(none)"),
    ],
)
def test_the_environment(head: bytes, expected: str, odd: OddSite, wire: Connect) -> None:
    answer = wire(odd).send(head + b"\r\nConnection: close\r\n\r\n").read_all()
    # WSGI holds bytes as Latin-1, so an accent in an address is two characters there, and is
    # encoded once more.
    body = answer.split(b"\r\n\r\n", 1)[1].decode().encode("latin-1").decode()
    assert body == expected


def test_expect_continue(one_web: Web, wire: Connect) -> None:
    body = b'{"document": {}}'
    line = (
        SLOW_BODY
        + b"Connection: close\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n" % len(body)
    )
    connection = wire(one_web).send(line)
    assert connection.socket.recv(1000).startswith(b"HTTP/1.1 100 Continue")
    assert first_line(connection.send(body).read_all()).startswith(b"HTTP/1.1 400")
    too_long = SLOW_BODY + b"Expect: 100-continue\r\nContent-Length: 99999999\r\n\r\n"
    answer = wire(one_web).send(too_long).read_all()
    assert first_line(answer).startswith(b"HTTP/1.1 413") and b'"code": "too_large"' in answer


def test_bodies_without_a_length_are_bounded(one_web: Web, wire: Connect) -> None:
    connection = wire(one_web).send(SLOW_BODY + b"Transfer-Encoding: chunked\r\n\r\n")
    try:
        for _ in range(40):
            connection.send(b"186a0\r\n" + b" " * 100_000 + b"\r\n")
    except OSError:
        pass  # it was refused before it was at its end
    assert requests.get(f"{one_web.url}/accounts/login/", timeout=60).status_code == 200


def test_who_goes_away_in_mid_body_asks_for_nothing(odd: OddSite, wire: Connect) -> None:
    before = _breaks(odd)
    wire(odd).send(b"POST /?break=1 HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nhalf").close()
    assert requests.get(f"{odd.url}/?say=still", timeout=60).text == "still"
    assert _breaks(odd) == before


def test_long_answers_come_whole(odd: OddSite, wire: Connect) -> None:
    answer = requests.get(f"{odd.url}/?stream=3000000", timeout=60)
    assert answer.content == b"x" * 3_000_000
    old = wire(odd).send(b"GET /?stream=3000000 HTTP/1.0\r\n\r\n").read_all()
    assert old.endswith(b"x" * 3_000_000)


def test_an_application_that_breaks_is_told_of(odd: OddSite) -> None:
    before = _breaks(odd)
    assert requests.get(f"{odd.url}/?break=1", timeout=60).status_code == 500
    assert requests.get(f"{odd.url}/?say=still", timeout=60).text == "still"
    assert _breaks(odd) > before


def _breaks(odd: OddSite) -> int:
    """How often its log tells of them."""
    return odd.log.read_text().count("asked to break")


def test_several_requests_of_one_connection(one_web: Web, wire: Connect) -> None:
    line = b"GET /static/css/errors.css HTTP/1.1\r\nHost: localhost\r\n"
    answers = (
        wire(one_web).send((line + b"\r\n") * 4 + line + b"Connection: close\r\n\r\n").read_all()
    )
    assert answers.count(b"HTTP/1.1 200 OK") == 5


def test_bodies_that_are_too_large_are_heard_out(one_web: Web) -> None:
    """Or the connection would end while they are being sent, and nobody would read why."""
    address = f"{one_web.url}/api/v1/compositions/export/"
    answer = requests.post(
        address, data=b" " * 4_000_000, headers={"Content-Type": "application/json"}, timeout=60
    )
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_bodies_that_are_held_are_bounded(
    start_odd_site: Callable[..., OddSite], wire: Connect
) -> None:
    """All of them together: those that come, and those that wait to be worked on."""
    site = start_odd_site(WEB_BODY_BYTES="150000")
    head = b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 70001\r\n\r\n"
    held: list[Wire] = []

    def refused() -> list[requests.Response]:
        """Of a third. One that came before the second was read took its room, and the second is
        sent anew."""
        held[:] = [one for one in held if one.is_open()]
        held.extend([wire(site).send(head + b"x" * 70_000) for _ in range(2 - len(held))])
        answer = requests.post(f"{site.url}/api/", data=b"x" * 70_000, timeout=60)
        return [] if answer.status_code == 200 else [answer]

    (answer,) = wait_until(refused)
    assert (answer.status_code, answer.json()["code"]) == (503, "busy")
    for one in held:
        assert first_line(one.send(b"y").socket.recv(1000)) == b"HTTP/1.1 200 OK"
    assert requests.post(f"{site.url}/?say=", data=b"x" * 70_000, timeout=60).text == "x" * 70_000


def test_bodies_in_crumbs_are_refused(odd: OddSite, wire: Connect) -> None:
    """Each piece costs a step of the loop; a body that comes byte by byte would keep it busy for
    minutes."""
    crumbs, before = b"1\r\nx\r\n" * 10_000, odd.log.read_text().count("bad_request (400)")
    head = b"POST /api/ HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
    connection = wire(odd).send(head)
    with contextlib.suppress(OSError):
        for _ in range(10):
            connection.send(crumbs)
    # nothing, or the refusal: we have sent more than was read
    assert b"200 OK" not in connection.read_all()
    assert requests.get(f"{odd.url}/?say=still", timeout=60).text == "still"
    assert odd.log.read_text().count("bad_request (400)") > before
