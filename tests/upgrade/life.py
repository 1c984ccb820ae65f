"""What people did on an installation of 67e41d1, after its demo: run by `make.py` with that
commit's code only.

It leaves one of everything that an upgrade could lose: histories, links, tokens, sessions, votes
voided and pairs skipped, entries withdrawn, jobs in every state. Frozen with the commit whose
services it calls.
"""

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chartbusters.settings")
django.setup()

from allauth.account.models import EmailAddress  # noqa: E402
from celery import current_app  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.contrib.sessions.models import Session  # noqa: E402
from django.db.models.functions import Now  # noqa: E402
from rest_framework.authtoken.models import Token  # noqa: E402

from chartbusters.challenges.models import Challenge, Entry  # noqa: E402
from chartbusters.challenges.services import entry_withdraw  # noqa: E402
from chartbusters.compositions.models import Composition, Origin, Rendering  # noqa: E402
from chartbusters.compositions.services import (  # noqa: E402
    Source,
    composition_create,
    composition_update,
    revision_add,
)
from chartbusters.demo.contests import enter  # noqa: E402
from chartbusters.leaderboard.services import board_refresh  # noqa: E402
from chartbusters.sharing.services import secret_link_make  # noqa: E402
from chartbusters.voting.models import Vote  # noqa: E402
from chartbusters.voting.services import ballot_issue, ballot_skip, vote_void  # noqa: E402
from generation.models import GenerationJob, JobState, StoredSong, TrainingEpoch, TrainingRun  # noqa: E402
from generation.services import job_cancel, job_claim, job_create  # noqa: E402
from generation.workers.jobs import run  # noqa: E402

User = get_user_model()
PASSWORD = "an-older-installation-1"
FAR = datetime(2126, 1, 1, tzinfo=UTC)  # phases stay what they are while the file is kept
LONG_AGO = datetime(2026, 11, 22, tzinfo=UTC)


def main() -> None:
    current_app.conf.broker_url = "memory://localhost/"
    ada, bela, dario = (User.objects.get(username=name) for name in ("ada", "bela", "dario"))
    keys(ada, dario)
    links = songs(ada, bela)
    jobs(ada)
    contests(bela)
    training()
    json.dump([*links, *addresses()], sys.stdout)


def keys(ada: Any, dario: Any) -> None:
    """Ways in: a password, a mail address, a session, a token; and somebody who was shut out."""
    ada.set_password(PASSWORD)
    ada.email = "ada@example.org"
    ada.save()
    EmailAddress.objects.create(user=ada, email="ada@example.org", verified=True, primary=True)
    Token.objects.create(user=dario, key="0123456789abcdef0123456789abcdef01234567")
    User.objects.create_user("gone", is_active=False, display_name="Switched Off")
    signed_in = {
        "_auth_user_id": str(ada.pk),
        "_auth_user_hash": ada.get_session_auth_hash(),
        "_auth_user_backend": "django.contrib.auth.backends.ModelBackend",
    }
    sealed = SessionStore().encode(signed_in)
    Session.objects.create(
        session_key="an0ld1nstallat10nsadastayss1gned", session_data=sealed, expire_date=FAR
    )


def songs(ada: Any, bela: Any) -> list[tuple[str, str]]:
    """Histories of several steps, every visibility and licence, two secret links of which one is
    dead."""
    entered = Composition.objects.filter(owner=ada).select_related("head__song").first()
    assert entered is not None and entered.head is not None
    song = entered.head.song.song
    renamed = song.with_title("Für Übermut")
    private = composition_create(owner=ada, song=renamed, title="Für Übermut – ½", source=Source())
    for number, origin in enumerate((Origin.RECORDED, Origin.IMPORTED, Origin.EDITED), start=1):
        revision_add(composition=private, song=shorter(song, number), source=Source(origin))
    composition_update(
        composition=private, process_note="By hand,\nand by ear.", licence="cc-by-sa"
    )
    secret = composition_create(owner=bela, song=shorter(song, 5), title="Only for the Band")
    dead, alive = secret_link_make(composition=secret), secret_link_make(composition=secret)
    for rendering in Rendering.objects.order_by("song_id")[:2]:
        Rendering.objects.filter(pk=rendering.pk).update(
            state="done", audio=f"renderings/{rendering.pk}.mp3", seconds=12.5,
            loudness=-16.25, peaks=[0, 50, 100],
            finished_at=LONG_AGO,
        )  # fmt: skip
    parts = [
        f"/s/{alive}/{part}"
        for part in ("", "embed/", "notes.json", "rendering.json", "song.mid", "card.png")
    ]
    return [("visitor", address) for address in (*parts, f"/s/{dead}/", f"/s/{dead}/notes.json")]


def shorter(song: Any, by: int) -> Any:
    """The song without the last notes of its first track."""
    first, *others = song.tracks
    return replace(song, tracks=(replace(first, notes=first.notes[:-by]), *others))


