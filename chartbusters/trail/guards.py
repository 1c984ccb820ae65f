"""What makes the trail append-only: triggers of the database, so that no door, bug or stolen
session gets by."""

TABLE = "trail_trace"
DAYS = 30  # TRAIL_DAYS can be no less

SQLITE = {
    "on": [
        f"""CREATE TRIGGER trail_no_update BEFORE UPDATE ON {TABLE}
        BEGIN SELECT RAISE(ABORT, 'the trail is never changed'); END""",
        f"""CREATE TRIGGER trail_no_delete BEFORE DELETE ON {TABLE}
        WHEN OLD.at > strftime('%Y-%m-%d %H:%M:%f', 'now', '-{DAYS} days')
        BEGIN SELECT RAISE(ABORT, 'the trail of the last {DAYS} days is never deleted'); END""",
    ],
    "off": ["DROP TRIGGER IF EXISTS trail_no_update", "DROP TRIGGER IF EXISTS trail_no_delete"],
}
POSTGRESQL = {
    "on": [
        """CREATE FUNCTION trail_guard() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN
            RAISE integrity_constraint_violation USING MESSAGE = 'the trail is never changed';
        END $$""",
        f"""CREATE TRIGGER trail_no_update BEFORE UPDATE ON {TABLE}
        FOR EACH ROW EXECUTE FUNCTION trail_guard()""",
        f"""CREATE TRIGGER trail_no_delete BEFORE DELETE ON {TABLE}
        FOR EACH ROW WHEN (OLD.at > now() - interval '{DAYS} days')
        EXECUTE FUNCTION trail_guard()""",
    ],
    "off": [
        f"DROP TRIGGER IF EXISTS trail_no_update ON {TABLE}",
        f"DROP TRIGGER IF EXISTS trail_no_delete ON {TABLE}",
        "DROP FUNCTION IF EXISTS trail_guard()",
    ],
}


def statements(vendor: str, way: str) -> list[str]:
    """SQL that turns the guards `on` or `off`."""
    return (SQLITE if vendor == "sqlite" else POSTGRESQL)[way]
