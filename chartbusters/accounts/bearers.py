"""Who comes with a token: for REST framework, and before it for limits and idempotency keys, which
count by person."""

import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from knox.auth import TokenAuthentication
from rest_framework.authentication import get_authorization_header
from rest_framework.exceptions import AuthenticationFailed

from chartbusters.accounts import selectors, services
from chartbusters.accounts.models import Token, User

_SCHEMES = (b"token", b"bearer")
_SECRET = re.compile(rb"[\x21-\x7e]{1,200}")


class BearerAuthentication(TokenAuthentication):
    """`Authorization: Bearer …`, or `Token …` as programs wrote it before."""

    def authenticate(self, request: Any) -> tuple[User, Token] | None:
        scheme, _, secret = get_authorization_header(request).partition(b" ")
        if scheme.lower() not in _SCHEMES:
            return None
        if not _SECRET.fullmatch(secret):
            raise AuthenticationFailed
        user, token = self.authenticate_credentials(secret)
        return user, token

    def authenticate_header(self, request: Any) -> str:
        return 'Bearer realm="api"'

    def validate_user(self, auth_token: Token) -> tuple[User, Token]:
        user, token = super().validate_user(auth_token)
        services.token_used(token=token)
        return user, token

    def _cleanup_token(self, auth_token: Token) -> bool:
        """Whether it has ended. Knox would go by this machine's clock, and delete it while somebody
        only reads."""
        return not selectors.token_lives(token=auth_token)


class BearerMiddleware:
    """`request.bearer`: the person whose token came with a request, or None; looked up when
    somebody asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.bearer = SimpleLazyObject(lambda: bearer_of(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def bearer_of(request: HttpRequest) -> User | None:
    try:
        found = BearerAuthentication().authenticate(request)
    except AuthenticationFailed:
        return None  # REST framework will say so
    return found[0] if found else None
