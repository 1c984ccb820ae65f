"""Before entering, one hears one's song as voters will: nameless, and nobody else hears it."""

from typing import Any

from chartbusters.voting.disguise import disguised

SUBMIT = "/challenges/tunes/submit/"


def test_it_works(client_of: Any, alice: Any, challenge_in: Any, composition_of: Any) -> None:
    challenge_in("open")
    song = composition_of(alice, title="Told by its name")
    heard = f"/compositions/{song.pk}/heard.json"
    page = client_of(alice).get(f"{SUBMIT}?composition={song.pk}").content.decode()
    assert f'<song-player src="{heard}"' in page and "dist/player.js" in page
    answer = client_of(alice).get(heard)
    assert answer.json() == disguised(song.head.song.document)
    assert answer.json()["tracks"] and "Told by its name" not in answer.content.decode()


def test_it_requires_being_the_owner(
    client_of: Any, visitor: Any, alice: Any, bob: Any, challenge_in: Any, composition_of: Any
) -> None:
    challenge_in("open")
    heard = f"/compositions/{composition_of(alice).pk}/heard.json"
    assert client_of(bob).get(heard).status_code == 404
    assert visitor.get(heard).status_code == 302
