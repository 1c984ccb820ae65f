"""A transaction that begins with the first write: what is read and checked before it holds up
nobody.

On SQLite a transaction of ours takes the one lock of all writers when it begins. Around a whole
request it would hold it while a body of 20,000 notes is checked. PostgreSQL locks rows when they
are written, so there it begins as ever.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.db import connection, transaction

database: Any = (
    connection  # its SQLite backend has a method for beginning that Django keeps for itself
)
_READS = re.compile(r"[\s(]*(SELECT|BEGIN|PRAGMA|EXPLAIN)\b", re.IGNORECASE)


class LateTransaction:
    """Stands between Django and the database, and calls `before_first_write`, within the
    transaction, where its name says. Whoever writes meets what that raises."""

    def __init__(self, before_first_write: Callable[[], None]) -> None:
        self.before_first_write = before_first_write
        self.postponed = False
        self.writing = False

    @contextmanager
    def atomic(self) -> Iterator[None]:
        self.postponed = connection.vendor == "sqlite" and not connection.in_atomic_block
        with ExitStack() as stack:
            if self.postponed:
                # Django believes that it has begun; until it has, what is read is read as outside
                # of a transaction.
                database._start_transaction_under_autocommit = lambda: None
            try:
                stack.enter_context(transaction.atomic())
            finally:
                if self.postponed:
                    del database._start_transaction_under_autocommit
            stack.enter_context(connection.execute_wrapper(self._watch))
            yield

    def _watch(
        self,
        execute: Callable[..., Any],
        sql: str,
        params: Any,
        many: bool,
        context: dict[str, Any],
    ) -> Any:
        if not self.writing and not _READS.match(sql):
            if self.postponed:
                database._start_transaction_under_autocommit()
            self.writing = True
            self.before_first_write()
        return execute(sql, params, many, context)
