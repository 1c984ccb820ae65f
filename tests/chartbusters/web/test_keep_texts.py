"""Words of people: bounded where they are stored, whatever door they came through, and nothing
hides in them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DataError, IntegrityError, transaction

from chartbusters.accounts.services import person_update
from chartbusters.challenges.models import Entry
from chartbusters.challenges.services import entry_create
from chartbusters.compositions.models import Composition
from chartbusters.compositions.services import composition_create, composition_update
from chartbusters.web.errors import Refusal


@pytest.mark.django_db
class TestDoors:
    def test_the_form_stores_no_more_than_the_api(
        self, alice: Any, client_of: Any, api: Any, sample_song: Callable[..., Any]
    ) -> None:
        song = composition_create(owner=alice, song=sample_song(), title="Mine")
        for name, text in (("process_note", "x" * 2001), ("title", "y" * 201)):
            values = {"title": "Mine", "process_note": "", name: text}
            form = client_of(alice).post("/@alice/mine/settings/", values)
            answer = api(alice).patch(f"/api/v1/compositions/{song.pk}/", {name: text})
            assert form.status_code == answer.status_code == 400
        song.refresh_from_db()
        assert (song.title, song.process_note) == ("Mine", "")

    def test_an_entry_is_told_instead_of_cut(
        self,
        alice: Any,
        client_of: Any,
        sample_song: Callable[..., Any],
        challenge_in: Callable[..., Any],
    ) -> None:
        song, challenge = (
            composition_create(owner=alice, song=sample_song(), title="Mine"),
            challenge_in("open"),
        )
        values = {"composition": str(song.pk), "process_note": "x" * 2001}
        page = client_of(alice).post(f"/challenges/{challenge.slug}/submit/", values)
        assert "2,000 characters at most" in page.content.decode() and not Entry.objects.exists()

    def test_services_ask_themselves(
        self, alice: Any, sample_song: Callable[..., Any], challenge_in: Callable[..., Any]
    ) -> None:
        song = composition_create(owner=alice, song=sample_song(), title="Mine")
        with pytest.raises(Refusal):
            composition_update(composition=song, process_note="x" * 2001)
        with pytest.raises(Refusal):
            composition_create(owner=alice, song=sample_song(), title="x" * 201)
        with pytest.raises(Refusal):
            entry_create(
                challenge=challenge_in("open"),
                composition=song,
                maker=alice,
                process_note="x" * 2001,
            )
        assert composition_update(composition=song, title="\u200b\u3164").title == "Untitled"
        assert person_update(person=alice, display_name="\u3164", about="").shown_name == "alice"

    @pytest.mark.parametrize("values", [{"title": "x" * 201}, {"process_note": "x" * 2001}])
    def test_the_database_asks_too(
        self,
        alice: Any,
        sample_song: Callable[..., Any],
        challenge_in: Callable[..., Any],
        values: dict[str, str],
    ) -> None:
        song = composition_create(owner=alice, song=sample_song(), title="Mine")
        entry_create(challenge=challenge_in("open"), composition=song, maker=alice)
        for model in (Composition, Entry):
            with pytest.raises((IntegrityError, DataError)), transaction.atomic():
                model.objects.update(**values)
