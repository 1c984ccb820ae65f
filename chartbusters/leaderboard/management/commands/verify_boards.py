"""`manage.py verify_boards [SLUG]`: walks the chain of sealed boards, and says whether all still
hold what was sealed."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from chartbusters.challenges.models import Challenge
from chartbusters.leaderboard.chain import chain_faults
from chartbusters.leaderboard.models import BoardSnapshot


class Command(BaseCommand):
    help = "Walks the chain of sealed boards and says whether all still hold what was sealed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", nargs="?", help="of one challenge; all, if left out")

    def handle(self, *, slug: str | None, **options: Any) -> None:
        challenges = Challenge.objects.order_by("pk")
        if slug is not None:
            challenges = challenges.filter(slug=slug)
            if not challenges.exists():
                raise CommandError(f"There is no challenge {slug}.")
        faults = 0
        for challenge in challenges:
            found = chain_faults(challenge=challenge)
            faults += len(found)
            for words in found:
                self.stdout.write(words)
        sealed = BoardSnapshot.objects.filter(challenge__in=challenges).count()
        if faults:
            raise CommandError(f"{faults} faults in {sealed} sealed boards.")
        self.stdout.write(f"All of {sealed} sealed boards hold.")
