"""Django's sessions in the database, read by a query that is put into SQL once: every request of
somebody signed in asks it."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.db.models.functions import Now

from chartbusters.web.prepared_queries import Prepared, columns_of, instance_of


class SessionStore(DatabaseStore):
    """The same rows, signed in the same way: the name of the class is part of the signature."""

    def _get_session_from_db(self) -> Session | None:
        found = _LIVING.first(self.session_key or "")
        if found is None:
            self._session_key = None
            return None
        return instance_of(Session, found)


def _living(key: str) -> QuerySet[Session, Any]:
    found = Session.objects.filter(session_key=key, expire_date__gt=Now())
    return found.values_list(*columns_of(Session))


_LIVING = Prepared(_living, "no session has this key")
