"""Lists all public songs anew, with the index of their words, and counts hearts again."""

from typing import Any

from django.core.management.base import BaseCommand

from chartbusters.discovery.services import hearts_recount, listings_rebuild


class Command(BaseCommand):
    help = (
        "Makes the lists of songs and their search anew from the songs, and counts hearts again. "
        "The site may run meanwhile."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        listed = listings_rebuild()
        wrong = hearts_recount()
        self.stdout.write(f"{listed:,} songs are listed; {wrong:,} numbers of hearts were wrong.")
