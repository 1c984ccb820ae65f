"""`manage.py originality_index`: the index of passages made anew from all entries and public
songs."""

from typing import Any

from django.core.management.base import BaseCommand

from chartbusters.originality.indexing import index_rebuild
from chartbusters.originality.knowing import songs_know


class Command(BaseCommand):
    help = "Takes in songs that were public before passages were compared, and writes the index."

    def handle(self, **options: Any) -> None:
        taken, written = songs_know(), index_rebuild()
        self.stdout.write(f"{taken} songs taken in, {written} written into the index.")
