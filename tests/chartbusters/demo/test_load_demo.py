"""An empty site becomes one with something in it, and a second time nothing happens."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.comments.models import Comment
from chartbusters.discovery.models import Heart
from chartbusters.following.models import Follow
from chartbusters.playlists.models import Playlist
from chartbusters.voting.models import Vote


@pytest.mark.django_db(transaction=True)
def test_it_works(settings: Any, tmp_path: Path, visitor: Any, capsys: Any) -> None:
    settings.VAR_DIR = tmp_path
    call_command("demo")
    phases = dict(Challenge.objects.with_phase().values_list("slug", "phase"))
    assert phases == {
        "back-to-bach": "open",
        "sound-science-fair": "voting",
        "trick-or-melody": "closed",
    }
    password = (tmp_path / "demo_password").read_text()
    assert password in capsys.readouterr().out and visitor.login(username="ada", password=password)
    for entry in Entry.objects.select_related("score_report", "composition__head"):
        assert entry.score_report and entry.score_report.state == "done"
        assert (
            entry.revision
            and entry.revision.origin == "generated"
            and entry.revision.recipe["seed"]
        )
        page = f"/@{entry.maker.username}/{entry.composition.slug}/"  # type: ignore[union-attr]
        own = entry.maker.username == "ada"  # who looks; what others have in a vote is silent
        heard = own or phases[entry.challenge.slug] == "closed"
        assert visitor.get(page).status_code == (200 if heard else 404)
    board = visitor.get("/api/v1/leaderboards/trick-or-melody/").json()
    assert len(board["rows"]) == 6 and board["votes"] >= 30
    before = counted()
    assert all(before)
    call_command("demo")
    assert counted() == before


def counted() -> list[int]:
    return [each.objects.count() for each in (Vote, Entry, Heart, Follow, Comment, Playlist)]
