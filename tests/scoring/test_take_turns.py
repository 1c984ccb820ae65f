"""Score reports are worked out by turns: a hundred of one person keep nobody waiting for more than
one."""

from collections.abc import Callable
from typing import Any

import pytest

from generation.music.song import Song
from generation.services import song_store
from scoring import services
from scoring.models import ReportState, ScoreReport
from scoring.tasks import score_report_compute

pytestmark = pytest.mark.django_db


@pytest.fixture
def asks(
    sample_song: Callable[..., Song], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., ScoreReport]:
    """`asks("user:1", 3)`: a report on a third song of somebody."""
    judge = services.judge
    short = judge(sample_song(2), "pop")  # what it says is another test's matter
    monkeypatch.setattr(services, "judge", lambda *_: short)

    def ask(caller: str, number: int) -> ScoreReport:
        stored = song_store(song=sample_song(title=f"{caller} {number}"))
        return services.score_report_request(song=stored, genre="pop", caller=caller)

    return ask


def order(reports: list[ScoreReport], messages: int) -> list[str]:
    """Whose reports are done after each message, as messages come in the order in which people
    asked."""
    whose = {report.pk: report.caller for report in reports}
    done: list[Any] = []
    for report in reports[:messages]:
        score_report_compute(str(report.pk))
        fresh = ScoreReport.objects.filter(state=ReportState.DONE).exclude(pk__in=done)
        done += fresh.values_list("pk", flat=True)
    return [whose[pk] for pk in done]


def test_it_works(asks: Callable[..., ScoreReport]) -> None:
    reports = [asks("user:1", number) for number in range(6)]
    reports += [asks("user:2", 1), asks("user:2", 2)]
    first = "user:1", "user:2"
    assert order(reports, 8) == [*first, *first, *["user:1"] * 4]


def test_who_comes_later_waits_for_one(asks: Callable[..., ScoreReport]) -> None:
    many = [asks("user:1", number) for number in range(10)]
    assert order(many, 3) == ["user:1"] * 3
    late = asks("user:2", 1)
    for report in many[3:5]:
        score_report_compute(str(report.pk))
    late.refresh_from_db()
    assert (
        late.state == ReportState.DONE
        and ScoreReport.objects.filter(state=ReportState.DONE).count() == 5
    )


def test_each_message_does_one(asks: Callable[..., ScoreReport]) -> None:
    reports = [asks(f"user:{number % 3}", number) for number in range(9)]
    assert len(order(reports, 9)) == 9


def test_who_asked_is_forgotten_when_it_is_done(asks: Callable[..., ScoreReport]) -> None:
    order([asks("user:1", 1)], 1)
    assert ScoreReport.objects.get().caller == ""
