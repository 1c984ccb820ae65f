"""The backend: a server that was asked and stays silent is gone; one that cannot be reached is left
alone a moment.

The server's own timeouts end what it works on too long. They are no help when packets are lost on
the way, or when the server stands still; and the kernel's end only what nobody has acknowledged,
which a proxy in between may have.
"""

from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg.errors import _WaitTimeout

from chartbusters.ops.breaker import Breaker, LeftAloneError

_breaker = Breaker("the database", pause=1.0)


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        silence = self.settings_dict.get("SILENCE")
        if not silence:
            return super().get_new_connection(conn_params)
        try:
            with _breaker.guard((psycopg.OperationalError,)):
                connection = super().get_new_connection(conn_params)
        except LeftAloneError as error:
            raise psycopg.OperationalError(str(error)) from error
        bound(connection, silence)
        return connection


def bound(connection: psycopg.Connection[Any], seconds: float) -> None:
    """Makes every wait for the server's word end after so many seconds, with the connection
    closed."""
    wait = connection.wait

    def wait_a_while(gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        try:
            return wait(gen, interval=interval, timeout=timeout or seconds)
        except _WaitTimeout as error:
            # whatever it still says would be the answer to another question
            connection.pgconn.finish()
            _breaker.failed(error)
            raise psycopg.OperationalError(
                f"the database said nothing for {seconds:g} s"
            ) from error

    connection.wait = wait_a_while  # type: ignore[method-assign]
