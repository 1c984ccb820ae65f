"""`manage.py up`: the whole site in one command."""

import logging.config
import os
import socket
import urllib.request
from argparse import ArgumentParser
from contextlib import closing
from typing import Any
from urllib.error import URLError

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from chartbusters.ops.child import GivenUp
from chartbusters.ops.instruments import Uncut, instruments_cut
from chartbusters.ops.only_one import only_one
from chartbusters.ops.private_files import keep_to_owner, take_from_others
from chartbusters.ops.processes import all_parts
from chartbusters.ops.static_files import collected_names, static_fault
from chartbusters.ops.supervisor import Supervisor


class Command(BaseCommand):
    """Runs without Django's apps (see manage.py): a supervisor that imports them all would hold 100
    MB for nothing."""

    help = (
        "Starts web, workers, scheduler and broker, and keeps them running until Ctrl-C. "
        "Everything ends with it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
        host = os.environ.get("HOST") or "127.0.0.1"
        parser.add_argument("--host", default=host, help="address to listen on; 0.0.0.0 for all")

    requires_system_checks = ()  # they need the apps; `manage.py migrate` and `check` run them

    def handle(self, *, host: str, port: int, **options: Any) -> None:
        logging.config.dictConfig(settings.LOGGING)
        keep_to_owner()
        take_from_others(settings.VAR_DIR)
        with closing(only_one()):
            _port_free(host, port)
            _nothing_missing()
            address = f"http://{'127.0.0.1' if host in ('0.0.0.0', '') else host}:{port}/"  # noqa: S104

            def announce(seconds: float) -> None:
                self.stdout.write(
                    self.style.SUCCESS(
                        f"Chartbusters is up at {address} (ready in {seconds:.1f} s; Ctrl-C "
                        "stops it)"
                    )
                )
                self.stdout.flush()

            try:
                Supervisor(all_parts(host, port), lambda: _is_up(address), announce).run()
            except (GivenUp, ImproperlyConfigured) as error:
                raise CommandError(f"Chartbusters cannot be started. {error}") from None
            self.stdout.write("Chartbusters has stopped.")


def _nothing_missing() -> None:
    """Raises when the site would start and yet not work: no sound, or no pages."""
    try:
        instruments_cut()
    except Uncut as error:
        raise CommandError(str(error), returncode=2) from None
    if fault := static_fault(collected_names()):
        stamp = f"{os.environ.get('VAR_DIR') or 'var'}/static/.collected"
        message = (
            f"Pages cannot be shown, for static files are {fault}. Run this first: make {stamp}"
        )
        raise CommandError(message, returncode=2)


def _port_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            message = (
                f"Port {port} on {host} cannot be used: {error}. Choose another: make run PORT=8001"
            )
            raise CommandError(message, returncode=2) from None


def _is_up(address: str) -> bool:
    host = next(
        (name for name in settings.ALLOWED_HOSTS if not name.startswith(("*", "."))), "localhost"
    )
    request = urllib.request.Request(address + "healthz", headers={"Host": host})  # noqa: S310  our own address
    try:
        with urllib.request.urlopen(request, timeout=2) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False
