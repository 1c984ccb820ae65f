"""What keeps hidden melodies as they were sealed: triggers of the database, so that no door and no
bug changes what everybody has the digest of."""

from itertools import chain

TABLE, CONTESTS, CHALLENGES = (
    "modelcontests_contestmelody",
    "modelcontests_modelcontest",
    "challenges_challenge",
)
SAID = "the melodies of this contest are sealed"
SEALED = f"EXISTS (SELECT 1 FROM {CONTESTS} c WHERE c.challenge_id = {{}} AND c.sealed IS NOT NULL)"  # noqa: S608
# A contest that nobody has seen yet may go as a whole.
SHOWN = f"""EXISTS (SELECT 1 FROM {CONTESTS} c JOIN {CHALLENGES} h ON h.id = c.challenge_id
    WHERE c.challenge_id = OLD.contest_id AND c.sealed IS NOT NULL AND h.published)"""  # noqa: S608
ON = {"INSERT": SEALED.format("NEW.contest_id"), "UPDATE": SEALED.format("OLD.contest_id")}
ON["DELETE"] = SHOWN

SQLITE = {
    "on": [
        f"""CREATE TRIGGER melodies_no_{act.lower()} BEFORE {act} ON {TABLE} WHEN {when}
        BEGIN SELECT RAISE(ABORT, '{SAID}'); END"""
        for act, when in ON.items()
    ],
    "off": [f"DROP TRIGGER IF EXISTS melodies_no_{act.lower()}" for act in ON],
}


def _on_postgresql(act: str, when: str) -> list[str]:
    """PostgreSQL asks other tables in functions only."""
    name, row = f"melodies_no_{act.lower()}", "OLD" if act == "DELETE" else "NEW"
    return [
        f"""CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN
            IF {when} THEN
                RAISE integrity_constraint_violation USING MESSAGE = '{SAID}';
            END IF;
            RETURN {row};
        END $$""",
        f"CREATE TRIGGER {name} BEFORE {act} ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]


def _off_postgresql(act: str) -> list[str]:
    name = f"melodies_no_{act.lower()}"
    return [f"DROP TRIGGER IF EXISTS {name} ON {TABLE}", f"DROP FUNCTION IF EXISTS {name}()"]


POSTGRESQL = {
    "on": list(chain.from_iterable(_on_postgresql(act, when) for act, when in ON.items())),
    "off": list(chain.from_iterable(map(_off_postgresql, ON))),
}


def statements(vendor: str, way: str) -> list[str]:
    """SQL that turns the guards `on` or `off`."""
    return (SQLITE if vendor == "sqlite" else POSTGRESQL)[way]
