"""Provenance of a saved song: asked for, worked out by a worker, and said in words."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from generation.engine import Request, generate
from generation.models import GenerationJob, JobState, TrainedModel
from generation.music.song import Song
from generation.services import song_store
from scoring.models import Provenance, ReplayedTake, ReportState, Standing
from scoring.provenance import selectors, services
from scoring.provenance.chains import recipes_named, takes_behind
from tests.songs import song_made

pytestmark = pytest.mark.django_db
Recipe = dict[str, Any]
MELODY = song_made(bars=2)


@pytest.fixture(scope="module")
def made() -> Any:
    """One real take: the smallest band of a melody of two bars."""
    return generate(Request("gan", MELODY, "gan-pop", 7, {"refine": 0}))


@pytest.fixture
def take(made: Any, alice: Any) -> GenerationJob:
    return kept(alice, MELODY, made.song, made.recipe)


def kept(owner: Any, before: Song, after: Song, recipe: Recipe) -> GenerationJob:
    """A job that is done, as a worker leaves it."""
    return GenerationJob.objects.create(
        owner=owner,
        technique=recipe["technique"],
        model=recipe["model"],
        seed=recipe["seed"],
        parameters=recipe["parameters"],
        source=song_store(song=before),
        result=song_store(song=after),
        recipe=recipe,
        state=JobState.DONE,
    )


def checked(owner: Any, song: Song, *history: Recipe) -> Provenance:
    """The row, after as many messages as it needs."""
    stored = song_store(song=song)
    row = services.provenance_request(
        song=stored, notes=song.note_count, owner=owner, history=history
    )
    for _ in range(len(history) + 2):
        services.provenance_next()
    row.refresh_from_db()
    return row


def one_note_higher(song: Song, track: int) -> Song:
    notes = song.tracks[track].notes
    higher = (notes[0]._replace(pitch=notes[0].pitch + 1), *notes[1:])
    tracks = list(song.tracks)
    tracks[track] = replace(tracks[track], notes=higher)
    return song.with_tracks(tracks)


def test_an_untouched_take_is_verified(alice: Any, take: GenerationJob, made: Any) -> None:
    row = checked(alice, made.song, made.recipe)
    assert (row.state, row.standing) == (ReportState.DONE, Standing.VERIFIED)
    assert row.kept == row.written == made.song.note_count - MELODY.note_count > 0
    assert selectors.badge_of(row).words == "verified" and not row.lost


def test_one_changed_note_is_found_and_named(alice: Any, take: Any, made: Any) -> None:
    row = checked(alice, one_note_higher(made.song, 1), {"parent": made.recipe})
    assert row.standing == Standing.EDITED and row.written - row.kept == 1
    track = made.song.tracks[1]
    assert selectors.places_told(row) == [{"track": track.name, "bar": 1, "notes": 1}]
    assert row.lost[0]["note"] == list(track.notes[0])
    assert selectors.badge_of(row).words == f"edited 1 of {row.written} notes"


def test_a_song_without_recipes_is_made_by_hand_and_costs_nothing(alice: Any) -> None:
    row = services.provenance_request(
        song=song_store(song=MELODY), notes=8, owner=alice, history=[{}, {"parent": {}}]
    )
    assert (row.state, row.standing) == (ReportState.DONE, Standing.BY_HAND)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"model_digest": "0" * 64}, "model_differs"),
        ({"model_digest": ""}, "model_untold"),
        ({"sampler_version": 1}, "sampler_differs"),
        ({"model": "gan-gone", "model_digest": "0" * 64}, "model_gone"),
        ({"model": "t-nobodys"}, "model_gone"),
        ({"technique": "gone"}, "model_gone"),
        ({"parameters": {"gone": 1}}, "refused"),
    ],
)
def test_what_cannot_be_made_again_says_why(
    alice: Any, made: Any, change: Recipe, why: str
) -> None:
    recipe = {**made.recipe, **change}
    kept(alice, MELODY, made.song, recipe)
    row = checked(alice, made.song, recipe)
    assert row.standing == Standing.UNREPRODUCIBLE and row.takes[0]["why"] == why
    badge = selectors.badge_of(row)
    assert badge.words == "not reproducible" and row.takes[0]["words"][1:] in badge.detail


def test_an_exchanged_file_of_weights_is_another_model(
    alice: Any, take: Any, made: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generation.engine.weights_digest", lambda card: "0" * 64)
    assert checked(alice, made.song, made.recipe).takes[0]["why"] == "model_differs"


def test_a_withdrawn_model_is_told(alice: Any, made: Any, model_of: Any) -> None:
    model = model_of(alice)
    recipe = {**made.recipe, "model": model.name, "model_digest": model.digest}
    kept(alice, MELODY, made.song, recipe)
    TrainedModel.objects.update(withdrawn_at=timezone.now())
    assert checked(alice, made.song, recipe).takes[0]["why"] == "withdrawn"


def test_a_machine_that_plays_otherwise_accuses_nobody(
    alice: Any, take: Any, made: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if this machine's processor had rounded one note to another."""
    other = replace(made, song=one_note_higher(made.song, 1))
    monkeypatch.setattr("generation.engine.generate", lambda *_, **__: other)
    row = checked(alice, made.song, made.recipe)
    assert row.standing == Standing.UNREPRODUCIBLE and row.kept == row.written
    detail = selectors.badge_of(row).detail
    total = made.song.note_count
    assert f"{total - 1} of {total} notes come out the same" in detail
    assert "Differs on this machine" in detail and "says nothing about the maker" in detail


