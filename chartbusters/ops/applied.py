"""Whether the database is as this code wants it: migrations by name, without the machinery that
applies them."""

import pkgutil
from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from itertools import chain

from django.apps import AppConfig, apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def migrations_missing() -> int:
    """How many migrations of this code the database has not seen."""
    return len(migrations_of_this_code() - set(MigrationRecorder(connection).applied_migrations()))


@lru_cache
def migrations_of_this_code() -> frozenset[tuple[str, str]]:
    return frozenset(chain.from_iterable(map(_names, apps.get_app_configs())))


def _names(app: AppConfig) -> Iterator[tuple[str, str]]:
    module_name, _ = MigrationLoader.migrations_module(app.label)
    try:
        module = import_module(module_name or "")
    except (ImportError, ValueError):  # an app without a database
        return
    for entry in pkgutil.iter_modules(module.__path__):
        if entry.name[0] not in "_~":
            yield app.label, entry.name
