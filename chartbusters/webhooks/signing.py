"""Secrets and signatures, as Standard Webhooks has them."""

import base64
import hashlib
import hmac
import secrets

from django.conf import settings

PREFIX = "whsec_"


def salt_draw() -> str:
    return secrets.token_hex(32)


def secret_of(salt: str) -> str:
    """What the receiver checks signatures with. Made of the site's key, and kept nowhere."""
    return PREFIX + base64.b64encode(_key(salt)).decode()


def _key(salt: str) -> bytes:
    return hmac.digest(settings.SECRET_KEY.encode(), f"webhook {salt}".encode(), "sha256")


def signed_headers(message_id: str, moment: int, body: bytes, salts: list[str]) -> dict[str, str]:
    """One signature for each secret that counts: while one takes the place of another, these are
    two."""
    signed = f"{message_id}.{moment}.".encode() + body
    digests = (hmac.new(_key(salt), signed, hashlib.sha256).digest() for salt in salts)
    signatures = (f"v1,{base64.b64encode(digest).decode()}" for digest in digests)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(moment),
        "webhook-signature": " ".join(signatures),
    }
