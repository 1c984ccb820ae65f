"""A report's life: asked for, computed by a worker, read."""

import uuid
from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from generation.music.song import Meter, Note, Song, Tempo, Track
from generation.services import song_store
from scoring import services
from scoring.metrics import METRICS
from scoring.models import ReportState, ScoreReport
from scoring.report import VERSION
from scoring.scale import WIDTH, bar_of
from scoring.selectors import score_report_told
from scoring.tasks import score_report_compute


@pytest.fixture
def stored(db, sample_song):
    return song_store(song=sample_song(8, band=True))


@pytest.fixture
def sent(monkeypatch):
    """Messages that would have gone to the broker."""
    messages = []
    monkeypatch.setattr(
        "celery.current_app.send_task", lambda name, args, **how: messages.append((name, args, how))
    )
    return messages


@pytest.fixture
def done(stored):
    report = ScoreReport.objects.create(song=stored, genre="pop", version="1")
    score_report_compute(str(report.pk))
    report.refresh_from_db()
    return report


def test_it_queues_one_report_a_question(stored, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first = services.score_report_request(song=stored, genre="pop")
        again = services.score_report_request(song=stored, genre="pop")
        other = services.score_report_request(song=stored, genre="bach")
    assert first == again != other
    assert [args for _, args, _ in sent] == [[str(first.pk)], [str(other.pk)]]
    assert sent[0][0] == score_report_compute.name and sent[0][2]["queue"] == "quick"


def test_it_computes_the_same_report_twice(done):
    assert done.state == ReportState.DONE and done.finished_at and 0 <= done.score <= 100
    before = (done.metrics, done.score, done.finished_at)
    score_report_compute(str(done.pk))
    done.refresh_from_db()
    assert (done.metrics, done.score, done.finished_at) == before


def test_it_handles_a_report_that_is_gone(db):
    score_report_compute(str(uuid.uuid4()))


def test_it_handles_a_song_that_cannot_be_read(
    stored, sent, staff, django_capture_on_commit_callbacks
):
    type(stored).objects.filter(pk=stored.pk).update(
        packed=None, plain={"format": "something else"}
    )
    report = ScoreReport.objects.create(song=stored, genre="pop", version="1")
    with pytest.raises(ValueError, match="not a song"):
        score_report_compute(str(report.pk))
    report.refresh_from_db()
    assert report.state == ReportState.FAILED and "safe" in report.error_message
    with django_capture_on_commit_callbacks(execute=True):
        services.score_report_retry(report=report, by=staff)
    report.refresh_from_db()
    assert report.state == ReportState.QUEUED and len(sent) == 1


def test_it_takes_up_reports_whose_message_was_lost(
    stored, sent, django_capture_on_commit_callbacks
):
    fresh = ScoreReport.objects.create(song=stored, genre="pop", version="1")
    lost = ScoreReport.objects.create(song=stored, genre="bach", version="1")
    ScoreReport.objects.filter(pk=lost.pk).update(created_at=timezone.now() - timedelta(minutes=5))
    with django_capture_on_commit_callbacks(execute=True):
        assert services.score_reports_requeue() == 1
    assert [args for _, args, _ in sent] == [[str(lost.pk)]] and fresh.state == ReportState.QUEUED


@pytest.mark.parametrize("who", ["alice", "bob", "charlie", None])
def test_it_is_open_to_everybody(done, api, request, who):
    caller = api(request.getfixturevalue(who)) if who else api()
    body = caller.get(f"/api/v1/score-reports/{done.pk}/").json()
    assert (
        body["state"] == "done" and body["digest"] == done.song_id and body["score"] == done.score
    )
    assert [row["name"] for row in body["metrics"]] == [metric.name for metric in METRICS]
    assert "real pop" in body["metrics"][1]["verdict"] and body["error"] is None


def test_it_shows_a_queued_report(stored, api):
    report = ScoreReport.objects.create(song=stored, genre="pop", version="1")
    body = api().get(f"/api/v1/score-reports/{report.pk}/").json()
    assert (body["state"], body["metrics"], body["score"]) == ("queued", [], None)


def test_it_rejects_an_unknown_report(api, db):
    answer = api().get(f"/api/v1/score-reports/{uuid.uuid4()}/")
    assert answer.status_code == 404 and answer.json()["code"]


def drawn(report, **more):
    return render_to_string("scoring/_report.html", {**score_report_told(report=report), **more})


def test_it_draws_a_report(done):
    page = drawn(done)
    assert page.count('<th scope="row">') == len(METRICS) + len(done.groups)
    assert page.count("<circle") > 10 and "style=" not in page and "<caption>" in page


def test_it_tells_three_findings_with_their_bars(done):
    places = [{"name": f"n{bar}", "sentence": f"Bars {bar}: do.", "first_bar": bar, "bars": 8,
               "track": None} for bar in range(4)]  # fmt: skip
    done.findings = places
    page = drawn(done, player="heard")
    assert [f"Bars {bar}: do." in page for bar in range(4)] == [True, True, True, False]
    assert '<song-passage player="heard" first="2" bars="8">' in page
    assert "song-passage" not in drawn(done)


def test_it_tells_what_was_left_out(done):
    done.left_out = {"at velocity under 20": 12}
    assert "12 at velocity under 20" in drawn(done)


def test_an_old_report_says_so_and_leads_to_the_new_one(done):
    ScoreReport.objects.filter(pk=done.pk).update(version="0")
    done.refresh_from_db()
    new = ScoreReport.objects.create(song=done.song, genre="pop", version=VERSION, state="done")
    page = drawn(done)
    assert "Measured by version 0" in page and f"b={new.pk}" in page
    assert "Measured by version" not in drawn(new)


def test_it_draws_reports_that_are_not_done(stored):
    report = ScoreReport(song=stored, genre="pop", version="1")
    assert "being worked out" in drawn(report)


@pytest.mark.parametrize(
    "value, low, high", [(0.5, 0, 1), (-1e9, 0, 1), (1e9, 0, 1), (0, 0, 0), (1, 1, 1)]
)
def test_it_keeps_the_dot_inside_the_picture(value, low, high):
    bar = bar_of(value, low, high)
    assert 0 < bar.value < WIDTH and 0 <= bar.low < bar.high <= WIDTH


def _song(meter, tempo_us, beats):
    notes = tuple(
        Note(960 * number, 60, 900, 80) for number in range(0, beats, max(1, beats // 40))
    )
    return Song(
        (Track((*notes, Note(960 * (beats - 1), 60, 960, 80))),), (Tempo(0, tempo_us),), (meter,)
    )


@pytest.mark.parametrize(
    "song",
    [_song(Meter(0, 1, 64), 100_000, 900), _song(Meter(0, 4, 4), 20_000, 20_000)],
    ids=["bars", "beats"],
)
def test_it_rejects_what_would_take_too_long(db, song, monkeypatch):
    monkeypatch.setattr(services, "judge", lambda *_: pytest.fail("it was begun"))
    report = services.score_report_request(song=song_store(song=song), genre="pop")
    score_report_compute(str(report.pk))
    report.refresh_from_db()
    assert (
        report.state == ReportState.FAILED
        and "we work out scores up to 2,000 bars" in report.error_message
    )


def test_it_takes_ten_fast_minutes(db):
    report = services.score_report_request(
        song=song_store(song=_song(Meter(0, 2, 4), 150_000, 4_000)), genre="pop"
    )
    score_report_compute(str(report.pk))
    report.refresh_from_db()
    assert report.state == ReportState.DONE


def test_it_gives_up_after_three_workers_died_over_it(stored, monkeypatch):
    class Killed(BaseException):
        """Stands for a worker that is gone: nothing after it is done."""

    def die(*_):
        raise Killed

    report = services.score_report_request(song=stored, genre="pop")
    with monkeypatch.context() as deadly:
        deadly.setattr(services, "judge", die)
        for _ in range(services.ATTEMPTS):
            with pytest.raises(Killed):
                score_report_compute(str(report.pk))
    score_report_compute(str(report.pk))
    report.refresh_from_db()
    assert report.state == ReportState.FAILED and "safe" in report.error_message


def test_a_failed_report_is_not_computed_again_by_a_late_message(stored, monkeypatch):
    report = services.score_report_request(song=stored, genre="pop")
    ScoreReport.objects.update(state=ReportState.FAILED)
    monkeypatch.setattr(services, "judge", lambda *_: pytest.fail("it was begun"))
    score_report_compute(str(report.pk))


def test_it_ends_in_time():
    assert (
        score_report_compute.soft_time_limit
        < score_report_compute.time_limit
        < services.LOST_AFTER.seconds * 2
    )
