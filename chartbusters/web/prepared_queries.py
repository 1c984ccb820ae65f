"""Queries that are put into SQL once a thread: the ORM takes longer for the words than a database
for the answer."""

from collections import namedtuple
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Model, QuerySet

Value = UUID | str | int | Sequence[UUID]
Known = TypeVar("Known", bound=Model)


def columns_of(model: type[Model], prefix: str = "") -> list[str]:
    """Names of all columns of a model, for `values_list`; with `prefix` of one it refers to."""
    return [f"{prefix}{field.attname}" for field in model._meta.concrete_fields]


def instance_of(model: type[Known], values: Sequence[Any]) -> Known:
    """An instance from the values of `columns_of`, as the ORM would have read it."""
    names = [field.attname for field in model._meta.concrete_fields]
    return model.from_db(DEFAULT_DB_ALIAS, names, values)


class Prepared:
    """Rows of `queryset(*samples).values_list(...)`, asked for with other values than the samples.

    Samples tell where in the parameters the values stand, so each must be one that the query holds
    nowhere else. A row has the names of its columns. `locks` is the model whose row stays locked
    until the transaction ends. With `many`, on PostgreSQL, the sample is one of a list
    (`pk__in=[sample]`) and a list of any length takes its place; rows that somebody else has locked
    are left out.
    """

    def __init__(
        self,
        queryset: Callable[..., QuerySet[Any, Any]],
        *samples: UUID | str | int,
        locks: type[Model] | None = None,
        many: bool = False,
    ) -> None:
        self.queryset = queryset
        self.samples = samples
        self.locks = locks
        self.many = many

    def rows(self, *values: Value) -> list[Any]:
        return list(map(self._compiled().row._make, self.tuples(*values)))

    def tuples(self, *values: Value) -> list[tuple[Any, ...]]:
        """Rows without names, where there are many and nobody looks into them."""
        compiled = self._compiled()
        parameters = compiled.parameters[:]
        for value, places in zip(values, compiled.places, strict=True):
            for place in places:
                parameters[place] = _as_stored(value)
        with connection.cursor() as cursor:
            cursor.execute(compiled.sql, parameters)
            found = cursor.fetchall()
        if compiled.converters:
            found = map(tuple, compiled.compiler.apply_converters(found, compiled.converters))
        return list(found)

    def first(self, *values: Value) -> Any:
        """The first row, or None; the query says how few it looks for."""
        return next(iter(self.rows(*values)), None)

    def _compiled(self) -> "_Compiled":
        # With the connection, which belongs to one thread and speaks one database's SQL.
        kept: dict[Prepared, _Compiled] = vars(connections[DEFAULT_DB_ALIAS]).setdefault(
            "prepared_queries", {}
        )
        if self not in kept:
            kept[self] = _Compiled(self)
        return kept[self]


class _Compiled:
    def __init__(self, prepared: Prepared) -> None:
        query = prepared.queryset(*prepared.samples).query
        self.compiler = query.get_compiler(DEFAULT_DB_ALIAS)
        self.sql, parameters = self.compiler.as_sql()
        self.parameters = list(parameters)
        if prepared.locks and connection.features.has_select_for_update:
            table = connection.ops.quote_name(prepared.locks._meta.db_table)
            self.sql += f" FOR NO KEY UPDATE OF {table}"
        if prepared.many:
            self.sql = self.sql.replace(" IN (%s)", " = ANY(%s)") + " SKIP LOCKED"
        self.places = [_places(self.parameters, sample) for sample in prepared.samples]
        columns = [column for column, *_ in self.compiler.select[: self.compiler.col_count]]
        self.converters = self.compiler.get_converters(columns)
        self.row: Any = namedtuple("Row", query.selected or ())  # type: ignore[misc]


def _places(parameters: list[Any], sample: UUID | str | int) -> list[int]:
    places = [
        place for place, parameter in enumerate(parameters) if parameter == _as_stored(sample)
    ]
    if not places:
        raise ValueError(f"The sample {sample!r} does not stand in the query.")
    return places


def _as_stored(value: Value) -> Value:
    return (
        value.hex
        if isinstance(value, UUID) and not connection.features.has_native_uuid_field
        else value
    )
