"""A challenge may ask for a model that the maker trained here: whoever enters is told that the run
will be shown, and it is shown when the result is told, not before."""

from dataclasses import replace
from typing import Any

import pytest

from chartbusters.challenges.models import EntryTraining
from chartbusters.challenges.services import entries_erase, entry_create
from chartbusters.compositions.services import revision_add
from chartbusters.web.errors import Refusal
from generation.models import TrainedModel, TrainingRun, Visibility
from generation.shown_elsewhere import MODELS_SHOWN, RUNS_SHOWN, shown_elsewhere
from tests.contests import to_phase
from tests.trained import song_played_by

# A worker that plays looks at its job from a second thread, which sees what is committed.
pytestmark = pytest.mark.django_db(transaction=True)
RULES = [{"rule": "trained_here", "value": "any technique"}]


def entered(owner: Any, challenge: Any, song: Any) -> Any:
    return entry_create(challenge=challenge, composition=song, maker=owner)


def runs_seen() -> list[TrainingRun]:
    return list(TrainingRun.objects.filter(shown_elsewhere(RUNS_SHOWN)))


def test_it_works(alice: Any, bob: Any, client_of: Any, challenge_in: Any, model_of: Any) -> None:
    challenge, model = challenge_in("open", rules=RULES), model_of(alice, "Night band")
    song = song_played_by(model, alice)
    page = client_of(alice).get(f"/challenges/tunes/submit/?composition={song.pk}").content.decode()
    assert "Everybody can look at its training run" in page
    entry = entered(alice, challenge, song)
    (kept,) = EntryTraining.objects.all()
    assert (kept.model, kept.run, kept.title) == (model, model.run, "Night band")
    address = f"/challenges/tunes/entries/{entry.pk}/"
    mine = client_of(alice).get(address).content.decode()
    assert "Night band" in mine and "Only you see this now" in mine
    assert client_of(bob).get(address).status_code == 404 and runs_seen() == []
    to_phase(challenge, "voting")
    assert client_of(bob).get(address).status_code == 404 and runs_seen() == []
    listed = client_of(bob).get("/challenges/tunes/entries/").content.decode()
    assert "Night band" not in listed and model.name not in listed
    to_phase(challenge, "held")
    assert runs_seen() == []
    to_phase(challenge, "closed")
    told = client_of(bob).get(address).content.decode()
    assert "Night band" in told and "its maker trained here" in told
    assert runs_seen() == [model.run]
    assert list(TrainedModel.objects.filter(shown_elsewhere(MODELS_SHOWN))) == [model]


def test_an_edit_of_a_take_is_made_with_it_too(
    alice: Any, challenge_in: Any, model_of: Any
) -> None:
    song = song_played_by(model_of(alice), alice)
    melody, *band = song.head.song.song.tracks
    shorter = song.head.song.song.with_tracks([replace(melody, notes=melody.notes[1:]), *band])
    revision_add(composition=song, song=shorter)
    song.refresh_from_db()
    assert entered(alice, challenge_in("open", rules=RULES), song).trainings.count() == 1


def test_a_song_of_which_every_note_was_replaced_is_not_made_with_it(
    alice: Any, challenge_in: Any, model_of: Any, sample_song: Any
) -> None:
    song = song_played_by(model_of(alice), alice)
    revision_add(composition=song, song=sample_song(bars=8, transpose=1))
    song.refresh_from_db()
    with pytest.raises(Refusal, match="Yours used none"):
        entered(alice, challenge_in("open", rules=RULES), song)


def test_it_rejects_a_song_without_one(alice: Any, challenge_in: Any, composition_of: Any) -> None:
    with pytest.raises(Refusal, match="Yours used none") as refused:
        entered(alice, challenge_in("open", rules=RULES), composition_of(alice))
    assert refused.value.code == "rules_unmet"


def test_it_rejects_somebody_elses_model(
    alice: Any, bob: Any, challenge_in: Any, model_of: Any
) -> None:
    """Also a published one, with which bob may play."""
    model = model_of(alice)
    TrainedModel.objects.update(visibility=Visibility.PUBLISHED, published_at="2026-11-30T00:00Z")
    with pytest.raises(Refusal, match="Yours used none"):
        entered(bob, challenge_in("open", rules=RULES), song_played_by(model, bob))


def test_it_rejects_a_model_without_a_run_here(
    alice: Any, challenge_in: Any, model_of: Any
) -> None:
    model = model_of(alice)
    song = song_played_by(model, alice)
    TrainedModel.objects.update(run=None)
    with pytest.raises(Refusal, match="Yours used none"):
        entered(alice, challenge_in("open", rules=RULES), song)


def test_it_rejects_another_technique(alice: Any, challenge_in: Any, model_of: Any) -> None:
    rules = [{"rule": "trained_here", "value": "transformer"}]
    with pytest.raises(Refusal, match="Yours used one of"):
        entered(alice, challenge_in("open", rules=rules), song_played_by(model_of(alice), alice))


def test_without_the_rule_nothing_of_the_run_is_kept(
    alice: Any, challenge_in: Any, model_of: Any
) -> None:
    """Nobody was told that it would be shown."""
    entered(alice, challenge_in("open"), song_played_by(model_of(alice), alice))
    assert not EntryTraining.objects.exists()


def test_a_withdrawn_entry_shows_no_run(alice: Any, challenge_in: Any, model_of: Any) -> None:
    from chartbusters.challenges.services import entry_withdraw

    challenge = challenge_in("open", rules=RULES)
    entry_withdraw(entry=entered(alice, challenge, song_played_by(model_of(alice), alice)))
    to_phase(challenge, "closed")
    assert runs_seen() == []


def test_it_goes_with_its_maker(alice: Any, challenge_in: Any, model_of: Any) -> None:
    challenge = challenge_in("open", rules=RULES)
    entry = entered(alice, challenge, song_played_by(model_of(alice), alice))
    entries_erase(maker=alice, keep={entry.pk})
    assert not EntryTraining.objects.exists()
