"""Under what names those who ask are counted, for limits and for budgets alike."""

import hashlib


def person_caller(pk: object) -> str:
    return f"user:{pk}"


def visitor_caller(session_key: str) -> str:
    """A digest, since the key itself opens the session."""
    return f"visitor:{hashlib.sha256(session_key.encode()).hexdigest()[:32]}"
