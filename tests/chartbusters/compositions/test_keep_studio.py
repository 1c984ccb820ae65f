"""What a browser keeps of the studio is the same for everybody, and whole."""

import json
from typing import Any

import pytest
from django.conf import LazySettings

from chartbusters.compositions.offline import WORKER

pytestmark = pytest.mark.django_db
built = pytest.mark.skipif(not WORKER.exists(), reason="the front end is not built")


def _told(api: Any, who: Any = None) -> dict[str, Any]:
    answer = api(who).get("/studio/worker.js") if who else api().get("/studio/worker.js")
    assert answer.status_code == 200
    first = answer.content.decode().splitlines()[0]
    told: dict[str, Any] = json.loads(first.removeprefix("const KEPT = ").removesuffix(";"))
    return told


@built
def test_the_page_that_is_kept_has_no_person_in_it(api: Any, alice: Any) -> None:
    told = _told(api, alice)
    assert told == _told(api)
    answer = api(alice).get(told["shell"])
    page = answer.content.decode()
    assert answer.status_code == 200 and not answer.cookies
    assert "alice" not in page and "csrf" not in page
    assert 'data-signed-in="false"' in page and 'name="studio-shell"' in page
    assert 'data-signed-in="true"' in api(alice).get("/studio/").content.decode()


@built
def test_all_that_is_kept_is_there(api: Any) -> None:
    told = _told(api)
    scripts = [name for name in told["pinned"] if name.endswith(".js")]
    assert len(scripts) > 5 and any("/chunks/" in name for name in scripts)
    band = [name for name in told["pinned"] if name.startswith("/soundfont/")]
    assert {name.split("?")[0] for name in band} == {
        *("/soundfont/0", "/soundfont/33", "/soundfont/48", "/soundfont/drums")
    }
    assert told["instruments"].startswith("/soundfont/?v=")
    assert all(api().get(name).status_code == 200 for name in band)
    assert set(told["loose"]) >= {"/api/v1/presets/", "/api/v1/models/"}
    for address in (*told["loose"], told["shell"]):
        if not address.startswith("/static/"):
            assert api().get(address).status_code == 200, address


@built
def test_a_page_of_another_version_is_not_given(api: Any) -> None:
    assert api().get("/studio/shell/?v=other").status_code == 404
    assert api().get("/studio/shell/").status_code == 404


@built
def test_the_worker_is_bounded_to_the_studio_and_asked_for_anew(api: Any) -> None:
    answer = api().get("/studio/worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert "no-cache" in answer["Cache-Control"]
    assert "Service-Worker-Allowed" not in answer
    assert 'name="studio-worker" content="/studio/worker.js"' in (
        api().get("/studio/").content.decode()
    )


def test_files_that_change_under_their_names_are_not_kept(api: Any, settings: LazySettings) -> None:
    settings.DEBUG = True
    assert 'name="studio-worker"' not in api().get("/studio/").content.decode()
    assert api().get("/studio/worker.js").status_code == 404


def test_the_studio_can_be_installed(api: Any) -> None:
    page = api().get("/studio/")
    assert 'rel="manifest" href="/studio/app.webmanifest"' in page.content.decode()
    assert "manifest-src 'self'" in page["Content-Security-Policy"]
    facts = api().get("/studio/app.webmanifest").json()
    assert (facts["start_url"], facts["display"]) == ("/studio/", "standalone")
    kinds = {(icon["sizes"], icon["purpose"]) for icon in facts["icons"]}
    assert kinds == {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")}
