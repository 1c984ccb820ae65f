"""The draw by which entries are scored: nobody sees it, nor an exact score, before the result is
told; then everybody can compute the scores again."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from chartbusters.challenges.models import Challenge, Entry, Organiser, Role
from chartbusters.challenges.services import challenge_copy, challenge_save, entry_create
from chartbusters.figures.counting import figures_counted
from chartbusters.figures.exports import entries_csv
from chartbusters.leaving.selectors import entries_written
from generation.music.midi import write_midi
from scoring.models import ScoreReport
from scoring.report import judge
from scoring.services import score_report_compute
from tests.contests import HOUR, composition_made, to_phase

SEED = "5eed" * 8
EXACT = 63.7


@pytest.fixture
def scored(challenge_in: Any, alice: Any, staff: Any) -> Any:
    """An open challenge of staff's with a secret draw, and alice's entry with its score."""
    challenge = challenge_in("open", score_seed=SEED)
    Organiser.objects.create(challenge=challenge, person=staff, role=Role.OWNER)
    song = composition_made(alice)
    entry = entry_create(challenge=challenge, composition=song, maker=alice)
    assert entry.score_report is not None
    score_report_compute(pk=entry.score_report.pk)
    ScoreReport.objects.update(score=EXACT, groups={"rhythm": EXACT})
    return challenge, Entry.objects.get(pk=entry.pk)


def pages_of(challenge: Challenge, entry: Entry) -> list[str]:
    report = entry.score_report
    assert report is not None
    base = f"/challenges/{challenge.slug}/"
    return [
        base,
        f"{base}entries/",
        f"{base}entries/{entry.pk}/",
        f"{base}leaderboard/",
        f"/desk/{challenge.slug}/",
        f"/desk/{challenge.slug}/settings/",
        f"/desk/{challenge.slug}/preview/",
        f"/desk/{challenge.slug}/entries/",
        f"/desk/{challenge.slug}/statistics/",
        f"/desk/{challenge.slug}/statistics/entries.csv",
        f"/admin/challenges/challenge/{challenge.pk}/change/",
        f"/admin/challenges/entry/{entry.pk}/change/",
        f"/admin/scoring/scorereport/{report.pk}/change/",
        "/admin/scoring/scorereport/",
        f"/api/v1/challenges/{challenge.slug}/",
        f"/api/v1/leaderboards/{challenge.slug}/",
        f"/api/v1/score-reports/{report.pk}/",
    ]


def body_of(answer: Any) -> str:
    parts = answer.streaming_content if answer.streaming else [answer.content]
    return b"".join(parts).decode()


@pytest.mark.parametrize("phase", ["open", "voting", "held"])
@pytest.mark.parametrize("who", ["alice", "bob", "charlie", "staff"])
def test_nobody_sees_it_early(
    scored: Any, client_of: Any, request: pytest.FixtureRequest, who: str, phase: str
) -> None:
    challenge, entry = scored
    to_phase(challenge, phase)
    client = client_of(request.getfixturevalue(who))
    answers = [client.get(page) for page in pages_of(challenge, entry)]
    assert not any(SEED in body or str(EXACT) in body for body in map(body_of, answers))
    refused = [answer.wsgi_request.path for answer in answers if answer.status_code != 200]
    if who == "staff":  # who opens all but the page of a nameless entry
        assert refused == [f"/challenges/{challenge.slug}/entries/{entry.pk}/"]


def test_a_running_challenge_tells_rounded_scores(scored: Any, api: Any) -> None:
    _, entry = scored
    told = api().get(f"/api/v1/score-reports/{entry.score_report_id}/").json()
    assert (told["score"], told["groups"], told["seed"]) == (65, {"rhythm": 65}, "")
    readings = [one["score"] for one in told["metrics"] if one["score"] is not None]
    assert readings and all(score % 5 == 0 for score in readings)


def test_files_and_figures_are_rounded_too(scored: Any, alice: Any) -> None:
    challenge, _ = scored
    running = to_phase(challenge, "voting")
    lines = "".join(entries_csv(challenge=running, over=False))
    assert "65.0" in lines and str(EXACT) not in lines
    assert [one["score_report"] for one in entries_written(person=alice)] == [65]
    ScoreReport.objects.update(score=60.9)  # told as 60, so it counts where 60 does
    counted = dict(map(tuple, figures_counted(challenge=challenge)["scores"]))
    assert counted["50–60"] == 1 and counted["60–70"] == 0


def test_it_is_told_at_the_end_with_the_line_that_computes_it(
    scored: Any, api: Any, visitor: Any
) -> None:
    challenge, entry = scored
    to_phase(challenge, "closed")
    assert api().get(f"/api/v1/challenges/{challenge.slug}/").json()["score_seed"] == SEED
    report = api().get(f"/api/v1/score-reports/{entry.score_report_id}/").json()
    assert (report["score"], report["seed"]) == (EXACT, SEED)
    line = f"manage.py score FILE --genre general --seed {SEED}"
    assert line in visitor.get(f"/challenges/{challenge.slug}/").content.decode()
    csv = "".join(entries_csv(challenge=to_phase(challenge, "closed"), over=True))
    assert str(EXACT) in csv


def test_the_line_gives_the_score_that_the_site_gave(scored: Any, tmp_path: Any) -> None:
    _, entry = scored
    ScoreReport.objects.update(state="queued", score=None)
    score_report_compute(pk=entry.score_report_id)
    entry.score_report.refresh_from_db()
    file = tmp_path / "entry.mid"
    file.write_bytes(write_midi(entry.song.song))
    out = StringIO()
    call_command("score", str(file), "--genre", "general", "--seed", SEED, "--json", stdout=out)
    assert json.loads(out.getvalue())[0]["score"] == entry.score_report.score


def test_entries_are_judged_by_it(scored: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    _, entry = scored
    asked = []

    def listen(song: Any, genre: str, seed: str) -> Any:
        asked.append(seed)
        return judge(song, genre, seed)

    monkeypatch.setattr("scoring.services.judge", listen)
    ScoreReport.objects.update(state="queued")
    score_report_compute(pk=entry.score_report_id)
    assert asked == [SEED]


def _made(by: Any, slug: str = "drawn") -> Challenge:
    now = timezone.now()
    return challenge_save(
        challenge=Challenge(
            slug=slug,
            title="Drawn",
            opens_at=now + HOUR,
            entries_close_at=now + 2 * HOUR,
            voting_closes_at=now + 3 * HOUR,
        ),
        by=by,
    )


def test_each_challenge_draws_its_own(staff: Any) -> None:
    first, second = _made(staff), _made(staff, "other")
    seeds = {first.score_seed, second.score_seed}
    assert len(seeds) == 2 and all(len(bytes.fromhex(seed)) == 16 for seed in seeds)


def test_a_copy_draws_anew(staff: Any) -> None:
    first = _made(staff)
    copied = challenge_copy(challenge=first, by=staff)
    assert len(copied.score_seed) == 32 and copied.score_seed != first.score_seed


def test_saving_it_again_keeps_the_draw(staff: Any) -> None:
    first = _made(staff)
    seed = first.score_seed
    first.tagline = "Now with words"
    challenge_save(challenge=first, by=staff)
    assert Challenge.objects.get(pk=first.pk).score_seed == seed


def test_who_opens_it_again_draws_anew(staff: Any) -> None:
    """Everybody knew the draw, so entries to come could be climbed by it."""
    made = _made(staff)
    closed = to_phase(made, "closed")
    seed = closed.draw
    closed.voting_closes_at = timezone.now() + HOUR
    challenge_save(challenge=closed, by=staff, words="We go on.")
    again = Challenge.objects.get(pk=made.pk)
    assert seed == made.score_seed and len(again.score_seed) == 32 != again.score_seed != seed


def test_a_challenge_without_a_draw_shows_exact_scores(scored: Any, api: Any) -> None:
    _, entry = scored
    Challenge.objects.update(score_seed="")
    ScoreReport.objects.update(seed="")
    told = api().get(f"/api/v1/score-reports/{entry.score_report_id}/").json()
    assert told["score"] == EXACT
