"""Signing in by name or mail address: one person is looked up, one password is hashed, whatever was
typed."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from chartbusters.accounts.models import User
from chartbusters.accounts.selectors import person_by_key, person_signing_in, rights_of

PERMISSIONS = "_perm_cache"  # of all backends that descend from Django's


class SignIn(AuthenticationBackend):
    """Django's and allauth's hash once or twice more for what they know: a clock told who is
    here."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:  # type: ignore[override]
        password = credentials.get("password")
        typed = credentials.get("username") or credentials.get("email")
        if not password or not typed:
            return None
        person = person_signing_in(typed=typed)
        if person is None:
            User().set_password(password)  # takes as long as looking whether it is right
        elif self._check_password(person, password):
            return person
        raise PermissionDenied  # so that no other backend is asked

    def get_user(self, user_id: Any) -> User | None:
        """Who is signed in, as Django's own would say, by a query that is put into SQL once."""
        person = person_by_key(pk=user_id)
        return person if person and self.user_can_authenticate(person) else None

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Both kinds by one query, under the name where Django's backends look first."""
        asked = isinstance(user_obj, User) and user_obj.is_active and obj is None
        if asked and not user_obj.is_superuser and not hasattr(user_obj, PERMISSIONS):
            setattr(user_obj, PERMISSIONS, rights_of(pk=user_obj.pk))
        return super().get_all_permissions(user_obj, obj)
