"""A draft on the site: one row a song, overwritten by the browser that wrote it, never by another
from an older version."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction
from django.db.models import F

from chartbusters.compositions import drafting, services, tasks
from chartbusters.compositions.models import MOST_LEFT, Composition, Draft, Revision
from chartbusters.web.errors import Refusal
from generation.music.document import from_document, to_document
from generation.music.song import Song
from tests.interleaving import interleaved

pytestmark = pytest.mark.django_db
HERE, THERE = UUID(int=1), UUID(int=2)  # browsers
Songs = Callable[..., Song]


@pytest.fixture
def wish(sample_song: Songs) -> Callable[..., dict[str, Any]]:
    """`wish(bars=6, version=1)`: what a browser sends."""

    def made(bars: int = 4, **values: Any) -> dict[str, Any]:
        plain = {"document": to_document(sample_song(bars=bars)), "title": "Mine"}
        return {**plain, "writer": str(HERE), "version": 0, **values}

    return made


def address(key: int = 7) -> str:
    return f"/api/v1/drafts/{UUID(int=key)}/"


def keep(owner: Any, song: Song, key: int = 7, writer: UUID = HERE, version: int = 0) -> Draft:
    writing = drafting.Writing(writer, version)
    return drafting.draft_keep(
        owner=owner, key=UUID(int=key), song=song, title="Mine", writing=writing
    )


def test_it_works(api: Any, alice: Any, wish: Any, sample_song: Songs) -> None:
    first = api(alice).put(address(), wish())
    assert (first.status_code, first.json()["version"]) == (200, 1)
    second = api(alice).put(address(), wish(bars=6, version=1, title="Mine again"))
    assert (second.status_code, second.json()["version"]) == (200, 2)
    whole = api(alice).get(address()).json()
    assert from_document(whole["document"]) == sample_song(bars=6)
    listed = api(alice).get("/api/v1/drafts/").json()["results"]
    assert [(row["title"], row["notes"]) for row in listed] == [("Mine again", 24)]
    assert "document" not in listed[0]


def test_it_makes_no_revision_and_touches_no_song(
    api: Any, alice: Any, wish: Any, composition_of: Callable[..., Composition]
) -> None:
    song = composition_of(alice)
    base = {"composition": str(song.pk), "revision": 1}
    told = api(alice).put(address(), wish(bars=8, base=base)).json()["base"]
    assert told == {**base, "title": "Mine", "url": "/@alice/mine/"}
    assert Revision.objects.count() == 1
    before = song.head_id
    song.refresh_from_db()
    assert song.head_id == before


def test_a_draft_outlives_its_song_and_knows_no_song_of_others(
    api: Any, alice: Any, bob: Any, wish: Any, composition_of: Callable[..., Composition]
) -> None:
    mine, his = composition_of(alice), composition_of(bob, visibility="public")
    api(alice).put(address(), wish(base={"composition": str(mine.pk)}))
    services.composition_delete(composition=mine)
    assert api(alice).get(address()).json()["base"] is None
    told = api(alice).put(address(8), wish(base={"composition": str(his.pk)}))
    assert (told.status_code, told.json()["base"]) == (200, None)


def test_another_browser_does_not_overwrite_what_it_has_not_seen(
    api: Any, alice: Any, wish: Any, sample_song: Songs
) -> None:
    api(alice).put(address(), wish(bars=4))
    api(alice).put(address(), wish(bars=5, version=1, writer=str(THERE)))
    late = api(alice).put(address(), wish(bars=6, version=1))
    assert (late.status_code, late.json()["code"]) == (409, "changed_elsewhere")
    assert from_document(api(alice).get(address()).json()["document"]) == sample_song(bars=5)


def test_a_browser_whose_answer_was_lost_goes_on(api: Any, alice: Any, wish: Any) -> None:
    api(alice).put(address(), wish())
    assert api(alice).put(address(), wish(bars=6)).json()["version"] == 2


def test_what_was_deleted_elsewhere_is_kept_anew(api: Any, alice: Any, wish: Any) -> None:
    api(alice).put(address(), wish())
    assert api(alice).delete(address()).status_code == 204
    assert api(alice).put(address(), wish(version=1)).json()["version"] == 1


def test_nobody_else_has_it(
    api: Any, alice: Any, bob: Any, charlie: Any, staff: Any, wish: Any
) -> None:
    api(alice).put(address(), wish())
    for other in (bob, charlie, staff):
        assert api(other).get(address()).status_code == 404
        assert api(other).delete(address()).status_code == 404
        assert api(other).get("/api/v1/drafts/").json()["results"] == []
        # The same key is another draft of another person.
        assert api(other).put(address(), wish(version=1)).json()["version"] == 1
    assert Draft.objects.get(owner=alice).version == 1


def test_no_single_right_of_staff_opens_it(api: Any, alice: Any, bob: Any, wish: Any) -> None:
    api(alice).put(address(), wish())
    bob.is_staff = True
    bob.save()
    for right in Permission.objects.filter(content_type__app_label="compositions"):
        bob.user_permissions.set([right])
        assert api(bob).get(address()).status_code == 404, right.codename


def test_it_requires_sign_in(api: Any, wish: Any) -> None:
    asked = [api().get("/api/v1/drafts/"), api().get(address()), api().put(address(), wish())]
    assert {answer.status_code for answer in [*asked, api().delete(address())]} <= {401, 403}
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"document": {"format": "other"}}, "format"),
        ({"title": "x" * 201}, "title"),
        ({"writer": "me"}, "writer"),
        ({"version": -1}, "version"),
        ({"version": 2**31}, "version"),
        ({"base": {"composition": "1"}}, "base"),
    ],
)
def test_it_rejects(api: Any, alice: Any, wish: Any, values: dict[str, Any], field: str) -> None:
    answer = api(alice).put(address(), wish(**values))
    assert answer.status_code == 400
    assert answer.json()["field"].startswith(field)


def test_it_rejects_a_song_without_notes(api: Any, alice: Any, wish: Any) -> None:
    empty = to_document(Song(()))
    assert api(alice).put(address(), wish(document=empty)).json()["code"] == "empty_song"


def test_the_database_keeps_one_row_a_draft(alice: Any, sample_song: Songs) -> None:
    kept = keep(alice, sample_song())
    kept.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.save(force_insert=True)


def test_a_person_has_so_many_at_most(
    alice: Any, sample_song: Songs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "MOST_DRAFTS", 2)
    keep(alice, sample_song(), key=1)
    keep(alice, sample_song(), key=2)
    with pytest.raises(Refusal) as told:
        keep(alice, sample_song(), key=3)
    assert told.value.code == "too_many_drafts"
    assert keep(alice, sample_song(bars=6), key=2).version == 2


def test_bytes_of_an_hour_are_bounded(api: Any, alice: Any, wish: Any, settings: Any) -> None:
    settings.LIMITS_ENABLED, settings.DRAFT_MEGABYTES_AN_HOUR = True, 0
    answer = api(alice).put(address(), wish())
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_of_two_browsers_at_once_one_writes(alice: Any, sample_song: Songs) -> None:
    here, there = sample_song(bars=5), sample_song(bars=6)

    def race() -> tuple[Callable[[], Any], Callable[[], Any]]:
        Draft.objects.all().delete()
        keep(alice, sample_song(), writer=uuid4())
        return (
            lambda: keep(alice, here, writer=HERE, version=1),
            lambda: keep(alice, there, writer=THERE, version=1),
        )

    for outcome in interleaved(race):
        came = [outcome.first, outcome.second]
        refused = [one.code for one in came if isinstance(one, Refusal)]
        assert refused == ["changed_elsewhere"]
        assert Draft.objects.get().version == 2


def test_the_oldest_are_forgotten_at_night(
    alice: Any, bob: Any, sample_song: Songs, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "KEPT_DRAFTS", 2)
    for key in (1, 2, 3):
        keep(alice, sample_song(), key=key)
        Draft.objects.filter(key=UUID(int=key)).update(
            updated_at=F("updated_at") - timedelta(hours=9 - key)
        )
    keep(bob, sample_song(), key=1)
    keep(bob, sample_song(), key=2)
    untouched = timedelta(days=settings.DRAFT_DAYS + 1)
    Draft.objects.filter(owner=bob, key=UUID(int=1)).update(updated_at=F("updated_at") - untouched)
    tasks.drafts_forget()
    kept = Draft.objects.order_by("owner", "key").values_list("owner__username", "key")
    assert [(name, key.int) for name, key in kept] == [("alice", 2), ("alice", 3), ("bob", 2)]


def test_another_device_finds_what_the_page_left_beside_the_notes(
    api: Any, alice: Any, wish: Any
) -> None:
    left = {"steps": {"past": [{"label": "Größer", "change": []}]}, "takes": [], "grid": 60}
    api(alice).put(address(), wish(left=left))
    assert api(alice).get(address()).json()["left"] == left
    (listed,) = api(alice).get("/api/v1/drafts/").json()["results"]
    assert "left" not in listed
    # Steps lead from these notes: with others they would lead astray.
    api(alice).put(address(), wish(bars=6, version=1))
    assert api(alice).get(address()).json()["left"] is None


def test_what_is_beside_the_notes_has_an_end_and_counts(
    api: Any, alice: Any, wish: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for left in ({"x": "y" * MOST_LEFT}, [1], "steps"):
        answer = api(alice).put(address(), wish(left=left))
        assert (answer.status_code, answer.json()["field"]) == (400, "left")
    api(alice).put(address(), wish(left={"x": "y" * (MOST_LEFT - 100)}))
    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.update(left=b"x" * (MOST_LEFT + 1))
    settings.LIMITS_ENABLED = True
    counted: list[int] = []
    monkeypatch.setattr(drafting, "use_in_window", lambda *asked: counted.append(asked[2]))
    for more in (None, {"steps": list(range(1_000))}):
        assert api(alice).put(address(), wish(version=1, left=more)).status_code == 200
    assert counted[1] > counted[0] + 1_000
