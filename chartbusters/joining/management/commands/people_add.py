"""Adds people in bulk, and prints for each the link by which they set a password."""

import csv
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from chartbusters.joining.services import people_add
from chartbusters.web.errors import Refusal


class Command(BaseCommand):
    help = (
        "Adds an account for each line of a list (user name, mail address, name to show; "
        "also a CSV with headings)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("list", help="a file, or - for standard input")
        parser.add_argument("--site", default=_site(), help=f"how links begin (here {_site()})")
        parser.add_argument(
            "--send", action="store_true", help="mail each link instead of printing it"
        )

    def handle(self, *, list: str, site: str, send: bool, **options: Any) -> None:
        try:
            text = sys.stdin.read() if list == "-" else Path(list).read_text(encoding="utf-8-sig")
            added = people_add(
                text=text,
                by=None,
                send=send,
                address=lambda page, token: site.rstrip("/") + reverse(page, args=[token]),
            )
        except (OSError, UnicodeError, Refusal) as error:
            raise CommandError(str(error)) from None
        rows = csv.writer(self.stdout)
        rows.writerow(["line", "username", "email", "link", "fault"])
        rows.writerows(added)
        if faults := sum(bool(one.fault) for one in added):
            raise CommandError(
                f"{faults} of {len(added)} lines could not be taken; the others are done."
            )


def _site() -> str:
    host = next(
        (name for name in settings.ALLOWED_HOSTS if not name.startswith(("*", "."))), "localhost"
    )
    return f"https://{host}" if settings.HTTPS else f"http://{host}:8000"
