"""`manage.py instruments`: the operator's SoundFont is cut, and what is in use is told."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from chartbusters.ops.instruments import Uncut, instruments_cut


class Command(BaseCommand):
    help = (
        "Cuts the SoundFont that SOUNDFONT names into single instruments, once, and says what is "
        "in use. `manage.py up` does it by itself; run it where you start the parts by hand."
    )
    requires_system_checks = ()  # nothing of the site is asked

    def handle(self, **options: Any) -> None:
        try:
            made = instruments_cut()
        except Uncut as error:
            raise CommandError(str(error), returncode=2) from None
        self.stdout.write(f"{made.name}: {len(made.names)} instruments, digest {made.digest}")
