"""Songs stored by digest."""

from django.db import transaction

from generation.models import StoredSong, packed_song
from generation.music.song import Song


def song_prepare(*, song: Song) -> None:
    """Works out what `song_store` writes, for who will hold a lock then: 20,000 notes take a
    while."""
    if not StoredSong.objects.filter(pk=song.digest).exists():
        packed_song(song)


def song_store(*, song: Song) -> StoredSong:
    """The row of the song, made when it is new. Two that store the same song at once get the same
    row.

    Whoever stores a song to refer to it does both in one transaction; and `song_prepare` before it.
    """
    values = {"packed": lambda: packed_song(song)}  # called for a new one
    with transaction.atomic():
        while True:
            stored, made = StoredSong.objects.get_or_create(digest=song.digest, defaults=values)
            # A song that nobody held may be forgotten just now: locked, it stays until our
            # reference is written; if it went while we waited, it is made anew.
            if (
                made
                or StoredSong.objects.select_for_update(no_key=True).filter(pk=stored.pk).exists()
            ):
                return stored
