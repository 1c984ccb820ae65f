"""What stands in an installation, as JSON: run with any commit's code; stdin names who opens which
addresses.

Rows are told in words of this file, not of the models, so that the facts of an older commit and of
today compare. When a model changes, this file learns where the same fact stands now; the facts in
the JSON files are never changed.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chartbusters.settings")
settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# The manifest is made by `collectstatic`, and no page is shown here to anybody.
files = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.STORAGES = {**settings.STORAGES, "staticfiles": files}
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from recordings import lay_recordings  # noqa: E402
from visits import visit  # noqa: E402

from chartbusters.challenges.models import Challenge, Entry  # noqa: E402
from chartbusters.compositions.models import Composition, Rendering, Revision  # noqa: E402
from chartbusters.leaderboard.models import Board, RatingRun  # noqa: E402
from chartbusters.voting.models import Ballot, Vote  # noqa: E402
from generation.models import GenerationJob, StoredSong, TrainingEpoch, TrainingRun  # noqa: E402
from scoring.models import ScoreReport  # noqa: E402

PASSWORD = "an-older-installation-1"


def main() -> None:
    visits = json.load(sys.stdin)
    lay_recordings()
    facts = {name: dict(told()) for name, told in ROWS.items()}
    facts["addresses"] = {f"{who} {address}": visit(who, address) for who, address in visits}
    json.dump(facts, sys.stdout, ensure_ascii=False)


def moment(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat() if at else None


def songs() -> Iterator[tuple[str, Any]]:
    for stored in StoredSong.objects.order_by("digest"):
        song = stored.song
        facts = {"digest": song.digest, "title": song.title, "seconds": round(song.seconds, 3)}
        yield (
            stored.pk,
            {**facts, "tracks": [[t.name, t.program, t.drums, len(t.notes)] for t in song.tracks]},
        )


def people() -> Iterator[tuple[str, Any]]:
    for person in get_user_model().objects.order_by("pk"):
        yield (
            str(person.pk),
            {
                "name": person.username,
                "shown": person.shown_name,
                "about": person.about,
                "mail": [
                    [mail.email, mail.verified, mail.primary]
                    for mail in person.emailaddress_set.order_by("pk")
                ],
                "rights": [person.is_active, person.is_staff, person.is_superuser],
                "joined": moment(person.date_joined),
                "password": person.check_password(PASSWORD),
            },
        )


def compositions() -> Iterator[tuple[str, Any]]:
    for song in Composition.objects.select_related("owner", "head").order_by("pk"):
        yield (
            str(song.pk),
            {
                "owner": song.owner.username,
                "head": song.head.number if song.head else None,
                "made": moment(song.created_at),
                "touched": moment(song.updated_at),
                **{
                    name: getattr(song, name)
                    for name in ("title", "slug", "visibility", "licence", "process_note")
                },
            },
        )


def revisions() -> Iterator[tuple[str, Any]]:
    for one in Revision.objects.order_by("composition", "number"):
        facts = {
            "song": one.song_id,
            "origin": one.origin,
            "recipe": one.recipe,
            "made": moment(one.created_at),
        }
        yield f"{one.composition_id} {one.number}", facts


def recordings() -> Iterator[tuple[str, Any]]:
    for one in Rendering.objects.order_by("pk"):
        facts = {
            "state": one.state,
            "file": one.audio.name,
            "seconds": one.seconds,
            "loudness": one.loudness,
        }
        yield one.pk, {**facts, "peaks": one.peaks}


def challenges() -> Iterator[tuple[str, Any]]:
    for one in Challenge.objects.with_phase().order_by("pk"):
        names = ("title", "tagline", "overview", "genre", "rules", "published", "phase")
        times = [moment(one.opens_at), moment(one.entries_close_at), moment(one.voting_closes_at)]
        yield one.slug, {**{name: getattr(one, name) for name in names}, "times": times}


def entries() -> Iterator[tuple[str, Any]]:
    for one in Entry.objects.select_related("challenge", "maker", "revision").order_by("pk"):
        yield (
            str(one.pk),
            {
                "challenge": one.challenge.slug,
                "maker": one.maker.username,
                "composition": str(one.composition_id),
                "revision": one.revision.number if one.revision else None,
                "report": str(one.score_report_id),
                "song": one.song_id,
                "submitted": moment(one.submitted_at),
                "withdrawn": moment(one.withdrawn_at),
                **{name: getattr(one, name) for name in ("title", "process_note", "receipt")},
            },
        )


def reports() -> Iterator[tuple[str, Any]]:
    for one in ScoreReport.objects.order_by("pk"):
        names = ("genre", "version", "state", "metrics", "groups", "score")
        told = json.dumps([getattr(one, name) for name in names], sort_keys=True)
        yield (
            str(one.pk),
            {
                "song": one.song_id,
                "score": one.score,
                "all": hashlib.sha256(told.encode()).hexdigest(),
            },
        )


def ballots() -> Iterator[tuple[str, Any]]:
    for one in Ballot.objects.select_related("challenge", "voter").order_by("pk"):
        yield (
            str(one.pk),
            {
                "challenge": one.challenge.slug,
                "voter": one.voter.username,
                "pair": [str(one.entry_a_id), str(one.entry_b_id)],
                "seed": one.seed,
                "heard": [one.heard_ms_a, one.heard_ms_b],
                "times": [moment(one.issued_at), moment(one.heard_at), moment(one.skipped_at)],
            },
        )


def votes() -> Iterator[tuple[str, Any]]:
    for one in Vote.objects.order_by("pk"):
        void = one.voids.select_related("by").order_by("number").first()
        facts = {"ballot": str(one.ballot_id), "outcome": one.outcome, "cast": moment(one.cast_at)}
        yield (
            str(one.pk),
            {
                **facts,
                "void": [void.by.username, void.reason, moment(void.created_at)] if void else None,
            },
        )


def ratings() -> Iterator[tuple[str, Any]]:
    for run in RatingRun.objects.select_related("challenge").order_by("pk"):
        names = ("position", "rating", "low", "high", "rank_low", "rank_high", "votes")
        figures = attrgetter(*names)
        rows = {str(one.entry_id): list(figures(one)) for one in run.standings.all()}
        facts = {
            "challenge": run.challenge.slug,
            "votes": run.votes,
            "parameters": run.parameters,
            "rows": rows,
        }
        yield f"{run.inputs_digest} {run.version}", facts


def boards() -> Iterator[tuple[str, Any]]:
    for board in Board.objects.select_related("challenge", "run").order_by("pk"):
        yield board.challenge.slug, {"shows": board.run.inputs_digest if board.run else None}


def jobs() -> Iterator[tuple[str, Any]]:
    for one in GenerationJob.objects.select_related("owner").order_by("pk"):
        names = ("technique", "model", "seed", "parameters", "recipe", "session_key", "attempt")
        yield (
            str(one.pk),
            {
                "owner": one.owner.username if one.owner else None,
                "state": [one.state, one.cancel_requested, one.error_message],
                "error_code": one.error_code,
                "songs": [one.source_id, one.result_id],
                "times": [moment(one.created_at), moment(one.started_at), moment(one.finished_at)],
                **{name: getattr(one, name) for name in names},
            },
        )


def trainings() -> Iterator[tuple[str, Any]]:
    for run in TrainingRun.objects.select_related("owner").order_by("pk"):
        names = ("technique", "genre", "plan", "state", "attempt")
        yield (
            str(run.pk),
            {"owner": run.owner.username, **{name: getattr(run, name) for name in names}},
        )
    for one in TrainingEpoch.objects.order_by("pk"):
        names = ("phase", "at", "losses", "figures", "sample_id")
        yield (
            f"epoch {one.pk}",
            {"run": str(one.run_id), **{name: getattr(one, name) for name in names}},
        )


TOLD = [songs, people, compositions, revisions, recordings, challenges, entries, reports]
TOLD += [ballots, votes, ratings, boards, jobs, trainings]
ROWS = {told.__name__: told for told in TOLD}


if __name__ == "__main__":
    main()
