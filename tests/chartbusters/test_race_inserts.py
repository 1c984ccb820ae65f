"""What may be there once is made once, however many ask at one moment; the others are told, and it
is no fault."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from chartbusters.accounts.models import Token, User
from chartbusters.accounts.services import token_create, token_revoke
from chartbusters.challenges.models import Challenge, ChallengeNote
from chartbusters.compositions.models import Composition, Rendering
from chartbusters.compositions.rendering import rendering_request
from chartbusters.compositions.services import composition_create
from chartbusters.joining.models import JoinCode, ListedAddress
from chartbusters.joining.services import addresses_list, people_add
from chartbusters.leaving.models import Departure, Export
from chartbusters.leaving.services import export_request, person_erase
from chartbusters.web.errors import Refusal
from generation.models import GenerationJob, StoredSong
from generation.services import job_cancel, job_create, song_store
from scoring.models import ScoreReport
from scoring.services import score_report_request
from tests.interleaving import interleaved

Action = Callable[[], Any]
SIGN_UP = {
    "username": "dora",
    "password1": "a-long-sentence",
    "password2": "a-long-sentence",
    "email": "",
}
CHALLENGE = {
    "title": "Tunes",
    "slug": "tunes",
    "genre": "pop",
    "tagline": "",
    "overview": "",
}
TIMES = {
    "opens_at": "2031-01-01",
    "entries_close_at": "2031-01-02",
    "voting_closes_at": "2031-01-03",
}


class Place:
    """Everybody and everything that is needed to ask for something that may be there once."""

    def __init__(self, staff: Any, song: Any) -> None:
        self.staff, self.song, self.link = staff, song, ""
        self.person = User.objects.create_user(f"person{User.objects.count()}")

    def window(self, person: Any = None) -> Client:
        client = Client(raise_request_exception=False)
        if person:
            client.force_login(person)
        return client

    def sends(self, address: str, form: dict[str, str], person: Any = None) -> Action:
        client = self.window(person)
        return lambda: client.post(address, form)

    def takes_token_away(self) -> Action:
        return lambda: [
            token_revoke(token=token) for token in Token.objects.filter(user=self.person)
        ]

    def adds_people(self) -> Action:
        return lambda: people_add(
            text="zoe,zoe@example.org", by=self.staff, address=lambda page, code: code
        )

    def welcomed(self) -> Action:
        if not self.link:  # both come by the same one
            (added,) = people_add(text="zoe", by=None, address=lambda page, code: code)
            self.link = f"/welcome/{added.link}/"
        return self.sends(self.link, {"password": "a-long-sentence"})

    def makes_job(self) -> Action:
        wish = {"technique": "gan", "model": "gan-pop", "song": self.song, "seed": 1}
        return lambda: job_create(owner=self.person, session_key="", **wish)

    def cancels(self) -> Action:
        job = job_create(
            owner=self.person, session_key="", technique="gan", model="gan-pop", song=self.song
        )
        return lambda: job_cancel(pk=str(job.pk))


def challenge_form() -> dict[str, str]:
    times = {f"{name}_0": day for name, day in TIMES.items()} | {
        f"{name}_1": "10:00:00" for name in TIMES
    }
    return {**CHALLENGE, **times}


ACTIONS: dict[str, Callable[[Place], Action]] = {
    "sign up": lambda at: at.sends("/accounts/signup/", SIGN_UP),
    "sign up with a mail address": lambda at: at.sends(
        "/accounts/signup/", {**SIGN_UP, "email": "dora@example.org"}
    ),
    "add a mail address": lambda at: at.sends(
        "/accounts/email/", {"action_add": "", "email": "more@example.org"}, at.person
    ),
    "make a token": lambda at: lambda: token_create(owner=at.person, name="ci", days=3),
    "take a token away": Place.takes_token_away,
    "save a song": lambda at: (
        lambda: composition_create(owner=at.person, song=at.song, title="A tune")
    ),
    "store a song": lambda at: lambda: song_store(song=at.song),
    "ask for a recording": lambda at: (
        lambda: rendering_request(digest=song_store(song=at.song).pk, owner=at.person)
    ),
    "ask for a score": lambda at: (
        lambda: score_report_request(song=song_store(song=at.song), genre="pop")
    ),
    "ask for an archive": lambda at: lambda: export_request(owner=at.person),
    "leave": lambda at: lambda: person_erase(person=at.person, by=at.person),
    "ask for music": Place.makes_job,
    "cancel a job": Place.cancels,
    "add people": lambda at: (
        lambda: people_add(text="zoe,zoe@example.org", by=at.staff, address=lambda page, code: code)
    ),
    "come in": Place.welcomed,
    "list addresses": lambda at: (
        lambda: addresses_list(text="a@example.org b@example.org", by=at.staff)
    ),
    "make a join code": lambda at: at.sends(
        "/admin/joining/joincode/add/",
        {"code": "CHOIR7", "active": "on", "note": "", "places": ""},
        at.staff,
    ),
    "make a challenge": lambda at: at.sends(
        "/admin/challenges/challenge/add/", challenge_form(), at.staff
    ),
    "make a person": lambda at: at.sends(
        "/admin/accounts/user/add/",
        {**SIGN_UP, "usable_password": "true"},
        at.staff,
    ),
}
PAIRS = [
    *((name, name) for name in ACTIONS),
    *(("make a token", "take a token away"), ("save a song", "leave"), ("make a token", "leave")),
    *(
        ("ask for an archive", "leave"),
        ("ask for music", "leave"),
        ("add people", "sign up"),
        ("leave", "save a song"),
    ),
]
MADE = [
    *(
        ChallengeNote,
        Challenge,
        ScoreReport,
        Rendering,
        GenerationJob,
        Export,
        Departure,
        Token,
        JoinCode,
    ),
    *(ListedAddress, EmailAddress),
]


# On PostgreSQL each test costs seconds: there those are tried that a transaction of one writer
# hides on SQLite.
LOCKING = {
    "sign up",
    "make a token",
    "save a song",
    "leave",
    "come in",
    "make a join code",
    "make a challenge",
}
TRIED = [
    pytest.param(*pair, marks=pytest.mark.postgres if LOCKING.issuperset(pair) else ())
    for pair in PAIRS
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("first", "second"), TRIED, ids=lambda name: name.replace(" ", "-"))
def test_nobody_gets_a_fault_of_ours(
    first: str, second: str, staff: Any, sample_song: Any, settings: Any
) -> None:
    settings.REGISTRATION = "open"
    number = 0

    def make() -> tuple[Action, Action]:
        nonlocal number
        number += 1
        for model in MADE:
            model._base_manager.all().delete()
        Composition.objects.update(head=None)
        Composition.objects.all().delete()
        StoredSong.objects.all().delete()
        User.objects.exclude(pk=staff.pk).delete()
        place = Place(staff, sample_song(title=f"No. {number}"))
        return ACTIONS[first](place), ACTIONS[second](place)

    for outcome in interleaved(make):
        for answer in outcome[1:]:
            assert not isinstance(answer, Exception) or isinstance(answer, Refusal), outcome
            assert getattr(answer, "status_code", 200) < 500, (outcome, answer.content[:300])
        if not outcome.step:  # they came one after the other, so the first had nobody in its way
            assert not isinstance(outcome.first, Exception)
            assert getattr(outcome.first, "status_code", 302) == 302, outcome.first.content
        assert User.objects.filter(username="dora").count() <= 1
        assert User.objects.filter(username="zoe").count() <= 1
        assert Token.objects.filter(name="ci").count() <= 1
        assert Challenge.objects.count() <= 1 and JoinCode.objects.count() <= 1
        assert Export.objects.count() <= 1 and Departure.objects.count() <= 1
