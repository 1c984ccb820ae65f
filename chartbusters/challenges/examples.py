"""Songs that a challenge plays as examples, named by their addresses on this site."""

import re
from collections.abc import Iterable

from chartbusters.challenges.models import Challenge, Example
from chartbusters.compositions.models import Composition
from chartbusters.compositions.selectors import heard_by_everybody
from chartbusters.web.errors import Refusal

MOST_EXAMPLES = 12
LONGEST_TEXT = 4_000
SONG = re.compile(r"/@([\w.@+-]{1,150})/([\w-]{1,100})/?$")


def examples_read(text: str) -> list[Composition]:
    """The songs behind addresses, one a line. Raises `Refusal` that names the line."""
    lines = list(dict.fromkeys(filter(None, map(str.strip, text[:LONGEST_TEXT].splitlines()))))
    if len(lines) > MOST_EXAMPLES or len(text) > LONGEST_TEXT:
        message = f"A challenge has {MOST_EXAMPLES} examples at most. Nothing was saved."
        raise Refusal("too_many", message, field="playlist")
    found = [_song(line) for line in lines]
    return list({song.pk: song for song in found}.values())


def _song(line: str) -> Composition:
    named = SONG.search(line)
    public = Composition.objects.filter(heard_by_everybody()).select_related("owner")
    song = named and public.filter(owner__username__iexact=named[1], slug=named[2]).first()
    if not song:
        message = (
            f"“{line[:100]}” is no public song of this site that everybody may hear now. Copy the "
            "address of its page. Nothing was saved."
        )
        raise Refusal("no_such_song", message, field="playlist")
    return song


def examples_written(challenge: Challenge) -> str:
    """All examples by their addresses, as the form shows them."""
    if not challenge.pk:
        return ""
    rows = challenge.examples.select_related("composition__owner")
    return "\n".join(row.composition.get_absolute_url() for row in rows)


def examples_of(*, challenge: Challenge) -> list[Composition]:
    """What everybody may hear of them now, in their order."""
    heard = Composition.objects.filter(heard_by_everybody(), pk__in=_songs(challenge))
    place = dict(Example.objects.filter(challenge=challenge.pk).values_list("composition", "place"))
    return sorted(heard.select_related("owner"), key=lambda song: place.get(song.pk, 0))


def _songs(challenge: Challenge) -> Iterable[object]:
    return Example.objects.filter(challenge=challenge.pk).values("composition")


def examples_replace(*, challenge: Challenge, songs: Iterable[Composition]) -> None:
    """In the transaction that saves the challenge."""
    Example.objects.filter(challenge=challenge).delete()
    rows = [
        Example(challenge=challenge, composition=song, place=place)
        for place, song in enumerate(songs, 1)
    ]
    Example.objects.bulk_create(rows)
