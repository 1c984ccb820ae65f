"""Taking an entry out while the challenge is open."""

from typing import Any

from tests.contests import to_phase


def address(entry: Any) -> str:
    return f"/api/v1/entries/{entry.pk}/withdraw/"


def test_it_works(api: Any, contest: Any) -> None:
    _, (entry, *_) = contest("open")
    answer = api(entry.maker).post(address(entry))
    assert answer.status_code == 200 and answer.json()["withdrawn_at"]
    assert (
        api(entry.maker).post(address(entry)).json()["withdrawn_at"]
        == answer.json()["withdrawn_at"]
    )


def test_it_requires_its_maker(api: Any, contest: Any, bob: Any, charlie: Any) -> None:
    _, (entry, *_) = contest("open")
    assert api().post(address(entry)).status_code in (401, 403)
    for person in (bob, charlie):
        assert api(person).post(address(entry)).status_code == 404


def test_it_rejects_after_the_deadline(api: Any, contest: Any) -> None:
    challenge, (entry, *_) = contest("open")
    to_phase(challenge, "voting")
    assert api(entry.maker).post(address(entry)).json()["code"] == "not_open"
    entry.refresh_from_db()
    assert entry.withdrawn_at is None
