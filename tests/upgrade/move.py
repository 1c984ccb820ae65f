"""Puts an older SQLite database into an empty PostgreSQL database of the same age: `move.py
OLD.sqlite3`.

The tables are made by our migrations, as far as the older database says they went; the rows come
through models of that age. What is left to do after it is what any upgrade does: `manage.py
migrate`.
"""

import os
import sys
from typing import Any

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chartbusters.settings")
# had the tokens then; ours take them over by name
settings.INSTALLED_APPS.append("rest_framework.authtoken")
settings.DATABASES["old"] = {"ENGINE": "django.db.backends.sqlite3", "NAME": sys.argv[1]}
django.setup()

from django.core.management.color import no_style  # noqa: E402
from django.db import connections, transaction  # noqa: E402
from django.db.migrations.recorder import MigrationRecorder  # noqa: E402

from chartbusters.ops.migrating import WholeExecutor  # noqa: E402

AT_ONCE = 500


def move() -> None:
    new = connections["default"]
    went = list(MigrationRecorder(connections["old"]).applied_migrations())
    executor = WholeExecutor(new)
    state = executor.migrate([one for one in went if one in executor.loader.graph.nodes])
    models = [
        model for model in state.apps.get_models(include_auto_created=True) if model._meta.managed
    ]
    with transaction.atomic(), new.cursor() as cursor:
        # Rows refer to each other in circles (a song and its last revision): the keys are looked at
        # in the end.
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for model in models:
            copy(model)
        for statement in new.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def copy(model: Any) -> None:
    kept = [field for field in model._meta.concrete_fields if not field.generated]
    rows = model._base_manager.using("old").order_by("pk")
    made = []
    for row in rows:
        made.append(model(**{field.attname: getattr(row, field.attname) for field in kept}))
    # What migrations put into an empty database would stand in the way, under other numbers.
    model._base_manager.using("default").all()._raw_delete("default")
    for field in kept:
        # Moved as it is: no time is set anew, no file is looked for.
        field.pre_save = lambda row, add, name=field.attname: getattr(row, name)
    model._base_manager.using("default").bulk_create(made, batch_size=AT_ONCE)


if __name__ == "__main__":
    move()
