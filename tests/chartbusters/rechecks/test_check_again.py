"""All entries are looked at again, some at a time; nobody is sent away by it."""

from typing import Any

import pytest

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.challenges.organisers import Organiser, Role
from chartbusters.rechecks import services
from chartbusters.rechecks.models import Recheck
from chartbusters.web.errors import Refusal
from scoring.models import ReportState, ScoreReport
from scoring.services import score_report_compute

STRICT = [{"rule": "minimum_tracks", "value": 3}]


@pytest.fixture
def moderated(contest: Any, bob: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A challenge with three entries that bob moderates; two are looked at in a step."""
    monkeypatch.setattr(services, "AT_ONCE", 2)
    challenge, made = contest("voting", 3)
    Organiser.objects.create(challenge=challenge, person=bob, role=Role.MODERATOR)
    return challenge, sorted(made, key=lambda entry: entry.number)


def go_on(recheck: Recheck) -> Recheck:
    """Until nothing is left to do, or it waits."""
    while services.recheck_step(pk=recheck.pk):
        pass
    recheck.refresh_from_db()
    return recheck


def test_entries_that_would_not_pass_are_named_and_stand(moderated: Any, bob: Any) -> None:
    challenge, made = moderated
    Challenge.objects.update(rules=STRICT)
    challenge.refresh_from_db()
    asked = services.recheck_ask(challenge=challenge, by=bob, kind="rules")
    Challenge.objects.update(rules=[])  # what was asked for is what is looked at
    recheck = go_on(asked)
    assert recheck.finished_at is not None and recheck.done == 3
    found = recheck.findings.values_list("entry", "words")
    assert list(found) == [(one.pk, "At least 3 tracks that sound") for one in made]
    assert Entry.objects.filter(withdrawn_at=None).count() == 3


def test_a_worker_that_died_is_taken_over(moderated: Any, bob: Any) -> None:
    challenge, _ = moderated
    recheck = services.recheck_ask(challenge=challenge, by=bob, kind="rules")
    stalled = services._taken(recheck.pk)  # by a worker that is never heard of again
    assert stalled is not None and not services.recheck_step(pk=recheck.pk)
    Recheck.objects.update(held_until="2020-01-01T00:00Z")
    assert services.rechecks_go_on() == 1
    assert go_on(recheck).done == 3
    # It comes back after all, and writes nothing.
    assert not services._written(stalled, [], [])


def test_scores_follow_the_genre_of_today(moderated: Any, bob: Any) -> None:
    challenge, _ = moderated
    Challenge.objects.update(genre="pop")
    challenge.refresh_from_db()
    before = dict(Entry.objects.values_list("pk", "score_report"))
    recheck = go_on(services.recheck_ask(challenge=challenge, by=bob, kind="scores"))
    assert recheck.finished_at is None  # the reports are being worked out
    assert dict(Entry.objects.values_list("pk", "score_report")) == before
    for report in ScoreReport.objects.filter(genre="pop"):
        score_report_compute(pk=report.pk)
    Recheck.objects.update(held_until=None)
    recheck = go_on(recheck)
    assert recheck.finished_at is not None and recheck.done == 3
    genres = set(Entry.objects.values_list("score_report__genre", "score_report__state"))
    assert genres == {("pop", ReportState.DONE)}


def test_reports_that_had_failed_are_tried_once_more(moderated: Any, bob: Any) -> None:
    challenge, _ = moderated
    failed = {"state": ReportState.FAILED, "finished_at": challenge.created_at}
    ScoreReport.objects.update(error_message="Broken.", **failed)
    recheck = go_on(services.recheck_ask(challenge=challenge, by=bob, kind="scores"))
    assert set(ScoreReport.objects.values_list("state", flat=True)) == {ReportState.QUEUED}
    ScoreReport.objects.update(state=ReportState.FAILED, error_message="Broken.")
    Recheck.objects.update(held_until=None)
    ScoreReport.objects.update(finished_at=recheck.asked_at)
    assert go_on(recheck).findings.count() == 3


def test_one_of_a_kind_runs_at_a_time(moderated: Any, bob: Any) -> None:
    challenge, _ = moderated
    services.recheck_ask(challenge=challenge, by=bob, kind="rules")
    with pytest.raises(Refusal, match="already"):
        services.recheck_ask(challenge=challenge, by=bob, kind="rules")


def test_organisers_begin_it_on_the_desk_and_others_do_not(
    moderated: Any, client_of: Any, bob: Any, charlie: Any
) -> None:
    page = client_of(bob).post("/desk/tunes/checks/", {"kind": "rules"}, follow=True)
    assert "0 of 3" in page.content.decode()
    go_on(Recheck.objects.get())
    told = client_of(bob).get(f"/desk/tunes/checks/{Recheck.objects.get().pk}/")
    assert "All of them pass" in told.content.decode()
    assert client_of(charlie).post("/desk/tunes/checks/", {"kind": "rules"}).status_code == 404
    Organiser.objects.update(role=Role.VIEWER)
    assert client_of(bob).post("/desk/tunes/checks/", {"kind": "rules"}).status_code == 403
