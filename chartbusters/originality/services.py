"""Every write of what is known of songs, and of what they share."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from chartbusters.compositions.models import Composition, Visibility
from chartbusters.originality.comparing import compare
from chartbusters.originality.indexing import open_index
from chartbusters.originality.models import Comparison, Known
from generation.messages import send_on_commit
from generation.models import StoredSong
from generation.music.song import Song
from scoring.originality.lines import find_lines, pack_lines

AGAIN = timedelta(minutes=10)  # at least, between two look-ups of one song
LOST = timedelta(minutes=1)  # after which one that was asked for is asked for again
COMPARE = "chartbusters.originality.tasks.song_compare"


def song_know(*, digest: str, song: Song) -> None:
    """Others are compared with this song from now on. In the transaction that enters or shows
    it."""
    if not Known.objects.filter(digest=digest).exists():
        lines = pack_lines(find_lines(song))
        Known.objects.bulk_create([Known(digest=digest, lines=lines)], ignore_conflicts=True)


def public_song_know(composition: Composition, song: Song | None) -> None:
    """A song that everybody may hear; one behind a secret link is nobody's to compare with."""
    if song is not None and composition.visibility == Visibility.PUBLIC:
        song_know(digest=song.digest, song=song)


def comparison_request(*, digest: str) -> Comparison:
    """What a song shares, asked for where nobody has, or where others have come since. Who asks
    twice at once is answered by one look-up."""
    with transaction.atomic():
        row, made = Comparison.objects.get_or_create(digest=digest)
        if made or _is_due(row):
            send_on_commit(COMPARE, digest)
    return row


def _is_due(row: Comparison) -> bool:
    """Whether it is to be looked up again; of two who ask, one is told so."""
    mine = Comparison.objects.filter(pk=row.pk)
    stale = Q(finished_at=None, asked_at__lt=Now() - LOST)
    newest = Known.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    if newest > row.among:
        stale |= Q(finished_at__isnull=False, asked_at__lt=Now() - AGAIN)
    return bool(mine.filter(stale).update(asked_at=Now()))


def song_compare(*, digest: str) -> None:
    """Looks a song up and keeps what was found. Runs twice safely: the same songs give the same
    passages."""
    stored = StoredSong.objects.filter(pk=digest).first()
    if stored is None:
        Comparison.objects.filter(digest=digest).delete()
        return
    index = open_index()
    found = compare(stored.song, digest, index)
    Comparison.objects.filter(digest=digest, among__lte=index.among).update(
        found=found, among=index.among, finished_at=Now()
    )


def passages_forget() -> int:
    """What is known of songs that are gone goes too; returns how many rows."""
    here = StoredSong.objects.values("pk")
    gone = [model.objects.exclude(digest__in=here).delete()[0] for model in (Known, Comparison)]
    return sum(gone)
