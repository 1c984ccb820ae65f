"""What the receipt of an entry is made over, so that anyone can check it."""

import hashlib
from datetime import datetime
from uuid import UUID


def receipt_of(*, pk: UUID, slug: str, username: str, digest: str, at: datetime) -> str:
    """SHA-256 over what was entered, where, by whom and when, one a line: anyone who knows these
    can check it."""
    return hashlib.sha256(
        "\n".join([str(pk), slug, username, digest, at.isoformat()]).encode()
    ).hexdigest()
