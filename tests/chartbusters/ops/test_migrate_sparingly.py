"""What migrations leave is what Django alone would have left, though fewer classes are made on the
way."""

from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from chartbusters.ops.migrating import WholeExecutor
from chartbusters.ops.sparing_state import SparingState
from tests.databases import on_postgres

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(on_postgres(), reason="it brings its own databases"),
]


def tables_made(app: str, executor: type[MigrationExecutor], path: Path) -> list[tuple[str, ...]]:
    """Type, name and words of all that the migrations of this app and those before make in an empty
    database."""
    connection.close()
    connection.settings_dict["NAME"] = str(path)
    migrating = executor(connection)
    migrating.migrate([node for node in migrating.loader.graph.leaf_nodes() if node[0] == app])
    with connection.cursor() as cursor:
        cursor.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2")
        return cursor.fetchall()


def test_it_works(empty_database: None, tmp_path: Path) -> None:
    # Thirty steps on models that people, songs and each other refer to.
    by_django = tables_made("challenges", MigrationExecutor, tmp_path / "django.sqlite3")
    assert tables_made("challenges", WholeExecutor, tmp_path / "ours.sqlite3") == by_django
    assert "challenges_entry" in {name for _, name, _ in by_django}


def test_it_makes_fewer_classes(
    empty_database: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = []
    reload = SparingState._reload

    def counted(state: SparingState, models: set[tuple[str, str]]) -> None:
        alone.append(len(models))
        reload(state, models)

    monkeypatch.setattr(SparingState, "_reload", counted)
    tables_made("accounts", WholeExecutor, tmp_path / "ours.sqlite3")
    assert alone and set(alone) == {1}
