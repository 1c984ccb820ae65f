"""The people of a journey who come by HTTP alone: they join by the class code, enter, and vote on
every pair that they are given."""

from typing import Any

from generation.music import to_document
from generation.music.song import Song
from tests.browser.people import WORD
from tests.browsers import patience
from tests.crowds import WAIT, Caller
from tests.servers import Site
from tests.waiting import wait_until


def newcomer(site: Site, name: str) -> Caller:
    """Somebody new."""
    caller = Caller(site.url, name, "example.org", "192.0.2.1")
    caller.browser.get(f"{site.url}/accounts/signup/", timeout=WAIT)
    caller.send("/accounts/signup/", data={"username": name, "password1": WORD})
    assert caller.statuses == [302]
    return caller


def member(site: Site, name: str, slug: str, code: str) -> Caller:
    """Somebody new, whom the class code made a member."""
    caller = newcomer(site, name)
    caller.send(f"/challenges/{slug}/join/", data={"code": code})
    assert caller.statuses == [302, 302]
    return caller


def posted(caller: Caller, path: str, **body: Any) -> Any:
    """What the API answers; nothing where it has nothing."""
    answer = caller.send(f"/api/v1/{path}", json=body)
    assert answer.ok, answer.text
    return answer.json() if answer.content else None


def entered(caller: Caller, slug: str, song: Song, title: str) -> None:
    saved = posted(caller, "compositions/", title=title, document=to_document(song))
    posted(caller, "entries/", challenge=slug, composition=saved["id"])


def voted_on_all(caller: Caller, slug: str) -> int:
    """Prefers what begins higher, on pair after pair until none is left; gives how many."""
    count = 0
    while ballot := posted(caller, "ballots/", challenge=slug):
        for side in "ab":
            heard(caller, ballot, side)
        better = max("ab", key=lambda side: ballot[side]["document"]["tracks"][0]["notes"][0][1])
        posted(caller, f"ballots/{ballot['id']}/vote/", outcome=better)
        count += 1
    return count


def heard(caller: Caller, ballot: Any, side: str) -> None:
    """Tells that a side was heard until the server believes that it was long enough."""
    asked, path = ballot[side]["required_ms"], f"ballots/{ballot['id']}/heard/"
    wait_until(
        lambda: posted(caller, path, side=side, ms=asked)[f"heard_ms_{side}"] >= asked,
        patience() / 1000,
        "listening to be believed",
        pause=asked / 1000,
    )
