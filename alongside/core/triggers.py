"""Append-only tables, held by the database itself: rows of these may be added, never changed or removed."""

import contextlib
from collections.abc import Iterator
from typing import Any

APPEND_ONLY = ("core_auditevent", "core_opening")


def install(connection: Any) -> None:
    """Put the triggers on, on either database. Safe to repeat: Django drops them when it rebuilds a SQLite table."""
    with connection.cursor() as cursor:
        remove(connection)
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
            )
            for table in APPEND_ONLY:
                cursor.execute(
                    f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                    "FOR EACH STATEMENT EXECUTE FUNCTION is_append_only()"
                )
        else:
            for table in APPEND_ONLY:
                for verb in ("UPDATE", "DELETE"):
                    cursor.execute(
                        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                    )


def remove(connection: Any) -> None:
    """Take the triggers off. Only `install` and the tear-down of tests do this."""
    with connection.cursor() as cursor:
        for table in APPEND_ONLY:
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}")
            else:
                for verb in ("update", "delete"):
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")


@contextlib.contextmanager
def lifted(connection: Any) -> Iterator[None]:
    """Without the triggers, for the tear-down of a test that really committed."""
    remove(connection)
    try:
        yield
    finally:
        install(connection)
