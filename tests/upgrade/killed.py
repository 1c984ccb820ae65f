"""`manage.py migrate auth`, killed as soon as the first transaction of a migration is committed:
`killed.py auth.0001_initial`."""

import os
import signal
import sys
from typing import Any

import django

django.setup()

from django.core.management import call_command, load_command_class  # noqa: E402
from django.core.management.commands import migrate  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.migrations import Migration  # noqa: E402

load_command_class("chartbusters.ops", "migrate")


class Killed(migrate.MigrationExecutor):
    def apply_migration(self, state: Any, migration: Migration, *words: Any, **named: Any) -> Any:
        if str(migration) == sys.argv[1]:
            connection._commit = commit_and_die
        return super().apply_migration(state, migration, *words, **named)


def commit_and_die() -> None:
    connection.connection.commit()
    os.kill(os.getpid(), signal.SIGKILL)


migrate.MigrationExecutor = Killed
call_command("migrate", "auth", verbosity=0)
