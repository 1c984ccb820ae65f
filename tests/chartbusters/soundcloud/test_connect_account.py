"""A person connects an account by OAuth with PKCE: once, in the same browser, within minutes."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db.models import F

from chartbusters.challenges.models import Organiser, Role
from chartbusters.soundcloud import services
from chartbusters.soundcloud.models import Authorisation, Connection
from chartbusters.soundcloud.tokens import tokens_open
from chartbusters.web.errors import Refusal
from tests.chartbusters.soundcloud.conftest import BACK
from tests.chartbusters.soundcloud.fake import SoundCloud

pytestmark = pytest.mark.django_db


def _begun(person: Any) -> str:
    return services.connection_begin(person=person, session="here", back=BACK)


def _state(address: str) -> str:
    return parse_qs(urlsplit(address).query)["state"][0]


@pytest.mark.postgres
def test_it_works(
    soundcloud: SoundCloud, client_of: Any, alice: Any, allow: Any, composition_of: Any
) -> None:
    browser, song = client_of(alice), composition_of(alice)
    away = browser.get(f"/soundcloud/connect/?song={song.pk}")
    assert away.status_code == 302 and away["Location"].startswith(f"{soundcloud.url}/authorize?")
    back = browser.get("/soundcloud/callback/", allow(away["Location"]), follow=True)
    assert back.redirect_chain == [(f"{song.get_absolute_url()}#soundcloud", 302)]
    assert "SoundCloud is connected, as alice-plays." in back.content.decode()
    made = Connection.objects.get()
    assert (made.person, made.account, made.ended_because) == (alice, "soundcloud:users:1", "")
    assert not Authorisation.objects.exists()


def test_who_connects_for_a_challenge_comes_back_to_it(
    soundcloud: SoundCloud, client_of: Any, alice: Any, bob: Any, allow: Any, challenge_in: Any
) -> None:
    challenge = challenge_in("closed")
    Organiser.objects.create(challenge=challenge, person=alice, role=Role.EDITOR)
    assert client_of(bob).get("/soundcloud/connect/?challenge=tunes").status_code == 404
    browser = client_of(alice)
    away = browser.get("/soundcloud/connect/?challenge=tunes")
    back = browser.get("/soundcloud/callback/", allow(away["Location"]), follow=True)
    assert back.redirect_chain == [("/challenges/tunes/playlist/#soundcloud", 302)]


def test_tokens_are_encrypted(
    soundcloud: SoundCloud, alice: Any, connected: Callable[[Any], Connection], settings: Any
) -> None:
    made = connected(alice)
    access, refresh = tokens_open(made.tokens)
    assert access in soundcloud.access and refresh in soundcloud.refresh
    row = Connection.objects.values().get()
    assert access not in str(row) and refresh not in str(row)
    settings.SECRET_KEY = "another one"
    with pytest.raises(Exception, match="signed_out"):
        tokens_open(made.tokens)


def test_no_token_is_logged(
    soundcloud: SoundCloud, alice: Any, connected: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    soundcloud.fail("GET /me", "cut")
    with pytest.raises(Refusal, match=r"did not answer.*Nothing was connected"):
        connected(alice)
    connected(alice)
    secrets = [*soundcloud.access, *soundcloud.refresh]
    assert len(secrets) == 4 and not [one for one in secrets if one in caplog.text]


def test_a_state_is_good_once(soundcloud: SoundCloud, alice: Any) -> None:
    state = _state(_begun(alice))
    services.connection_arrive(person=alice, session="here", state=state)
    with pytest.raises(Refusal, match="Connect once more"):
        services.connection_arrive(person=alice, session="here", state=state)


@pytest.mark.parametrize(
    "wrong", [{"session": "elsewhere"}, {"state": "made-up"}, {"person": "bob"}, {"minutes": 11}]
)
def test_it_rejects_a_way_that_is_not_theirs(
    soundcloud: SoundCloud, alice: Any, bob: Any, wrong: dict[str, Any]
) -> None:
    came = {"person": alice, "session": "here", "state": _state(_begun(alice))}
    late = timedelta(minutes=wrong.pop("minutes", 0))
    Authorisation.objects.update(created_at=F("created_at") - late)
    came |= {"person": bob} if "person" in wrong else wrong
    with pytest.raises(Refusal, match="Connect once more"):
        services.connection_arrive(**came)
    assert not soundcloud.asked("POST", "/oauth/token")


def test_ten_tabs_at_most(soundcloud: SoundCloud, alice: Any) -> None:
    states = [_state(_begun(alice)) for _ in range(12)]
    assert Authorisation.objects.count() == 10
    services.connection_arrive(person=alice, session="here", state=states[-1])
    services.connection_arrive(person=alice, session="here", state=states[3])
    with pytest.raises(Refusal):
        services.connection_arrive(person=alice, session="here", state=states[0])


def test_it_handles_a_no(soundcloud: SoundCloud, client_of: Any, alice: Any) -> None:
    browser = client_of(alice)
    state = _state(browser.get("/soundcloud/connect/")["Location"])
    said = {"error": "access_denied", "state": state}
    back = browser.get("/soundcloud/callback/", said, follow=True)
    assert "You did not let us in at SoundCloud" in back.content.decode()
    assert not Connection.objects.exists()


@pytest.mark.parametrize("late", [0, 61])
def test_a_code_is_good_once_and_for_a_minute(
    soundcloud: SoundCloud, alice: Any, allow: Any, late: int
) -> None:
    came = allow(_begun(alice))
    if not late:
        services.connection_make(person=alice, back=BACK, **came)
    soundcloud.ahead = late
    with pytest.raises(Refusal, match="Connect once more"):
        services.connection_make(person=alice, back=BACK, **came)


def test_a_code_is_good_with_its_verifier_alone(
    soundcloud: SoundCloud, alice: Any, allow: Any
) -> None:
    """Who steals the code, and has another state, gets nothing for it."""
    code = allow(_begun(alice))["code"]
    with pytest.raises(Refusal, match="Connect once more"):
        services.connection_make(person=alice, state=_state(_begun(alice)), code=code, back=BACK)


@pytest.mark.parametrize("fault", ["503-html", "403-html", "slow", "slow-body", "cut", "junk"])
def test_it_handles_a_soundcloud_that_fails(
    soundcloud: SoundCloud, alice: Any, client_of: Any, allow: Any, fault: str
) -> None:
    browser = client_of(alice)
    came = allow(browser.get("/soundcloud/connect/")["Location"])
    soundcloud.fail("POST /oauth/token", fault)
    back = browser.get("/soundcloud/callback/", came, follow=True)
    assert back.status_code == 200 and "did not answer" in back.content.decode()
    assert not Connection.objects.exists()


def test_it_requires_sign_in(soundcloud: SoundCloud, visitor: Any) -> None:
    for address in ("/soundcloud/connect/", "/soundcloud/callback/", "/accounts/soundcloud/"):
        assert visitor.get(address)["Location"].startswith("/accounts/login/")


def test_without_a_client_id_there_is_nothing(client_of: Any, alice: Any) -> None:
    browser = client_of(alice)
    for address in ("/soundcloud/connect/", "/soundcloud/callback/", "/accounts/soundcloud/"):
        assert browser.get(address).status_code == 404


def test_disconnecting_forgets_the_tokens(
    soundcloud: SoundCloud, alice: Any, client_of: Any, connected: Callable[[Any], Connection]
) -> None:
    access, _ = tokens_open(connected(alice).tokens)
    client_of(alice).post("/accounts/soundcloud/disconnect/")
    assert not Connection.objects.exists() and access not in soundcloud.access
    services.connection_end(person=alice)  # twice is as good as once


def test_disconnecting_works_while_soundcloud_is_away(
    soundcloud: SoundCloud, alice: Any, connected: Callable[[Any], Connection]
) -> None:
    connected(alice)
    soundcloud.fail("POST /sign-out", "503-html")
    services.connection_end(person=alice)
    assert not Connection.objects.exists()
