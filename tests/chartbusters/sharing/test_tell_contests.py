"""What a person's page tells of contests: those that are over, with the ranks and the medals."""

from typing import Any

from django.utils import timezone

from chartbusters.challenges.models import Author
from chartbusters.challenges.results import Result
from tests.contests import to_phase

BADGE = '<li class="badge medal gold">surely first of 12</li>'


def test_it_works(visitor: Any, contest: Any, monkeypatch: Any) -> None:
    challenge, (first, second, _) = contest("closed")
    ended = {first.pk: Result(1, 1, 12), second.pk: Result(4, 7, 12)}
    monkeypatch.setattr(
        "chartbusters.challenges.results.RESULTS", [lambda asked: {pk: ended[pk] for pk in asked}]
    )
    won = visitor.get(f"/@{first.maker.username}/").content.decode()
    assert "1 entry in contests that are over" in won and BADGE in won
    assert first.get_absolute_url() in won and f"<li>{challenge.title}</li>" in won
    placed = visitor.get(f"/@{second.maker.username}/").content.decode()
    assert "<li>rank 4 to 7 of 12</li>" in placed and "medal" not in placed


def test_it_tells_what_was_written_with_others(visitor: Any, contest: Any, bob: Any) -> None:
    _, (entry, *_) = contest("closed")
    author = Author.objects.create(entry=entry, person=bob, place=1)
    assert entry.get_absolute_url() not in visitor.get("/@bob/").content.decode()
    Author.objects.filter(pk=author.pk).update(accepted_at=timezone.now())
    assert entry.get_absolute_url() in visitor.get("/@bob/").content.decode()


def test_it_tells_nothing_while_voting_runs(visitor: Any, contest: Any) -> None:
    challenge, (entry, *_) = contest("closed")
    page = f"/@{entry.maker.username}/"
    assert 'id="entered"' in visitor.get(page).content.decode()
    to_phase(challenge, "voting")
    told = visitor.get(page).content.decode()
    assert 'id="entered"' not in told and entry.get_absolute_url() not in told