def test_an_input_that_was_not_kept_is_told(alice: Any, made: Any) -> None:
    row = checked(alice, made.song, made.recipe)
    assert row.takes[0]["why"] == "input_gone" and row.kept == 0


def test_a_take_that_was_never_saved_is_found_behind_the_next(
    alice: Any, take: Any, made: Any
) -> None:
    """The band's take went straight into the next wish; only that one was saved."""
    request = Request("arcnn", made.song, "arcnn-bach", 3, {"maximum_added": 4, "iterations": 4})
    second = generate(request)
    kept(alice, made.song, second.song, second.recipe)
    row = checked(alice, second.song, second.recipe)
    assert [each["technique"] for each in row.takes] == ["gan", "arcnn"]
    assert row.standing == Standing.VERIFIED


def test_another_take_of_the_same_wish_is_no_take_behind(alice: Any, take: Any, made: Any) -> None:
    """Two takes of one melody share a note by chance; the one that was left is not in the song."""
    again = generate(Request("gan", MELODY, "gan-pop", 8, {"refine": 0}))
    kept(alice, MELODY, again.song, again.recipe)
    assert len(takes_behind(owner=alice.pk, recipes=recipes_named([again.recipe]))) == 1


def test_takes_of_others_are_nobodys_business(alice: Any, bob: Any, take: Any, made: Any) -> None:
    behind = takes_behind(owner=bob.pk, recipes=recipes_named([made.recipe]))
    assert [each.recipe["seed"] for each in behind] == [7]
    assert takes_behind(owner=None, recipes=[]) == []


def test_a_take_is_made_again_once_for_all_songs(
    alice: Any, take: Any, made: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked(alice, made.song, made.recipe)
    monkeypatch.setattr(services, "replay", lambda *_: pytest.fail("it was made again"))
    assert checked(alice, one_note_higher(made.song, 1), made.recipe).standing == Standing.EDITED


def test_it_gives_way_to_who_waits_for_music(alice: Any, take: Any, made: Any) -> None:
    GenerationJob.objects.filter(pk=take.pk).update(state=JobState.QUEUED)
    row = checked(alice, made.song, made.recipe)
    assert row.state == ReportState.QUEUED and row.attempt == 0
    assert services.provenances_requeue() == 1


def test_it_stops_between_two_steps_for_a_take(
    alice: Any, take: Any, made: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services.Watch, "stops", lambda self: True)
    row = checked(alice, made.song, made.recipe)
    assert (row.state, row.attempt, row.held_until) == (ReportState.QUEUED, 0, None)
    assert not ReplayedTake.objects.exists()


def test_one_is_looked_at_at_a_time(alice: Any, take: Any, made: Any) -> None:
    held = Provenance.objects.create(
        song=song_store(song=MELODY), owner=alice, held_until=timezone.now() + timedelta(minutes=1)
    )
    assert checked(alice, made.song, made.recipe).state == ReportState.QUEUED
    Provenance.objects.filter(pk=held.pk).delete()
    assert checked(alice, made.song, made.recipe).state == ReportState.DONE


def test_three_workers_that_die_over_it_are_enough(
    alice: Any, take: Any, made: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """Stands for a worker that is gone."""

    def die(*_: Any) -> None:
        raise Killed

    row = services.provenance_request(
        song=song_store(song=made.song), notes=1, owner=alice, history=[made.recipe]
    )
    monkeypatch.setattr(services, "replay", die)
    for _ in range(services.ATTEMPTS):
        with pytest.raises(Killed):
            services.provenance_next()
        Provenance.objects.update(held_until=timezone.now() - timedelta(seconds=1))
    services.provenance_next()
    row.refresh_from_db()
    assert row.state == ReportState.FAILED and "safe" in selectors.badge_of(row).detail


def test_staff_may_have_it_checked_again(
    alice: Any, staff: Any, take: Any, made: Any, django_capture_on_commit_callbacks: Callable
) -> None:
    row = checked(alice, made.song, made.recipe)
    with pytest.raises(PermissionDenied):
        services.provenance_again(row=row, by=alice)
    services.provenance_again(row=row, by=staff)
    assert not ReplayedTake.objects.exists()
    assert checked(alice, made.song, made.recipe).standing == Standing.VERIFIED


def test_a_history_that_names_more_is_looked_at_anew(alice: Any, take: Any, made: Any) -> None:
    assert checked(alice, made.song).standing == Standing.BY_HAND
    assert checked(alice, made.song, made.recipe).standing == Standing.VERIFIED
    assert checked(alice, made.song).standing == Standing.VERIFIED