def jobs(ada: Any) -> None:
    """One in each state, one of a visitor, and one whose worker fell silent."""
    melody = StoredSong.objects.filter(jobs_from__isnull=False).order_by("digest").first()
    assert melody is not None
    wish = {"technique": "gan", "model": "gan-pop", "song": melody.song, "session_key": ""}
    done = job_create(
        owner=None, **{**wish, "session_key": "avisitorssessionkeyof32letters00"}, seed=101
    )
    run(pk=str(done.pk), worker="old")
    failed = job_create(owner=ada, **wish, seed=102)
    GenerationJob.objects.filter(pk=failed.pk).update(
        state=JobState.FAILED,
        attempt=3,
        error_code="gave_up",
        error_message="It stopped.",
        finished_at=LONG_AGO,
    )
    cancelled = job_create(owner=ada, **wish, seed=103)
    job_cancel(pk=str(cancelled.pk))
    silent = job_create(owner=ada, **wish, seed=104)
    job_claim(pk=str(silent.pk), worker="a worker that is gone")
    GenerationJob.objects.filter(pk=silent.pk).update(lease_until=LONG_AGO, started_at=LONG_AGO)
    job_create(owner=ada, **wish, seed=105)


def contests(bela: Any) -> None:
    """An entry withdrawn, a vote voided, a pair skipped and one not yet judged; times that stay
    ahead."""
    organiser = User.objects.get(username="organiser")
    opened = Challenge.objects.get(slug="back-to-bach")
    entry_withdraw(entry=enter(opened, bela, "largo", "gan-bach", 41, "Largo, Taken Back"))
    voting = Challenge.objects.get(slug="sound-science-fair")
    listener = User.objects.create_user("late-listener")
    skipped = ballot_issue(challenge=voting, voter=listener)
    assert skipped is not None
    ballot_skip(ballot=skipped)
    ballot_issue(challenge=voting, voter=listener)
    vote_void(
        vote=Vote.objects.filter(ballot__challenge=voting).order_by("pk")[3],
        by=organiser,
        reason="a test vote",
    )
    for challenge in (voting, Challenge.objects.get(slug="trick-or-melody")):
        board_refresh(challenge=challenge)
    Challenge.objects.filter(pk=opened.pk).update(
        entries_close_at=FAR, voting_closes_at=FAR + timedelta(days=9)
    )
    Challenge.objects.filter(pk=voting.pk).update(voting_closes_at=FAR)
    later = {
        "opens_at": FAR,
        "entries_close_at": FAR + timedelta(days=1),
        "voting_closes_at": FAR + timedelta(days=2),
    }
    Challenge.objects.create(
        slug="not-yet", title="Not Yet", overview="Later.", published=False, **later
    )
    Entry.objects.filter(challenge=voting).update(process_note="Told to nobody before the end.")


def training() -> None:
    """A run that ended, with an epoch and what it played."""
    organiser = User.objects.get(username="organiser")
    run = TrainingRun.objects.create(
        owner=organiser, technique="gan", genre="pop", plan={"steps": 5},
        state=JobState.DONE, attempt=1, progress=1.0,
        stage="Done", finished_at=Now(),
    )  # fmt: skip
    sample = StoredSong.objects.order_by("digest").first()
    losses = {"train": {"critic": -0.25}, "valid": {"critic": -0.5}}
    TrainingEpoch.objects.create(
        run=run, phase="main", at=5, losses=losses, figures={"in key": 0.75}, sample=sample
    )


def addresses() -> Iterator[tuple[str, str]]:
    """Who opens what: every address that people may have written down, put in a page, or built a
    program on."""
    for person in User.objects.order_by("pk"):
        yield "visitor", f"/@{person.username}/"
    for song in Composition.objects.select_related("owner").order_by("created_at", "pk"):
        yield from song_addresses(song)
    for challenge in Challenge.objects.order_by("pk"):
        yield from challenge_addresses(challenge)
    for job in GenerationJob.objects.filter(owner__username="ada").order_by("created_at", "pk"):
        yield "ada", f"/api/v1/generation-jobs/{job.pk}/"
    yield from (
        ("ada", address)
        for address in ("/compositions/", "/api/v1/compositions/", "/accounts/profile/")
    )
    yield "dario", "/api/v1/compositions/"
    yield from (
        ("visitor", address) for address in ("/challenges/", "/studio/", "/accounts/login/")
    )


def song_addresses(song: Composition) -> Iterator[tuple[str, str]]:
    named, embedded = f"/@{song.owner.username}/{song.slug}/", f"/embed/{song.pk}/"
    for part in ("", "notes.json", "rendering.json", "song.mid", "card.png"):
        yield "visitor", named + part
        yield "visitor", embedded + part
    yield "visitor", f"/oembed?url=http://localhost{named}"
    for address in (
        named,
        f"/api/v1/compositions/{song.pk}/",
        f"/api/v1/compositions/{song.pk}/revisions/",
    ):
        yield "ada", address


def challenge_addresses(challenge: Challenge) -> Iterator[tuple[str, str]]:
    home = f"/challenges/{challenge.slug}/"
    for address in (home, f"{home}entries/", f"{home}leaderboard/", f"{home}votes.json"):
        yield "visitor", address
    for kind in ("challenges", "leaderboards"):
        yield "visitor", f"/api/v1/{kind}/{challenge.slug}/"
    yield "ada", f"/api/v1/challenges/{challenge.slug}/entries/"
    yield "ada", f"{home}vote/"
    for entry in challenge.entries.order_by("pk"):
        for address in (f"{home}entries/{entry.pk}/", f"{home}entries/{entry.pk}/document.json"):
            yield "visitor", address
            yield "ada", address
        yield "ada", f"/api/v1/entries/{entry.pk}/"


if __name__ == "__main__":
    main()
