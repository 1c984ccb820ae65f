"""A challenge in voting with many entries, and what befalls it while a journey votes in it."""

from tests.servers import Site

BEGUN = """
from datetime import timedelta
from django.contrib.auth import get_user_model
from django.utils import timezone
from chartbusters.challenges.models import Challenge
from chartbusters.challenges.services import entry_create
from chartbusters.compositions.services import composition_create
from generation.music.song import TICKS_PER_QUARTER as BEAT, Note, Song, Track

now, hour = timezone.now(), timedelta(hours=1)
challenge = Challenge.objects.create(
    slug="{slug}", title="{title}", published=True, listening_ms={listening_ms},
    opens_at=now - hour, entries_close_at=now + hour, voting_closes_at=now + 9 * hour,
)
for number in range({entries}):
    maker = get_user_model().objects.create(username=f"{slug}-maker-{{number}}")
    pitches = [60 + (place * (number + 2)) % 12 for place in range(48)]
    loud = 60 + 9 * number
    notes = [Note(place * BEAT, pitch, BEAT, loud) for place, pitch in enumerate(pitches)]
    song = Song(tracks=[Track(notes=notes)])
    made = composition_create(owner=maker, song=song, title=f"Nameless {{number}}")
    entry_create(challenge=challenge, composition=made, maker=maker)
Challenge.objects.filter(pk=challenge.pk).update(entries_close_at=timezone.now())
"""
WITHDRAWN = """
from django.db.models.functions import Now
from chartbusters.challenges.models import Entry
from chartbusters.voting.models import Ballot
ballot = Ballot.objects.get(
    voter__username="{voter}", vote=None, skipped_at=None, replaced_at=None
)
Entry.objects.filter(pk=ballot.entry_b_id).update(withdrawn_at=Now())
"""


def begin_voting(site: Site, slug: str, title: str, entries: int, listening_ms: int) -> None:
    """A published challenge that takes votes for hours."""
    words = BEGUN.format(slug=slug, title=title, entries=entries, listening_ms=listening_ms)
    site.manage("shell", "-c", words)


def withdraw_what_lies_there(site: Site, voter: str) -> None:
    """An entry of the pair that this voter holds goes, as when entries were opened again."""
    site.manage("shell", "-c", WITHDRAWN.format(voter=voter))
