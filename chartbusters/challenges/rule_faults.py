"""What is wrong with rules as an organiser typed them: those that no song meets."""

from typing import Any

from chartbusters.challenges.rules import RULES


def rules_fault(value: object) -> str | None:
    """What is wrong with the rules as an organiser typed them; None when they can be used."""
    if not isinstance(value, list):
        return "Rules are a list."
    for row in value:
        if not isinstance(row, dict) or set(row) != {"rule", "value"}:
            return 'Each rule is {"rule": name, "value": figure or word}.'
        if not isinstance(row["rule"], str) or row["rule"] not in RULES:
            return f"There is no rule {row['rule']!r}; there are {', '.join(RULES)}."
        if not RULES[row["rule"]].fits(row["value"]):
            return (
                f"No song meets {row['rule']} {row['value']!r}: its value is "
                f"{RULES[row['rule']].wants}."
            )
    return _twice([row["rule"] for row in value]) or _crossed(value)


def _twice(names: list[str]) -> str | None:
    """No song is in two times, and of two bounds one is idle; a technique may be asked for beside
    another."""
    again = sorted({name for name in names if names.count(name) > 1} - {"technique"})
    return f"The rule {again[0]} stands there twice; keep one of them." if again else None


def _crossed(rows: list[dict[str, Any]]) -> str | None:
    """No song has at least more of something than at most."""
    bounds = {row["rule"]: row["value"] for row in rows}
    for name, least in bounds.items():
        kind, _, what = name.partition("_")
        most = bounds.get(f"maximum_{what}")
        if kind == "minimum" and most is not None and least > most:
            return f"No song has at least {least} {what} and at most {most}."
    return None
