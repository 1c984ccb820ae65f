"""What an attack would do leaves a row that nobody changes: who, what, when and from where."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Permission
from django.db import DatabaseError, transaction
from django.db.models.functions import Now
from django.test import Client

from chartbusters.accounts.services import token_create, token_revoke
from chartbusters.compositions.services import composition_create, composition_update
from chartbusters.sharing.services import secret_link_make, secret_link_revoke
from chartbusters.trail.models import Act, Trace
from chartbusters.trail.services import part_of_the_net, trace, trail_tidy
from tests.codes import code_of

pytestmark = pytest.mark.django_db


def acts() -> list[str]:
    return list(Trace.objects.order_by("pk").values_list("act", flat=True))


def sign_in(name: str, password: str, address: str = "203.0.113.77") -> Client:
    client = Client(REMOTE_ADDR=address)
    client.post(
        "/accounts/login/",
        {"login": name, "password": password},
        headers={"X-Request-ID": "request-of-mine"},
    )
    return client


def test_it_works(alice: Any) -> None:
    sign_in("alice", "alice-pass-1")
    told = Trace.objects.get()
    assert (told.act, told.by, told.network) == (Act.SIGNED_IN, alice, "203.0.113.0/24")
    assert told.at.tzinfo is not None and told.request_id == "request-of-mine"


def test_failed_sign_ins_tell_whom_they_were_aimed_at_and_not_what_was_typed(alice: Any) -> None:
    for name in (
        "alice",
        "Alice@example.org",
        "hunter2-typed-in-the-wrong-field",
        "hunter2-typed-in-the-wrong-field",
    ):
        sign_in(name, "guess")
    told = list(Trace.objects.order_by("pk"))
    assert [one.to for one in told] == [alice, alice, None, None] and {one.by for one in told} == {
        None
    }
    assert told[2].words == told[3].words != told[0].words
    assert "hunter2" not in str(list(Trace.objects.values()))


def test_sharing_is_told(alice: Any, sample_song: Callable[..., Any]) -> None:
    song = composition_create(owner=alice, song=sample_song(), title="Mine")
    composition_update(composition=song, title="Still mine")
    assert acts() == []
    composition_update(composition=song, visibility="public")
    composition_update(composition=song, visibility="private")
    token = secret_link_make(composition=song)
    song.refresh_from_db()
    secret_link_revoke(composition=song)
    wanted = [
        Act.VISIBILITY,
        Act.VISIBILITY,
        Act.LINK_MADE,
        Act.VISIBILITY,
        Act.LINK_TAKEN,
        Act.VISIBILITY,
    ]
    assert acts() == wanted and set(Trace.objects.values_list("by", "row")) == {
        (alice.pk, f"compositions.composition {song.pk}")
    }
    assert token not in str(list(Trace.objects.values()))


def test_tokens_are_told(alice: Any) -> None:
    token, secret = token_create(owner=alice, name="Robot", days=1)
    token_revoke(token=token)
    assert acts() == [Act.TOKEN_MADE, Act.TOKEN_TAKEN] and secret not in str(
        list(Trace.objects.values())
    )


@pytest.mark.django_db(transaction=True)
def test_factors_passwords_and_addresses_are_told(alice: Any) -> None:
    client = sign_in("alice", "alice-pass-1")
    client.post("/accounts/reauthenticate/", {"password": "alice-pass-1"})
    client.post("/accounts/email/", {"email": "new@example.org", "action_add": ""})
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    client.post("/accounts/2fa/reauthenticate/", {"code": "000000"})
    client.post("/accounts/2fa/recovery-codes/generate/")
    client.post("/accounts/2fa/totp/deactivate/")
    words = {
        "oldpassword": "alice-pass-1",
        "password1": "another-word-9",
        "password2": "another-word-9",
    }
    client.post("/accounts/password/change/", words)
    told = set(acts())
    assert {
        Act.MAIL_CHANGED,
        Act.FACTOR_ON,
        Act.FACTOR_FAILED,
        Act.FACTOR_OFF,
        Act.CODES_MADE,
    } <= told
    assert Act.PASSWORD_CHANGED in told and set(Trace.objects.values_list("by", flat=True)) == {
        alice.pk
    }


def test_a_reset_is_told(alice: Any, mailoutbox: list[Any]) -> None:
    client = Client()
    client.post("/accounts/password/reset/", {"email": "alice@example.org"})
    link = next(word for word in mailoutbox[-1].body.split() if "/password/reset/key/" in word)
    form = client.get(link.removeprefix("http://testserver"), follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "another-word-9", "password2": "another-word-9"})
    assert acts() == [Act.PASSWORD_RESET]


def test_acts_of_organisers_are_told(staff: Any, contest: Any, client_of: Any) -> None:
    challenge, _ = contest("open")
    body = {"action": "extend", "_selected_action": [str(challenge.pk)]}
    client_of(staff).post("/admin/challenges/challenge/", body)
    told = Trace.objects.filter(act=Act.STAFF).get()
    assert told.by == staff and told.row == f"challenges.challenge {challenge.pk}" and told.words


def test_several_that_are_deleted_at_once_are_told_each(staff: Any, client_of: Any) -> None:
    from chartbusters.joining.models import JoinCode

    codes = [JoinCode.objects.create(code=f"CODE{number}AB") for number in range(3)]
    body = {
        "action": "delete_selected",
        "_selected_action": [code.pk for code in codes],
        "post": "yes",
    }
    client_of(staff).post("/admin/joining/joincode/", body)
    assert not JoinCode.objects.exists() and Trace.objects.filter(act=Act.STAFF).count() == 3


@pytest.mark.postgres
def test_the_database_changes_no_row_and_deletes_no_young_one(alice: Any) -> None:
    trace(act=Act.SIGNED_IN, by=alice)
    for wish in (
        lambda: Trace.objects.update(by=None),
        lambda: Trace.objects.all().delete(),
        lambda: Trace.objects.get().save(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            wish()
    assert Trace.objects.get().by == alice


@pytest.mark.postgres
def test_what_is_old_goes(alice: Any) -> None:
    for days in (0, 31, 364, 366, 1000):
        Trace.objects.create(act=Act.SIGNED_IN, by=alice, at=Now() - timedelta(days=days))
    assert trail_tidy() == 2 and Trace.objects.count() == 3


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("203.0.113.7", "203.0.113.0/24"),
        ("::ffff:203.0.113.7", "203.0.113.0/24"),
        ("2001:db8:aa:bb::1", "2001:db8:aa::/48"),
        ("nonsense", "unknown"),
    ],
)
def test_it_tells_the_neighbourhood(address: str, told: str) -> None:
    assert part_of_the_net(address) == told


def test_whoever_has_the_right_reads_it_and_changes_nothing(
    bob: Any, alice: Any, client_of: Any
) -> None:
    bob.is_staff = True
    bob.save()
    trace(act=Act.SIGN_IN_FAILED, to=alice, words="typed abc")
    assert client_of(bob).get("/admin/trail/trace/").status_code == 403
    bob.user_permissions.set(Permission.objects.filter(content_type__app_label="trail"))
    page = client_of(bob).get("/admin/trail/trace/").content.decode()
    assert "failed to sign in" in page and "UTC" in page and 'name="action"' not in page
    address = f"/admin/trail/trace/{Trace.objects.earliest('pk').pk}"
    assert client_of(bob).post(f"{address}/delete/", {"post": "yes"}).status_code == 403
    assert client_of(bob).post(f"{address}/change/", {"words": "nothing"}).status_code == 403


def test_an_act_without_its_trace_does_not_happen(
    alice: Any, sample_song: Callable[..., Any], monkeypatch: Any
) -> None:
    song = composition_create(owner=alice, song=sample_song(), title="Mine")

    def broken(**kwargs: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr("chartbusters.sharing.services.trace", broken)
    with pytest.raises(DatabaseError):
        secret_link_make(composition=song)
    song.refresh_from_db()
    assert song.secret_hash == "" and song.visibility == "private"


def test_whom_it_tells_of_takes_their_rows_home(alice: Any) -> None:
    from chartbusters.leaving.selectors import account_told

    TOTP.activate(alice, generate_totp_secret())
    sign_in("alice", "guess")
    assert [one["act"] for one in account_told(person=alice)["trail"]] == [Act.SIGN_IN_FAILED]
