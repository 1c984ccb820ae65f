"""More than the site can do is refused soon and plainly, and what must always answer is kept apart
from it."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.webs import OddSite, Wire


def _ask(site: OddSite, address: str, **headers: str) -> requests.Response:
    return requests.get(site.url + address, headers=headers, timeout=60)


def _at_once(site: OddSite, number: int, address: str) -> list[requests.Response]:
    together = threading.Barrier(number)

    def ask() -> requests.Response:
        together.wait()
        return _ask(site, address)

    with ThreadPoolExecutor(number) as pool:
        asked: list[Future[requests.Response]] = [pool.submit(ask) for _ in range(number)]
        return [one.result() for one in asked]


def test_it_works(start_odd_site: Callable[..., OddSite]) -> None:
    """One thread, two places in line, all taken for longer than anybody waits: the others are told
    at once."""
    site = start_odd_site(WEB_THREADS="1", WEB_LINE="2", WEB_LINE_SECONDS="1")
    answers = _at_once(site, 8, "/api/?sleep=4")
    assert sorted(answer.status_code for answer in answers) == [200] + 7 * [503]
    refused = next(answer for answer in answers if answer.status_code == 503)
    assert int(refused.headers["Retry-After"]) >= 1
    assert (
        refused.json()["code"] == "busy"
        and refused.json()["request_id"] == refused.headers["X-Request-ID"]
    )


def test_a_short_line_is_waited_in(start_odd_site: Callable[..., OddSite]) -> None:
    site = start_odd_site(WEB_THREADS="2", WEB_LINE_SECONDS="30")
    assert [answer.status_code for answer in _at_once(site, 8, "/?sleep=0.2")] == 8 * [200]


@pytest.mark.parametrize(
    "address", ["/healthz?say=well", "/static/a.css?say=well", "/soundfont/?say=well"]
)
def test_health_and_files_have_threads_of_their_own(
    address: str, shared_odd_site: Callable[..., OddSite]
) -> None:
    site = shared_odd_site(WEB_THREADS="1", WEB_LINE="1", WEB_LINE_SECONDS="1")
    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(_ask, site, "/?sleep=6")
        while _ask(site, "/?say=taken").status_code != 503:
            assert not slow.done()
        assert _ask(site, address).text == "well"
        assert not slow.done()


def test_pages_are_refused_as_pages(start_odd_site: Callable[..., OddSite]) -> None:
    site = start_odd_site(WEB_THREADS="1", WEB_LINE="0")
    refused = next(answer for answer in _at_once(site, 4, "/?sleep=3") if answer.status_code == 503)
    assert refused.headers["Content-Type"].startswith("text/html")
    assert refused.headers["X-Request-ID"] in refused.text and "Nothing was changed" in refused.text


def test_one_network_has_a_share(
    start_odd_site: Callable[..., OddSite], wire: Callable[..., Wire]
) -> None:
    """And no more, while those of other networks are served."""
    site = start_odd_site(LIMITS_ENABLED="true", WEB_REQUESTS_PER_ADDRESS="3")
    begun = b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n1"
    held = [wire(site).send(begun) for _ in range(3)]
    refused = _until(lambda: _ask(site, "/api/"), lambda answer: answer.status_code == 429)
    assert (
        refused.json()["code"] == "too_many_requests" and int(refused.headers["Retry-After"]) >= 1
    )
    other = wire(site, source="127.0.0.2").send(
        b"GET /?say=served HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"
    )
    assert other.read_all().endswith(b"served")
    for one in held:
        one.close()
    assert (
        _until(lambda: _ask(site, "/?say=again"), lambda answer: answer.status_code == 200).text
        == "again"
    )


def test_nobody_works_for_who_has_left_the_line(
    start_odd_site: Callable[..., OddSite],
    wire: Callable[..., Wire],
    tmp_path: Path,
    eventually: Callable[..., Any],
) -> None:
    site, gate = start_odd_site(WEB_THREADS="1", WEB_LINE_SECONDS="300"), tmp_path / "gate"
    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(_ask, site, f"/?until={gate}")
        eventually(lambda: "waits for" in site.log.read_text())
        waiting = [wire(site).send(b"GET /?break=1 HTTP/1.1\r\nHost: h\r\n\r\n") for _ in range(3)]
        ports = {one.socket.getsockname()[1] for one in waiting}
        eventually(lambda: ports <= _connected(site))
        for one in waiting:
            one.close()
        eventually(lambda: not ports & _connected(site))
        gate.touch()
        assert slow.result().status_code == 200 and _ask(site, "/?say=done").text == "done"
    assert "asked to break" not in site.log.read_text()


def _connected(site: OddSite) -> set[int]:
    ends = chain.from_iterable(process.net_connections("tcp") for process in site.processes())
    return {end.raddr.port for end in ends if end.raddr}


def _until(ask: Callable[[], Any], fits: Callable[[Any], bool]) -> Any:
    for _ in range(1000):
        if fits(answer := ask()):
            return answer
    pytest.fail("never came")
