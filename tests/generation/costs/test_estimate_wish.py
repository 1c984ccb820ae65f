"""How long a wish would take, by the size of the song and of the wish."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest

from generation.models import Pace

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/generation-estimates/"
BAR = 4 * 960


@pytest.fixture
def ask(api: Callable[..., Any]) -> Callable[..., Any]:
    def send(technique: str = "gan", bars: int = 16, **wish: Any) -> Any:
        values = {"notes": str(4 * bars), "ticks": bars * BAR, **wish}
        parameters = values.pop("parameters", {})
        query = {"technique": technique, **values, "parameters": json.dumps(parameters)}
        return api().get(f"{ADDRESS}?{urlencode(query)}")

    return send


def seconds(answer: Any) -> float:
    assert answer.status_code == 200, answer.content
    return float(answer.json()["seconds"])


@pytest.mark.parametrize("technique", ["gan", "arcnn"])
def test_it_works(ask: Callable[..., Any], technique: str) -> None:
    assert seconds(ask(technique, bars=16)) < seconds(ask(technique, bars=160))


@pytest.mark.parametrize("technique", ["gan", "arcnn", "transformer"])
def test_more_takes_take_longer(ask: Callable[..., Any], technique: str) -> None:
    one, four = (ask(technique, 64, parameters={"candidates": count}) for count in (1, 4))
    assert seconds(one) < seconds(four)


def test_it_learns_from_what_jobs_took_here(ask: Callable[..., Any]) -> None:
    before = seconds(ask(bars=160))
    Pace.objects.create(kind="gan", took=30, cost=10)
    assert seconds(ask(bars=160)) == pytest.approx(3 * before, rel=0.1)


@pytest.mark.parametrize(
    "wish",
    [
        {"ticks": 0},
        {"notes": "1,x"},
        {"notes": "0"},
        {"notes": "99999"},
        {"ticks": 90_000_000},
        {"technique": "none"},
        {"parameters": {"unknown": 1}},
        {"parameters": []},
        {"denominator": 3},
    ],
)
def test_it_rejects_what_is_no_song_or_no_wish(
    ask: Callable[..., Any], wish: dict[str, Any]
) -> None:
    assert ask(**wish).status_code == 400
