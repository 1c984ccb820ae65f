"""What the database itself keeps of comments: how many there are to be read under a song and below
a comment, and that replies stand one level below, at the moment of what they answer. Whoever
changes a row, and by whatever door, changes these in the same transaction.

SQLite remakes a table whose columns change, and its triggers go: a migration that does so ends with
`turned("on")`.
"""

# ruff: noqa: S608  (names of our own tables, and no values)

from collections.abc import Callable
from typing import Any

COMMENTS, DISCUSSIONS = "comments_comment", "comments_discussion"
READ = "({0}.removed_at IS NULL AND {0}.hidden_at IS NULL)"
NEW, OLD = READ.format("NEW"), READ.format("OLD")
FITS = f"""EXISTS (SELECT 1 FROM {COMMENTS} WHERE id = NEW.parent_id AND parent_id IS NULL
    AND discussion_id = NEW.discussion_id AND at_ms = NEW.at_ms)"""
NAMES = ("comment_fits", "comment_in", "comment_out", "comment_turned")


def _counted(row: str, by: str) -> str:
    return f"""UPDATE {DISCUSSIONS} SET count = count + {by} WHERE song_id = {row}.discussion_id;
        UPDATE {COMMENTS} SET replied = replied + {by} WHERE id = {row}.parent_id;"""


SQLITE = {
    "on": [
        f"""CREATE TRIGGER comment_fits BEFORE INSERT ON {COMMENTS}
            WHEN NEW.parent_id IS NOT NULL AND NOT {FITS} BEGIN
            SELECT RAISE(ABORT, 'a reply stands below a comment of the same moment'); END""",
        f"""CREATE TRIGGER comment_in AFTER INSERT ON {COMMENTS} WHEN {NEW} BEGIN
            {_counted("NEW", "1")} END""",
        f"""CREATE TRIGGER comment_out AFTER DELETE ON {COMMENTS} WHEN {OLD} BEGIN
            {_counted("OLD", "-1")} END""",
        f"""CREATE TRIGGER comment_turned AFTER UPDATE OF removed_at, hidden_at ON {COMMENTS}
            WHEN {NEW} <> {OLD} BEGIN
            {_counted("NEW", f"({NEW} - {OLD})")} END""",
    ],
    "off": [f"DROP TRIGGER IF EXISTS {name}" for name in NAMES],
}
POSTGRESQL = {
    "on": [
        f"""CREATE FUNCTION comment_fits() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF NEW.parent_id IS NOT NULL AND NOT {FITS} THEN
                RAISE 'a reply stands below a comment of the same moment'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END $$""",
        f"""CREATE TRIGGER comment_fits BEFORE INSERT ON {COMMENTS}
            FOR EACH ROW EXECUTE FUNCTION comment_fits()""",
        f"""CREATE FUNCTION comment_counted() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE change integer := 0;
        BEGIN
            IF TG_OP = 'DELETE' THEN
                change := -{OLD}::int;
                {_counted("OLD", "change")}
                RETURN NULL;
            END IF;
            change := {NEW}::int;
            IF TG_OP = 'UPDATE' THEN change := change - {OLD}::int; END IF;
            IF change <> 0 THEN
                {_counted("NEW", "change")}
            END IF;
            RETURN NULL;
        END $$""",
        f"""CREATE TRIGGER comment_counted
            AFTER INSERT OR DELETE OR UPDATE OF removed_at, hidden_at ON {COMMENTS}
            FOR EACH ROW EXECUTE FUNCTION comment_counted()""",
    ],
    "off": [
        f"DROP TRIGGER IF EXISTS comment_counted ON {COMMENTS}",
        f"DROP TRIGGER IF EXISTS comment_fits ON {COMMENTS}",
        "DROP FUNCTION IF EXISTS comment_counted()",
        "DROP FUNCTION IF EXISTS comment_fits()",
    ],
}


def turned(way: str) -> Callable[[Any, Any], None]:
    """What a migration runs to turn these `on` or `off`."""

    def run(apps: Any, schema_editor: Any) -> None:
        kind = SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL
        for statement in kind[way]:
            schema_editor.execute(statement, params=None)

    return run
