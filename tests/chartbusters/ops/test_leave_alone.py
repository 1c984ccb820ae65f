"""A server that failed is left alone for a moment, and one caller in a while finds out whether it
is back."""

from collections.abc import Callable, Iterator

import pytest

from chartbusters.ops import breaker as module
from chartbusters.ops.breaker import Breaker, LeftAloneError


class Server:
    """Counts who knocks, and answers or does not."""

    def __init__(self) -> None:
        self.well, self.asked = True, 0
        self.breaker = Breaker("a server", pause=5.0)

    def ask(self) -> str:
        with self.breaker.guard((OSError,)):
            self.asked += 1
            if not self.well:
                raise OSError("away")
            return "well"


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[float], None]]:
    """`later(6)`: six seconds go by."""
    now = [1000.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])

    def go_on(seconds: float) -> None:
        now[0] += seconds

    yield go_on


def fails(server: Server, error: type[Exception] = OSError) -> None:
    with pytest.raises(error):
        server.ask()


def test_it_works(server: Server, later: Callable[[float], None]) -> None:
    server.well = False
    fails(server)
    fails(server, LeftAloneError)
    assert server.asked == 1 and server.breaker.failing
    server.well = True
    later(6)
    assert server.ask() == server.ask() == "well"
    assert not server.breaker.failing


def test_it_lets_one_try_in_a_while(server: Server, later: Callable[[float], None]) -> None:
    server.well = False
    fails(server)
    for _ in range(3):
        later(6)
        fails(server)
        fails(server, LeftAloneError)
    assert server.asked == 4


def test_it_takes_other_errors_for_answers(server: Server) -> None:
    for _ in range(2):
        with pytest.raises(KeyError), server.breaker.guard((OSError,)):
            raise KeyError
    assert not server.breaker.failing
