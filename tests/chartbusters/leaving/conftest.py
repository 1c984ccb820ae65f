"""Somebody who has done everything that one can do on the site."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt, AccessLog
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client

from chartbusters.accounts.services import token_create
from chartbusters.challenges.models import Challenge
from chartbusters.challenges.services import entry_create, entry_withdraw
from chartbusters.compositions.checkpointing import checkpoint_add
from chartbusters.compositions.drafting import Base, Writing, draft_keep
from chartbusters.compositions.models import Composition, Rendering, RenderingState
from chartbusters.compositions.services import composition_create, composition_update, revision_add
from chartbusters.jury.models import Criterion, Juror
from chartbusters.jury.services import sheet_save, sheet_submit
from chartbusters.leaderboard.services import board_refresh
from chartbusters.sharing.services import secret_link_make
from chartbusters.voting.models import Ballot
from chartbusters.voting.services import ballot_issue, vote_cast
from generation.services import job_create
from tests.chartbusters.leaving.lives import FACTOR, PASSWORD, Life
from tests.contests import to_phase


@pytest.fixture
def life(
    contest: Callable[..., Any],
    challenge_in: Callable[..., Challenge],
    sample_song: Callable[..., Any],
    heard_ballot: Callable[..., Ballot],
    bob: Any,
) -> Life:
    """`life.person`: account, keys, songs, links, recordings, takes, entries judged and not, votes
    cast and not."""
    told = Life()
    told.person = person = get_user_model().objects.create_user(
        "zuzanna",
        "zuzanna@example.org",
        PASSWORD,
        display_name="Zuzanna Quill",
        about="I am Zuzanna.",
    )
    _keys(told)
    told.voting = _voted(told, contest, sample_song, heard_ballot, bob)
    _judged(told, challenge_in("upcoming", slug="another-jury"))
    song = composition_create(
        owner=person, song=sample_song(title="Zuzannas Lied"), title="Zuzanna's Song"
    )
    revision_add(composition=song, song=sample_song(bars=6, title="Zuzannas Lied"))
    composition_update(composition=song, visibility="public", process_note="Zuzanna did this.")
    song.refresh_from_db()
    told.secret = secret_link_make(composition=song)
    told.file = _worked_on(song, sample_song(bars=2, title="Zuzannas Skizze"))
    job_create(
        owner=person,
        session_key="",
        technique="gan",
        model="gan-pop",
        song=sample_song(title="Zuzannas Take"),
    )
    opened = challenge_in("open", slug="open-one")
    # Public all the time, so that it is her leaving that takes her pages away.
    said = {"process_note": "Zuzanna entered.", "heard_by_all": True}
    told.fresh = entry_create(challenge=opened, composition=song, maker=person, **said)
    return told


def _judged(told: Life, other: Challenge) -> None:
    """A jury on which she has submitted a sheet and begun another; and an invitation by mail."""
    criterion = Criterion.objects.create(
        challenge=told.voting, name="Melody", **{f"level_{n}": f"Words {n}" for n in range(1, 6)}
    )
    juror = Juror.objects.create(
        challenge=told.voting, person=told.person, number=1, accepted_at=told.voting.created_at
    )
    theirs = told.voting.entries.filter(withdrawn_at=None).exclude(maker=told.person)
    first, second, _ = theirs.order_by("number")
    sheet_submit(
        juror=juror, number=first.number, levels={criterion.pk: 4}, comment="Zuzanna liked it."
    )
    sheet_save(juror=juror, number=second.number, levels={}, comment="Zuzanna thinks.")
    Juror.objects.create(challenge=other, email="zuz@example.org", number=1, link="digest")


def _worked_on(song: Composition, sketch: Any) -> str:
    """A draft of it is on the site; the file of its recording."""
    draft_keep(
        owner=song.owner,
        key=uuid4(),
        song=sketch,
        title="Zuzanna tries",
        writing=Writing(writer=uuid4(), version=0),
        base=Base(song.pk, 2),
    )
    checkpoint_add(composition=song, song=sketch, name="Zuzanna kept take 2")
    return _recorded(song)


def _recorded(song: Composition) -> str:
    """The file of the song's recording, which is there."""
    rendering = Rendering.objects.get(song_id=song.head.song_id)
    rendering.state = RenderingState.DONE
    rendering.audio.save(f"{song.head.song_id}.mp3", ContentFile(b"sound"))
    return str(rendering.audio.name)


def _keys(told: Life) -> None:
    person = told.person
    EmailAddress.objects.create(user=person, email="zuz@example.org", verified=True)
    _, told.token = token_create(owner=person, name="Zuzanna's robot", days=None)
    Authenticator.objects.create(
        user=person, type=Authenticator.Type.TOTP, data={"secret": FACTOR, "of": "zuzanna"}
    )
    person.groups.add(Group.objects.create(name="Jury"))
    seen = {
        "ip_address": "203.0.113.7",
        "user_agent": "Zuzanna's browser",
        "http_accept": "*/*",
        "path_info": "/",
    }
    AccessLog.objects.create(username="Zuzanna", **seen)
    AccessAttempt.objects.create(username="zuz@example.org", failures_since_start=2, **seen)
    told.browser = Client()
    told.browser.force_login(person)


def _voted(told: Life, contest: Any, sample_song: Any, heard_ballot: Any, bob: Any) -> Challenge:
    """A challenge with her entry on the board, a vote of hers, and a pair that she has not
    judged."""
    challenge, _ = contest("open", 3)
    song = composition_create(owner=told.person, song=sample_song(transpose=7), title="Up a Fifth")
    early = composition_create(
        owner=told.person, song=sample_song(transpose=9, title="Zuzannas Erstes"), title="Early"
    )
    entry_withdraw(entry=entry_create(challenge=challenge, composition=early, maker=told.person))
    said = {"process_note": "Zuzanna wrote this by hand.", "heard_by_all": True}
    told.judged = entry_create(challenge=challenge, composition=song, maker=told.person, **said)
    challenge = to_phase(challenge, "voting")
    vote_cast(ballot=heard_ballot(told.person, challenge), outcome="a")
    for outcome in ("a", "b", "tie"):
        vote_cast(ballot=heard_ballot(bob, challenge), outcome=outcome)
    ballot_issue(challenge=challenge, voter=told.person)
    board_refresh(challenge=challenge)
    return challenge
