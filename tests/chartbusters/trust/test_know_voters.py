"""What is known of a voter, and how: mail, who let them in, where they came from, browsers."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.conf import LazySettings
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from chartbusters.joining.models import JoinCode
from chartbusters.joining.services import people_add
from chartbusters.trust.mailboxes import domain_of, is_disposable, is_public, mailbox_of
from chartbusters.trust.models import Arrival, Sighting, WeighingRun
from chartbusters.trust.selectors import mail_missing
from chartbusters.trust.selectors.voters import voters_told
from chartbusters.trust.services import sightings_forget
from chartbusters.voting.reading import votes_read
from tests.chartbusters.trust.voters import SMTP, person, vote
from tests.contests import to_phase

pytestmark = pytest.mark.django_db
FORM = {"password1": "a-long-enough-word-7"}


def told(challenge: Any) -> tuple[Any, dict[str, int]]:
    """The columns, and at which place each voter stands."""
    table, _, voters = votes_read(challenge=challenge)
    names = get_user_model().objects.in_bulk(voters)
    places = {names[pk].username: place for place, pk in enumerate(voters)}
    return voters_told(challenge=challenge, votes=table, voters=voters), places


def sign_up(name: str, address: str = "203.0.113.7", email: str = "", **more: str) -> Client:
    client = Client(REMOTE_ADDR=address)
    form = {**FORM, "username": name, "email": email, **more}
    assert client.post("/accounts/signup/", form).status_code == 302
    return client


def test_mail_is_asked_for_where_it_is_sent(contest: Any, settings: LazySettings) -> None:
    challenge, entries = contest("voting")
    vote(challenge, person("good"), entries[:2])
    vote(challenge, person("lazy", confirmed=False), entries[:2])
    columns, at = told(challenge)
    assert columns.confirmed.all()  # tests have no mail server
    settings.MAIL_BACKEND = SMTP
    columns, at = told(challenge)
    assert columns.confirmed[at["good"]] and not columns.confirmed[at["lazy"]]
    settings.VOTES_NEED_CONFIRMED_MAIL = False
    assert told(challenge)[0].confirmed.all()


def test_whoever_was_let_in_counts_as_confirmed(
    contest: Any, settings: LazySettings, visitor: Client
) -> None:
    settings.MAIL_BACKEND = SMTP
    challenge, entries = contest("voting")
    people_add(text="added", by=None, address=lambda page, code: code)
    settings.REGISTRATION = "closed"
    code = JoinCode.objects.create(code="CLASS7B")
    sign_up("coded", code=code.code)
    people = get_user_model().objects.filter(username__in=["added", "coded"])
    for one in people:
        vote(challenge, one, entries[:2])
        assert not mail_missing(person=one)
    columns, _ = told(challenge)
    assert columns.confirmed.all() and columns.admitted.all() and columns.admitted.size == 2


def test_what_is_confirmed_after_the_end_counts_no_more(
    contest: Any, settings: LazySettings
) -> None:
    settings.MAIL_BACKEND = SMTP
    challenge, entries = contest("voting")
    for name in ("early", "late"):
        vote(challenge, person(name, confirmed=False), entries[:2])
    for name, phase in (("early", "voting"), ("late", "closed")):
        challenge = to_phase(challenge, phase)
        address = EmailAddress.objects.get(user__username=name)
        Client().post(f"/accounts/confirm-email/{EmailConfirmationHMAC(address).key}/")
        address.refresh_from_db()
        assert address.verified
        if name == "early":  # two hours ago, as the end is moved to one hour ago
            Arrival.objects.update(confirmed_at=timezone.now() - timedelta(hours=2))
    columns, at = told(challenge)
    assert columns.confirmed[at["early"]] and not columns.confirmed[at["late"]]
    assert WeighingRun.objects.get().revision == 1  # the board was told once


def test_a_sign_up_leaves_the_part_of_the_net_and_no_address() -> None:
    sign_up("one", "203.0.113.7")
    sign_up("two", "203.0.113.99")
    sign_up("three", "198.51.100.1")
    one, two, three = Arrival.objects.order_by("pk").values_list("network", flat=True)
    assert one == two != three and "203" not in one


def test_domains_are_told_apart_as_they_are_registered() -> None:
    addresses = ["a@mail.evil.com", "b@EVIL.com", "c@x.evil.co.uk", "d@co.uk", "e@[127.0.0.1]"]
    assert list(map(domain_of, addresses[:4])) == ["evil.com", "evil.com", "evil.co.uk", "co.uk"]
    assert domain_of(addresses[4])  # whatever it is, it is something
    assert is_public("gmail.com") and not is_public("evil.com")
    assert is_disposable("mailinator.com") and not is_disposable("gmail.com")
    assert mailbox_of("A.B+7@GoogleMail.com") == mailbox_of("ab@gmail.com") == "ab@gmail.com"
    assert mailbox_of("a.b@web.de") != mailbox_of("ab@web.de")


def test_the_operator_adds_domains(settings: LazySettings, tmp_path: Any) -> None:
    own = tmp_path / "more.txt"
    own.write_text("# ours\nthrown.example\n")
    assert not is_disposable("thrown.example")
    settings.DISPOSABLE_MAIL_FILE = str(own)
    assert is_disposable("thrown.example") and is_disposable("mailinator.com")


def test_domains_of_their_own_are_grouped_and_providers_are_not(
    contest: Any, settings: LazySettings
) -> None:
    settings.MAIL_BACKEND = SMTP
    challenge, entries = contest("voting")
    for name, domain in (("a", "x.evil.example"), ("b", "y.evil.example"), ("c", "web.de")):
        vote(challenge, person(name, domain=domain), entries[:2])
    columns, at = told(challenge)
    assert columns.domain[at["a"]] == columns.domain[at["b"]] == 0 and columns.domain[at["c"]] == -1


def test_accounts_in_one_browser_are_linked(alice: Any, bob: Any, charlie: Any) -> None:
    shared, own = Client(), Client()
    for client, who in ((shared, alice), (shared, bob), (own, charlie)):
        name = who.username
        client.post("/accounts/login/", {"login": name, "password": f"{name}-pass-1"})
        client.post("/accounts/logout/")
    browsers: dict[str, set[str]] = {}
    for seen in Sighting.objects.select_related("person"):
        browsers.setdefault(seen.browser, set()).add(seen.person.username)
    assert sorted(map(sorted, browsers.values())) == [["alice", "bob"], ["charlie"]]
    assert shared.cookies["browser"]["max-age"] == 28 * 86_400
    assert shared.cookies["browser"]["httponly"]
    assert shared.cookies["browser"].value not in str(list(Sighting.objects.values()))


def test_voting_links_too_once_a_day(client_of: Any, alice: Any, contest: Any) -> None:
    challenge, _ = contest("voting")
    client = client_of(alice)
    Sighting.objects.all().delete()
    for _ in range(2):
        client.get(f"/challenges/{challenge.slug}/vote/")
    assert Sighting.objects.get().person == alice
    Sighting.objects.all().delete()
    client.get(f"/challenges/{challenge.slug}/vote/")
    assert not Sighting.objects.exists()  # said once for today


def test_a_forged_cookie_is_none(client_of: Any, alice: Any, contest: Any) -> None:
    challenge, _ = contest("voting")
    client = client_of(alice)
    client.cookies["browser"] = "0123456789abcdef"
    assert client.get(f"/challenges/{challenge.slug}/vote/").status_code == 200
    assert client.cookies["browser"].value != "0123456789abcdef"


def test_nobody_is_linked_where_it_is_off(settings: LazySettings, alice: Any) -> None:
    settings.LINKED_DAYS = 0
    Client().post("/accounts/login/", {"login": "alice", "password": "alice-pass-1"})
    assert not Sighting.objects.exists()


def test_what_was_seen_is_forgotten_with_the_trail(alice: Any, settings: LazySettings) -> None:
    for browser, days in (("old", settings.TRAIL_DAYS + 1), ("new", 1)):
        at = timezone.now() - timedelta(days=days)
        Sighting.objects.create(browser=browser, person=alice, last_at=at)
    assert sightings_forget() == 1 and Sighting.objects.get().browser == "new"
