"""Songs to hear on a challenge's first page play where they stand, for as long as they are for
everybody."""

from typing import Any

from chartbusters.challenges.examples import examples_replace


def test_it_works(visitor: Any, alice: Any, challenge_in: Any, shared: Any) -> None:
    challenge, song = challenge_in("open"), shared(alice)
    examples_replace(challenge=challenge, songs=[song])
    page = visitor.get("/challenges/tunes/").content.decode()
    address = song.get_absolute_url()
    assert f'data-song="{address}notes.json"' in page and f'src="{address}cover.png"' in page
    assert 'aria-label="Play Morning Song"' in page and f'<a href="{address}">Morning Song' in page
    song.visibility = "private"
    song.save()
    assert address not in visitor.get("/challenges/tunes/").content.decode()
