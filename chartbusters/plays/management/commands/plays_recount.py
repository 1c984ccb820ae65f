"""Counts the plays of all songs anew from the log of days, and says where the number differs."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from chartbusters.plays.services import plays_recount


class Command(BaseCommand):
    help = (
        "Adds up the log of plays and compares it with the number of each song. Ends with status 1 "
        "where one differs, unless --mend puts it right. The site may run meanwhile."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--mend", action="store_true", help="put wrong numbers right")

    def handle(self, *args: Any, **options: Any) -> None:
        found = plays_recount(mend=options["mend"])
        for wrong in found:
            song = wrong.listing.composition
            self.stdout.write(
                f"{song.pk} {song.title}: {wrong.stored:,} stored, {wrong.summed:,} in the log"
            )
        done = " They were put right." if options["mend"] and found else ""
        self.stdout.write(f"{len(found):,} numbers of plays differ from the log.{done}")
        if found and not options["mend"]:
            sys.exit(1)
