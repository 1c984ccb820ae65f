"""One command makes a blind test: everybody plays the same melodies, nobody is told who is who
before the end, and all of it goes the way of people's entries."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge, Entry
from chartbusters.listening.people import NAMES, accounts_make
from chartbusters.listening.services import Terms, blind_test_make
from chartbusters.seasons.models import Season
from chartbusters.voting.services import vote_cast
from chartbusters.web.errors import Refusal
from generation.listening.programme import Programme, Wish
from generation.listening.tunes import make_tune
from generation.music.song import Song
from scoring.models import ReportState
from tests.contests import to_phase

MAKERS = ("gan-pop", "shuffled", "arranger", "· sheet", "Pop band")
BALLOTS = "/api/v1/ballots/"
Ask = Callable[..., None]


def pages(visitor: Any, challenge: Challenge) -> str:
    """What everybody may read of a challenge."""
    parts = ("", "entries/", "leaderboard/", "vote/")
    addresses = ["/seasons/blind-pop/", *(f"/challenges/{challenge.slug}/{part}" for part in parts)]
    return "".join(visitor.get(address).content.decode() for address in addresses)


@pytest.mark.django_db(transaction=True)
def test_it_works(
    made: list[Challenge], ask: Ask, bob: User, api: Any, visitor: Any, heard_ballot: Any
) -> None:
    """Entered, heard without a name, voted on, told at the end."""
    entries = list(Entry.objects.select_related("maker", "score_report", "revision"))
    assert {entry.maker.display_name for entry in entries} <= set(NAMES)
    assert {str(entry.score_report and entry.score_report.state) for entry in entries} == {
        ReportState.DONE
    }
    played = [entry.revision for entry in entries if "gan-pop" in entry.title]
    assert [one and one.recipe["model"] for one in played] == ["gan-pop", "gan-pop"]

    first = to_phase(made[0], "voting")
    told = (
        pages(visitor, first) + api(bob).post(BALLOTS, {"challenge": first.slug}).content.decode()
    )
    assert not [word for word in (*MAKERS, *NAMES) if word in told]
    with pytest.raises(CommandError, match="Not all of its challenges are over"):
        ask(tell=True)

    pairs = set()
    for _ in range(3):
        ballot = heard_ballot(bob, first)
        vote_cast(ballot=ballot, outcome="a")
        pairs.add(ballot.pair)
        assert {ballot.entry_a.challenge_id, ballot.entry_b.challenge_id} == {first.pk}
    assert len(pairs) == 3
    for challenge in made:
        to_phase(challenge, "closed")
    ask(tell=True)
    names = {entry.maker.display_name for entry in Entry.objects.select_related("maker")}
    assert "gan-pop: Pop band, a model of this site" in names and not names & set(NAMES)
    assert "· gan-pop" in pages(visitor, first)


@pytest.mark.django_db(transaction=True)
def test_it_is_made_once_and_taken_off(ask: Ask, visitor: Any, capsys: Any) -> None:
    """A second time the command says so; votes and entries outlive the test."""
    ask(genre="folk")
    before = Entry.objects.count(), User.objects.count()
    ask(genre="folk")
    assert "there already" in capsys.readouterr().out
    ask(genre="folk", remove=True)
    assert not Challenge.objects.filter(published=True).exists()
    assert visitor.get("/seasons/blind-folk/").status_code == 404
    ask(genre="folk")
    assert "there already" in capsys.readouterr().out
    assert (Entry.objects.count(), User.objects.count()) == before


@pytest.mark.django_db(transaction=True)
def test_a_closed_circle_comes_in_by_codes(ask: Ask, api: Any, bob: User, capsys: Any) -> None:
    ask(closed_circle=True, genre="folk", melodies=1)
    challenge = to_phase(Challenge.objects.get(), "voting")
    asked = api(bob).post(BALLOTS, {"challenge": challenge.slug})
    assert asked.status_code == 403 and "Only members" in asked.json()["message"]
    code = capsys.readouterr().out.partition("code=")[2].split()[0]
    joined = api(bob).post(f"/api/v1/challenges/{challenge.slug}/join/", {"code": code})
    assert joined.status_code in (200, 201)
    assert api(bob).post(BALLOTS, {"challenge": challenge.slug}).status_code == 201


@pytest.mark.django_db
def test_who_has_which_name_is_drawn() -> None:
    makers = ["arranger", "gan-pop", "real", "shuffled"]

    def drawn(seed: int) -> list[str]:
        people = accounts_make(test=f"test-{seed}", makers=makers, seed=seed)
        assert not any(person.has_usable_password() for person in people.values())
        return [people[maker].shown_name for maker in makers]

    assert len({tuple(drawn(seed)) for seed in range(12)}) > 6
    assert drawn(3) == drawn(3)


@pytest.mark.django_db
def test_it_requires_somebody_whose_test_it_is(ask: Ask) -> None:
    with pytest.raises(CommandError, match="nobody called nobody"):
        ask(by="nobody")


@pytest.mark.django_db
def test_it_rejects_a_melody_that_nobody_else_plays(
    sample_song: Callable[..., Song], staff: User, tmp_path: Path
) -> None:
    """Of a genre without models and rules, from a corpus without bands."""
    tune = make_tune("corpus/one", "One", "Anon", sample_song(bars=8))
    programme = Programme(Wish("polka", tmp_path), [tune], [])
    terms = Terms("blind-polka", staff)
    with pytest.raises(Refusal, match="one maker alone"):
        blind_test_make(programme=programme, terms=terms, say=print)
    assert not Challenge.objects.exists() and not Season.objects.exists()
