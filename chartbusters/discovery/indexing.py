"""What the database itself keeps of listings: the index of their words, and how many hearts each
has. Whoever changes a row, and by whatever door, changes these in the same transaction.

SQLite remakes a table whose columns change, and its triggers go: a migration that does so ends with
`turned("on")`.
"""

# ruff: noqa: S608  (names of our own tables, and no values)

from collections.abc import Callable
from typing import Any

LISTINGS, HEARTS, WORDS = "discovery_listing", "discovery_heart", "discovery_words"

SQLITE = {
    "on": [
        # Our words are split and folded already: the plainest tokenizer, which leaves them whole.
        f"""CREATE VIRTUAL TABLE IF NOT EXISTS {WORDS} USING fts5(
            words, content='{LISTINGS}', content_rowid='id',
            tokenize="ascii tokenchars ':'", prefix='3 4 5', detail=none, columnsize=0)""",
        f"""CREATE TRIGGER listing_words_in AFTER INSERT ON {LISTINGS} BEGIN
            INSERT INTO {WORDS}(rowid, words) VALUES (NEW.id, NEW.words); END""",
        f"""CREATE TRIGGER listing_words_out AFTER DELETE ON {LISTINGS} BEGIN
            INSERT INTO {WORDS}({WORDS}, rowid, words) VALUES ('delete', OLD.id, OLD.words); END""",
        f"""CREATE TRIGGER listing_words_new AFTER UPDATE OF words ON {LISTINGS}
            WHEN OLD.words <> NEW.words BEGIN
            INSERT INTO {WORDS}({WORDS}, rowid, words) VALUES ('delete', OLD.id, OLD.words);
            INSERT INTO {WORDS}(rowid, words) VALUES (NEW.id, NEW.words); END""",
        f"""CREATE TRIGGER heart_given AFTER INSERT ON {HEARTS} BEGIN
            UPDATE {LISTINGS} SET hearts = hearts + 1 WHERE id = NEW.listing_id; END""",
        f"""CREATE TRIGGER heart_taken AFTER DELETE ON {HEARTS} BEGIN
            UPDATE {LISTINGS} SET hearts = hearts - 1 WHERE id = OLD.listing_id; END""",
    ],
    "off": [
        *(
            f"DROP TRIGGER IF EXISTS {name}"
            for name in (
                "listing_words_in",
                "listing_words_out",
                "listing_words_new",
                "heart_given",
                "heart_taken",
            )
        ),
        f"DROP TABLE IF EXISTS {WORDS}",
    ],
}
POSTGRESQL = {
    "on": [
        f"""ALTER TABLE {LISTINGS} ADD COLUMN document tsvector GENERATED ALWAYS AS
            (array_to_tsvector(string_to_array(btrim(words), ' '))) STORED""",
        f"CREATE INDEX {WORDS} ON {LISTINGS} USING gin (document)",
        f"""CREATE FUNCTION heart_counted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF TG_OP = 'INSERT' THEN
                UPDATE {LISTINGS} SET hearts = hearts + 1 WHERE id = NEW.listing_id;
            ELSE
                UPDATE {LISTINGS} SET hearts = hearts - 1 WHERE id = OLD.listing_id;
            END IF;
            RETURN NULL;
        END $$""",
        f"""CREATE TRIGGER heart_counted AFTER INSERT OR DELETE ON {HEARTS}
            FOR EACH ROW EXECUTE FUNCTION heart_counted()""",
    ],
    "off": [
        f"DROP TRIGGER IF EXISTS heart_counted ON {HEARTS}",
        "DROP FUNCTION IF EXISTS heart_counted()",
        f"DROP INDEX IF EXISTS {WORDS}",
        f"ALTER TABLE {LISTINGS} DROP COLUMN IF EXISTS document",
    ],
}


def turned(way: str) -> Callable[[Any, Any], None]:
    """What a migration runs to turn these `on` or `off`."""

    def run(apps: Any, schema_editor: Any) -> None:
        kind = SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL
        for statement in kind[way]:
            schema_editor.execute(statement, params=None)

    return run


def index_rebuild(connection: Any) -> None:
    """The index of words anew from the rows, where it may be broken. PostgreSQL's is of the
    database's own making."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {WORDS}({WORDS}) VALUES ('rebuild')")
