"""Makes a blind test: real bands, models, rules and strangers' bands as nameless entries."""

from datetime import timedelta
from typing import Any

from celery import current_app
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from chartbusters.accounts.models import User
from chartbusters.listening import selectors, services
from chartbusters.listening.wishes import add_wishes, read_programme
from generation.errors import Declined
from generation.listening.kinds import KINDS


class Command(BaseCommand):
    """Exit status: 0 done, 1 declined, 2 no such model."""

    help = (
        "Makes challenges in which listeners compare, blindly, accompaniments of the same "
        "melodies: by people, models and rules. Does nothing where there is one of that name."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        add_wishes(parser, melodies=6)
        parser.add_argument(
            "--by", required=True, help="user name of the organiser whose test it is"
        )
        parser.add_argument("--name", help="in its addresses (default blind-GENRE)")
        parser.add_argument("--days", type=float, default=14, help="of voting (default 14)")
        parser.add_argument(
            "--pairs", type=int, default=0, help="a listener is given of a melody (default all)"
        )
        parser.add_argument(
            "--listening", type=int, default=10, help="seconds of each side (default 10)"
        )
        parser.add_argument(
            "--tell", action="store_true", help="after the end: name the accounts for what they are"
        )
        parser.add_argument(
            "--remove", action="store_true", help="take it off the site; what was voted stays"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        # What services queue waits for the site's own workers, which look every minute.
        current_app.conf.broker_url = "memory://localhost/"
        kind = KINDS[options["technique"]]
        name = options["name"] or f"blind-{options['genre']}{kind.ending}"
        by = User.objects.filter(username=options["by"]).first()
        if by is None:
            raise CommandError(f"There is nobody called {options['by']}.")
        try:
            if options["remove"]:
                count = services.blind_test_remove(name=name, by=by)
                self.stdout.write(f"{name}: {count} challenges are off the site. Votes are kept.")
            elif options["tell"]:
                self._tell(name)
            elif selectors.blind_test(name=name):
                self.stdout.write(f"{name}: there already, nothing was done")
            else:
                self._make(name, by, options)
        except Declined as refusal:
            raise CommandError(refusal.message) from refusal

    def _tell(self, name: str) -> None:
        for maker, called in services.blind_test_tell(name=name).items():
            self.stdout.write(f"{called} was {maker}")

    def _make(self, name: str, by: User, options: dict[str, Any]) -> None:
        programme = read_programme(options)
        terms = services.Terms(
            name,
            by,
            voting=timedelta(days=options["days"]),
            pairs=options["pairs"],
            listening=timedelta(seconds=options["listening"]),
        )
        made = services.blind_test_make(
            programme=programme, terms=terms, say=lambda line: self.stderr.write(line)
        )
        first = made.challenges[0]
        self.stdout.write(
            f"{reverse('season', args=[name])}: {len(made.challenges)} challenges, seed "
            f"{programme.wish.seed}. Voting begins at {first.entries_close_at:%H:%M:%S} UTC and "
            f"ends on {first.voting_closes_at:%-d %B %Y}."
        )
        for challenge, code in zip(made.challenges, made.codes, strict=False):
            self.stdout.write(f"{challenge.get_absolute_url()}join/?code={code}")
        self.stdout.write("As the metrics alone see it, until people have voted:")
        for maker, score, count in selectors.scores_of(name=name):
            self.stdout.write(f"{score:5.1f}  {maker} ({count})")
