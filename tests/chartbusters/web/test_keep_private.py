"""What depends on who asks is kept by nobody, and cookies belong to this host alone."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from chartbusters.accounts.services import token_create

REPOSITORY = Path(__file__).resolve().parents[3]
OWN = [
    *(
        "/compositions/",
        "/accounts/profile/",
        "/accounts/email/",
        "/accounts/2fa/",
        "/accounts/tokens/",
    ),
    *(
        "/accounts/sessions/",
        "/accounts/data/",
        "/api/v1/me/",
        "/api/v1/tokens/",
        "/api/v1/compositions/",
    ),
    *("/api/v1/generation-jobs/", "/", "/studio/", "/challenges/", "/@alice/"),
]


def kept(answer: Any) -> str:
    return str(answer.headers.get("Cache-Control", ""))


@pytest.mark.django_db
@pytest.mark.parametrize("address", OWN)
def test_it_works(client_of: Any, alice: Any, address: str) -> None:
    answer = client_of(alice).get(address)
    assert (
        answer.status_code in (200, 405)
        and "private" in kept(answer)
        and "no-store" in kept(answer)
    )


@pytest.mark.django_db
def test_programs_are_told_the_same(alice: Any) -> None:
    _, secret = token_create(owner=alice, name="x", days=1)
    for address in ("/api/v1/me/", "/api/v1/compositions/", "/api/v1/challenges/"):
        answer = Client().get(address, headers={"Authorization": f"Bearer {secret}"})
        assert answer.status_code == 200 and kept(answer) == "private, no-store"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/studio/", "/challenges/", "/nothing/"])
def test_visitors_may_go_back_and_no_cache_on_the_way_keeps_it(
    visitor: Client, address: str
) -> None:
    assert kept(visitor.get(address)) == "private, no-cache"


@pytest.mark.django_db
def test_who_says_so_itself_is_believed(client_of: Any, alice: Any, sample_song: Any) -> None:
    from chartbusters.compositions.services import composition_create

    song = composition_create(owner=alice, song=sample_song(), title="Mine", visibility="public")
    answer = client_of(alice).get(f"/@alice/{song.slug}/card.png")
    assert kept(answer) == "public, no-cache"


@pytest.mark.django_db
def test_repetitions_are_still_remembered(api: Any, alice: Any, sample_song: Any) -> None:
    from generation.music.document import to_document

    body = {"title": "Mine", "document": to_document(sample_song())}
    both = [
        api(alice).post("/api/v1/compositions/", body, Idempotency_Key="key-1").json()["id"]
        for _ in range(2)
    ]
    assert both[0] == both[1]


def told(**environment: str) -> Any:
    """Settings as the site would have them with this environment."""
    code = (
        "import json; from chartbusters import settings as s;"
        "print(json.dumps({n: getattr(s, n) for n in dir(s) if n.endswith(('COOKIE_NAME', "
        "'_SECURE'))"
        " or n.startswith(('SECURE_HSTS', 'MESSAGE', 'STAFF_FACTOR'))}))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=REPOSITORY,
        env={**os.environ, **environment},
        capture_output=True,
        check=True,
    )
    return json.loads(run.stdout)


def test_under_https_every_cookie_is_of_this_host_alone(tmp_path: Path) -> None:
    settings = told(HTTPS="true", VAR_DIR=str(tmp_path))
    names = [settings[f"{name}_COOKIE_NAME"] for name in ("SESSION", "CSRF", "DEVICE")]
    assert all(name.startswith("__Host-") for name in names)
    assert (
        settings["SESSION_COOKIE_SECURE"]
        and settings["CSRF_COOKIE_SECURE"]
        and settings["STAFF_FACTOR"]
    )
    assert settings["MESSAGE_STORAGE"].endswith("SessionStorage")  # the third cookie there was


def test_hsts_is_the_operators_to_decide(tmp_path: Path) -> None:
    var = str(tmp_path)
    assert [
        told(VAR_DIR=var, HTTPS="true")[f"SECURE_HSTS_{one}"]
        for one in ("INCLUDE_SUBDOMAINS", "PRELOAD")
    ] == [
        True,
        False,
    ]
    other = told(VAR_DIR=var, HTTPS="true", HSTS_SUBDOMAINS="false", HSTS_PRELOAD="true")
    assert [other["SECURE_HSTS_INCLUDE_SUBDOMAINS"], other["SECURE_HSTS_PRELOAD"]] == [False, True]
    assert not told(VAR_DIR=var, HSTS_PRELOAD="true")["SECURE_HSTS_PRELOAD"]
