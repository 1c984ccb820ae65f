"""Whoever guesses passwords waits; whom they guess at does not."""

import time
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import LazySettings
from django.core import mail
from django.core.cache import cache

from chartbusters.accounts.guessing import attempt_count
from chartbusters.web import windows
from tests.chartbusters.accounts.browsers import RIGHT, browser, guess, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("guesses_counted")]


def test_it_works(alice: Any) -> None:
    assert sign_in(browser(), "alice", "wrong") == 200
    assert sign_in(browser(), "alice", RIGHT) == 302


def test_a_stranger_locks_nobody_out(alice: Any) -> None:
    guess(6, networks=1)
    assert sign_in(browser(), "alice", RIGHT) == 302


@pytest.fixture
def one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of limits stands: a slow machine sees a new minute begin between two guesses."""
    moment = time.time()
    monkeypatch.setattr(windows, "time", SimpleNamespace(time=lambda: moment))


@pytest.mark.usefixtures("one_minute")
def test_many_networks_guess_at_one_account_slowly(alice: Any) -> None:
    assert set(guess(20)) == {200}
    assert guess(30)[3:] == [429] * 27
    # the guesser who is right at last learns nothing
    assert sign_in(browser("10.0.0.11"), "alice", RIGHT) == 429


def test_names_of_nobody_and_other_spellings_are_counted_alike(alice: Any) -> None:
    for spellings in (["alice", "ALICE", "alice@example.org"], ["nobody", "NOBODY", "Nobody"]):
        cache.clear()
        tries = [
            sign_in(browser(f"10.1.0.{turn}"), spellings[turn % 3], "guess") for turn in range(25)
        ]
        assert tries[:20] == [200] * 20 and 429 in tries[20:]


def test_one_network_that_sprays_many_names_is_stopped(alice: Any, bob: Any) -> None:
    tries = [sign_in(browser("10.2.0.1"), f"name{turn}", "Summer2026") for turn in range(40)]
    assert tries == [200] * 30 + [429] * 10
    assert sign_in(browser("10.2.0.2"), "bob", "bob-pass-1") == 302


def test_a_known_device_comes_in_under_attack_from_within_its_network(alice: Any) -> None:
    mine = browser("10.1.0.0")
    assert sign_in(mine, "alice", RIGHT) == 302
    mine.post("/accounts/logout/")
    guess(60, networks=1)
    guess(60)
    assert sign_in(mine, "alice", RIGHT) == 302


def test_a_known_device_has_a_count_of_its_own(alice: Any) -> None:
    mine = browser()
    sign_in(mine, "alice", RIGHT)
    mine.post("/accounts/logout/")
    assert {sign_in(mine, "alice", "guess") for _ in range(20)} == {200}
    # from here on as an unknown one
    assert {sign_in(mine, "alice", "guess") for _ in range(20)} == {200}
    assert sign_in(mine, "alice", "guess") in (200, 429)
    assert 429 in {sign_in(mine, "alice", "guess") for _ in range(5)}


def test_a_device_knows_only_who_signed_in_there(alice: Any, bob: Any) -> None:
    bobs = browser()
    sign_in(bobs, "bob", "bob-pass-1")
    bobs.post("/accounts/logout/")
    guess(60)
    assert sign_in(bobs, "alice", RIGHT) == 429


def test_a_made_up_cookie_knows_nobody(alice: Any) -> None:
    guess(60)
    for made_up in ("x", "e30:1:abc", "W10:1w:xyz"):
        forger = browser("10.0.0.9")
        forger.cookies["device"] = made_up
        assert sign_in(forger, "alice", RIGHT) == 429


def test_with_a_new_password_the_old_devices_are_strangers(alice: Any) -> None:
    thief = browser()
    sign_in(thief, "alice", RIGHT)
    alice.set_password("another-word-9")
    alice.save()
    thief.post("/accounts/logout/")
    guess(60)
    assert sign_in(thief, "alice", "another-word-9") == 429


def test_the_reset_stays_open_and_leads_in(alice: Any) -> None:
    guess(60)
    mine = browser("10.0.0.5")
    mine.post("/accounts/password/reset/", {"email": "alice@example.org"})
    link = next(word for word in mail.outbox[-1].body.split() if "/password/reset/key/" in word)
    form = mine.get(link.removeprefix("http://testserver"), follow=True).redirect_chain[-1][0]
    mine.post(form, {"password1": "another-word-9", "password2": "another-word-9"})
    guess(40)
    assert sign_in(mine, "alice", "another-word-9") == 302


def test_it_says_how_long_to_wait(alice: Any) -> None:
    guess(60)
    answer = browser().post("/accounts/login/", {"login": "alice", "password": RIGHT})
    assert int(answer["Retry-After"]) == 60 and "Nothing is locked" in answer.content.decode()


def test_limits_of_allauth_say_how_long_to_wait(settings: LazySettings, alice: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    assert sign_in(browser(), "alice", "x") == 200
    answer = browser().post("/accounts/login/", {"login": "alice", "password": "x"})
    assert (
        answer.status_code == 429
        and answer["Retry-After"] == "60"
        and "masthead" in answer.content.decode()
    )


@pytest.mark.usefixtures("cache_away")
def test_it_counts_nothing_while_the_cache_is_away(rf: Any, alice: Any) -> None:
    for _ in range(50):
        attempt_count(request=rf.post("/"), typed="alice").rollback()


def test_clients_of_a_server_on_ipv6_are_told_apart(
    settings: LazySettings, alice: Any, bob: Any
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "20/h/ip"}
    tries = [sign_in(browser("::ffff:10.2.0.1"), f"name{turn}", "Summer2026") for turn in range(25)]
    assert tries[-1] == 429
    assert sign_in(browser("::ffff:10.2.0.2"), "bob", "bob-pass-1") == 302
    assert sign_in(browser("10.2.0.1"), "bob", "bob-pass-1") == 429
