"""What the database itself keeps of plays: the number in each listing is the sum of its days,
whoever changes a day and by whatever door. A song that goes while its plays are being counted takes
these along.

SQLite remakes a table whose columns change, and refuses while triggers of another speak of it: a
migration of listings there begins with `turned("off")` and ends with `turned("on")`.
"""

# ruff: noqa: S608  (names of our own tables, and no values)

from collections.abc import Callable
from typing import Any

LISTINGS, DAYS, HEARINGS = "discovery_listing", "plays_playday", "plays_hearing"
_ADD = f"UPDATE {LISTINGS} SET plays = plays + NEW.plays WHERE id = NEW.listing_id;"
# Never below nothing: where somebody has changed a number itself, its song can still go.
_TAKE = "UPDATE {} SET plays = {}(plays - OLD.plays, 0) WHERE id = OLD.listing_id;"
_SQLITE_TAKE, _TAKE = (_TAKE.format(LISTINGS, most) for most in ("MAX", "GREATEST"))

SQLITE = {
    "on": [
        f"CREATE TRIGGER plays_added AFTER INSERT ON {DAYS} BEGIN {_ADD} END",
        f"CREATE TRIGGER plays_changed AFTER UPDATE ON {DAYS} BEGIN {_SQLITE_TAKE} {_ADD} END",
        f"CREATE TRIGGER plays_taken AFTER DELETE ON {DAYS} BEGIN {_SQLITE_TAKE} END",
    ],
    "off": [
        f"DROP TRIGGER IF EXISTS {name}" for name in ("plays_added", "plays_changed", "plays_taken")
    ],
}
POSTGRESQL = {
    "on": [
        f"""CREATE FUNCTION plays_summed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF TG_OP <> 'INSERT' THEN {_TAKE} END IF;
            IF TG_OP <> 'DELETE' THEN {_ADD} END IF;
            RETURN NULL;
        END $$""",
        f"""CREATE TRIGGER plays_summed AFTER INSERT OR UPDATE OR DELETE ON {DAYS}
            FOR EACH ROW EXECUTE FUNCTION plays_summed()""",
        # Rows that were counted after whoever deletes the song had looked for them.
        f"""CREATE FUNCTION plays_go() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            DELETE FROM {DAYS} WHERE listing_id = OLD.id;
            DELETE FROM {HEARINGS} WHERE listing_id = OLD.id;
            RETURN NULL;
        END $$""",
        f"""CREATE TRIGGER plays_go AFTER DELETE ON {LISTINGS}
            FOR EACH ROW EXECUTE FUNCTION plays_go()""",
    ],
    "off": [
        f"DROP TRIGGER IF EXISTS plays_go ON {LISTINGS}",
        "DROP FUNCTION IF EXISTS plays_go()",
        f"DROP TRIGGER IF EXISTS plays_summed ON {DAYS}",
        "DROP FUNCTION IF EXISTS plays_summed()",
    ],
}


def turned(way: str) -> Callable[[Any, Any], None]:
    """What a migration runs to turn these `on` or `off`."""

    def run(apps: Any, schema_editor: Any) -> None:
        kind = SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL
        for statement in kind[way]:
            schema_editor.execute(statement, params=None)

    return run
