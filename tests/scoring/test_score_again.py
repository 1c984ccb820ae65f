"""Everything scored again by a new version: resumable, bounded, one bad song stops no other; old
reports stay, and so do results that were told."""

from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from chartbusters.challenges.models import Entry
from generation.models import StoredSong
from generation.services import song_store
from scoring import rescoring
from scoring.models import ReportState, Rescoring, ScoreReport
from scoring.report import VERSION
from tests.contests import to_phase

OLD = "0"


@pytest.fixture
def old(db: None, sample_song: Any) -> list[ScoreReport]:
    """Three songs with reports of an older version, one of them by a secret draw."""
    made = []
    for bars, seed in ((4, ""), (5, ""), (6, "5eed" * 8)):
        song = song_store(song=sample_song(bars))
        row = {"genre": "pop", "version": OLD, "state": "done", "score": 50, "seed": seed}
        made.append(ScoreReport.objects.create(song=song, **row))
    return made


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("score_again", *arguments, stdout=out)
    return out.getvalue()


def of_today() -> Any:
    return ScoreReport.objects.filter(version=VERSION)


def test_it_works(old: Any) -> None:
    told = run("--batch", "2")
    assert "2 of 3 by version" in told and "3 of 3 by version" in told
    assert of_today().filter(state=ReportState.DONE).count() == 3
    assert set(of_today().values_list("song", "seed")) == {(one.song_id, one.seed) for one in old}
    kept = ScoreReport.objects.filter(version=OLD)
    assert list(kept.values_list("score", flat=True)) == [50] * 3


def test_it_goes_on_where_it_was(old: Any) -> None:
    asked = rescoring.rescoring_ask()
    assert rescoring.rescoring_step(pk=asked.pk, at_once=2)
    assert of_today().count() == 2
    run()
    assert of_today().filter(state=ReportState.DONE).count() == 3
    assert Rescoring.objects.get().done == 3


def test_a_song_that_cannot_be_read_stops_no_other(old: Any) -> None:
    broken = StoredSong.objects.filter(pk=old[0].song_id)
    broken.update(packed=None, plain={"format": "something else"})
    assert "Without a score: 1." in run()
    assert of_today().filter(state=ReportState.DONE).count() == 2


def test_of_two_workers_one_counts(old: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = rescoring.rescoring_ask()
    ask = rescoring._ask_again

    def overtaken(report: ScoreReport) -> bool:
        Rescoring.objects.update(behind=report.pk, done=1)
        return ask(report)

    monkeypatch.setattr(rescoring, "_ask_again", overtaken)
    assert not rescoring.rescoring_step(pk=asked.pk, at_once=1)
    assert Rescoring.objects.get().done == 1


def test_it_waits_while_many_wait_for_workers(old: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rescoring, "MOST_QUEUED", 1)
    asked = rescoring.rescoring_ask()
    assert rescoring.rescoring_step(pk=asked.pk, at_once=1)
    assert not rescoring.rescoring_step(pk=asked.pk, at_once=1)
    assert of_today().count() == 1


def test_entries_that_run_take_the_new_report_and_told_ones_keep_theirs(contest: Any) -> None:
    running, _ = contest("voting", 1)
    over, _ = contest("voting", 1, slug="over")
    to_phase(over, "closed")
    ScoreReport.objects.update(version=OLD, state="done", score=50)
    run()
    versions = dict(Entry.objects.values_list("challenge__slug", "score_report__version"))
    assert versions == {running.slug: VERSION, over.slug: OLD}


@pytest.mark.parametrize("who", ["alice", "bob", "charlie"])
def test_it_requires_the_right(old: Any, request: pytest.FixtureRequest, who: str) -> None:
    with pytest.raises(PermissionDenied):
        rescoring.rescoring_ask(by=request.getfixturevalue(who))
    assert not Rescoring.objects.exists()


def test_staff_ask_in_the_administration_and_see_how_far_it_is(
    old: Any, staff: Any, client_of: Any
) -> None:
    client = client_of(staff)
    client.post("/admin/scoring/rescoring/add/", {})
    rescoring.rescoring_step(pk=Rescoring.objects.get().pk, at_once=2)
    assert "2 of 3" in client.get("/admin/scoring/rescoring/").content.decode()


def test_a_visitor_finds_no_such_page(old: Any, client_of: Any, alice: Any) -> None:
    assert client_of(alice).get("/admin/scoring/rescoring/").status_code == 302
