"""What runs migrations: what one does and the record that it was done are one transaction, so that
a kill leaves both or neither.

Django writes the record after the commit when statements were put off to the end (every new index
or foreign key is). Killed in between, `migrate` would begin that migration again, on tables that
are there already. Here the record comes first, and those statements are still of the transaction.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

from chartbusters.ops.sparing_state import SparingState

# Of a collection of the youngest, and after how many of these one of the middle. Between two steps
# all classes of models are made anew, and Python's own 700 had its collector look through them for
# half of the time; without it they would take a gigabyte.
SELDOM = (100_000, 20, 100)


class WholeExecutor(MigrationExecutor):
    """Migrations that say `atomic = False` go Django's way, and so does a database that cannot roll
    tables back."""

    def migrate(self, *words: Any, **options: Any) -> ProjectState:
        with _collecting_seldom():
            return super().migrate(*words, **options)

    def _migrate_all_forwards(
        self, state: ProjectState, *words: Any, **options: Any
    ) -> ProjectState:
        sparing = SparingState(state.models, state.real_apps)
        # Django's annotations leave its private methods out.
        made: ProjectState = super()._migrate_all_forwards(sparing, *words, **options)  # type: ignore[misc]
        made.clear_delayed_apps_cache()
        return made

    def apply_migration(
        self,
        state: ProjectState,
        migration: Migration,
        fake: bool = False,
        fake_initial: bool = False,
    ) -> ProjectState:
        if fake_initial and not fake:
            fake, state = self.detect_soft_applied(state, migration)
        if fake or not self._is_whole(migration):
            return super().apply_migration(state, migration, fake=fake)
        self._tell("apply_start", migration)
        with self.connection.schema_editor(atomic=True) as editor:
            state = migration.apply(state, editor)
            self.record_migration(migration)
        self._tell("apply_success", migration)
        return state

    def unapply_migration(
        self, state: ProjectState, migration: Migration, fake: bool = False
    ) -> ProjectState:
        if fake or not self._is_whole(migration):
            return super().unapply_migration(state, migration, fake=fake)
        self._tell("unapply_start", migration)
        with self.connection.schema_editor(atomic=True) as editor:
            state = migration.unapply(state, editor)
            for app, name in migration.replaces:
                self.recorder.record_unapplied(app, name)
            self.recorder.record_unapplied(migration.app_label, migration.name)
        self._tell("unapply_success", migration)
        return state

    def _is_whole(self, migration: Migration) -> bool:
        return migration.atomic and self.connection.features.can_rollback_ddl

    def _tell(self, what: str, migration: Migration) -> None:
        if self.progress_callback:
            self.progress_callback(what, migration, False)


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
