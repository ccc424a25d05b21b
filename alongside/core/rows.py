"""A record read again by its key, as it stands now: what every command does first, so by one plain statement."""

import functools
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, models

STEPS = 2  # how far from a record those that were read with it are read again: its referral, and the referral's person


def read_again(row: models.Model, locked: Iterable[models.Model] = ()) -> None:
    """Lock `row` where the database can, and give it the values it has now, in place.

    Raises ObjectDoesNotExist when it is gone.
    The records it was read with are read again too, as new objects, after the lock; one that is `locked` beside it is
    that very object. Whatever else was kept on it is forgotten.
    """
    for field, value in zip(row._meta.concrete_fields, _values(type(row), row.pk, lock=True), strict=True):
        setattr(row, field.attname, value)  # a key that is another now forgets the record it named
    for relation in row._meta.related_objects:
        row._state.fields_cache.pop(relation.cache_name, None)
    if hasattr(row, "_prefetched_objects_cache"):
        row._prefetched_objects_cache = {}
    _read_beside(row, row, {(type(other), other.pk): other for other in locked}, STEPS)


def _read_beside(row: models.Model, known: models.Model, locked: dict[Any, models.Model], steps: int) -> None:
    """Give `row` the records that `known` was read with, as they are now."""
    for field in known._meta.concrete_fields:
        if field.is_relation and (other := known._state.fields_cache.get(field.name)) is not None:
            key, model = getattr(row, field.attname), type(other)
            if fresh := locked.get((model, key)):
                row._state.fields_cache[field.name] = fresh
            elif steps and key == other.pk:
                names = [kept.attname for kept in model._meta.concrete_fields]
                row._state.fields_cache[field.name] = fresh = model.from_db(
                    connection.alias, names, _values(model, key)
                )
                _read_beside(fresh, other, locked, steps - 1)
            else:
                row._state.fields_cache.pop(field.name, None)


def _values(model: type[models.Model], key: Any, *, lock: bool = False) -> list[Any]:
    sql, converters = _statement(model, connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} FOR UPDATE" if lock and connection.features.has_select_for_update else sql, [key])
        found = cursor.fetchone()
    if found is None:
        raise ObjectDoesNotExist(model._meta.label)
    values = list(found)
    for position, column, convert in converters:
        values[position] = convert(values[position], column, connection)
    return values


@functools.cache
def _statement(model: type[models.Model], vendor: str) -> tuple[str, list[tuple[int, Any, Any]]]:
    """The SELECT of every column by key, and what turns a column of it into Python's value, as Django's own do."""
    table, name = model._meta.db_table, connection.ops.quote_name
    columns = [field.get_col(table) for field in model._meta.concrete_fields]
    converters = [
        (position, column, convert)
        for position, column in enumerate(columns)
        for convert in (*connection.ops.get_db_converters(column), *column.get_db_converters(connection))
    ]
    listed = ", ".join(name(str(column.target.column)) for column in columns)
    key = name(str(model._meta.pk.column))
    return f"SELECT {listed} FROM {name(table)} WHERE {key} = %s", converters  # noqa: S608 (names of our own models)
