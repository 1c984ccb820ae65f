"""Songs that were public before passages were compared."""

from chartbusters.compositions.models import Composition, Visibility
from chartbusters.originality.models import Known
from chartbusters.originality.services import song_know
from generation.models import StoredSong


def songs_know() -> int:
    """Takes in every public song that is not known; returns how many. Entries are taken in as they
    are public once they are over, or when they are entered."""
    public = Composition.objects.filter(visibility=Visibility.PUBLIC, head__isnull=False)
    unknown = StoredSong.objects.filter(pk__in=public.values("head__song"))
    unknown = unknown.exclude(pk__in=Known.objects.values("digest"))
    taken = 0
    for stored in unknown.iterator(chunk_size=20):
        song_know(digest=stored.pk, song=stored.song)
        taken += 1
    return taken
