"""Tokens as the database holds them: encrypted with a key made of SECRET_KEY, so that a copy of the
database opens nobody's account; and the words by which a way to SoundCloud is known again."""

import base64
import hashlib
import hmac
import json

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from chartbusters.soundcloud.client import Tokens
from chartbusters.soundcloud.troubles import SignedOut


def tokens_seal(tokens: Tokens) -> str:
    pair = json.dumps([tokens.access, tokens.refresh])
    return _fernet().encrypt(pair.encode()).decode()


def tokens_open(sealed: str) -> tuple[str, str]:
    """Access and refresh token. Raises `SignedOut` when SECRET_KEY is another one since."""
    try:
        access, refresh = json.loads(_fernet().decrypt(sealed.encode()))
    except (InvalidToken, ValueError):
        raise SignedOut from None
    return access, refresh


def _fernet() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_keyed("soundcloud tokens")))


def verifier_of(state: str) -> str:
    """Of PKCE (RFC 7636): made of the state and the site's key, so that it is kept nowhere."""
    return _letters(_keyed(f"soundcloud verifier {state}"))


def challenge_of(verifier: str) -> str:
    return _letters(hashlib.sha256(verifier.encode()).digest())


def digest_of(secret: str) -> str:
    """What is kept of a state, or of the key of a session."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _keyed(words: str) -> bytes:
    return hmac.digest(settings.SECRET_KEY.encode(), words.encode(), "sha256")


def _letters(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
