"""`manage.py migrate`: Django's, on an executor that no kill brings between a migration and its
record."""

from django.core.management.commands import migrate

from chartbusters.ops.migrating import WholeExecutor

# Django's command asks its module for an executor, and nothing else.
migrate.MigrationExecutor = WholeExecutor  # type: ignore[attr-defined]


class Command(migrate.Command):
    pass
