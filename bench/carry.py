"""Carries a filled SQLite service into the PostgreSQL of the settings: `python -m bench.carry FILE`."""

import sqlite3
import sys
import time
from pathlib import Path

FRAMEWORK = ("django_migrations", "django_content_type", "django_cache")  # made by preparing the database
BATCH = 5000


def carry(file: Path) -> None:
    """Every row of every table, by COPY: SQLite writes the lines, so that Python need not look at each value."""
    from django.apps import apps
    from django.core.management import call_command
    from django.core.management.color import no_style
    from django.db import connection, transaction

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    source = sqlite3.connect(file)
    models = [m for m in apps.get_models(include_auto_created=True) if m._meta.db_table not in FRAMEWORK]
    connection.ensure_connection()
    raw = connection.connection
    with transaction.atomic():
        # Rows come in any order and triggers rest: what is carried was checked where it comes from.
        raw.execute("SET session_replication_role = replica; SET TIME ZONE 'UTC'; SET maintenance_work_mem = '512MB'")
        raw.execute(f"TRUNCATE {', '.join(model._meta.db_table for model in models)}")
        for model in models:
            table, columns = model._meta.db_table, [field.column for field in model._meta.concrete_fields]
            listed, started, made = ", ".join(f'"{column}"' for column in columns), time.monotonic(), 0
            indexes = raw.execute(
                "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s AND indexname NOT IN "
                "(SELECT conname FROM pg_constraint)",
                [table],
            ).fetchall()
            for name, _ in indexes:
                raw.execute(f'DROP INDEX "{name}"')
            lines = source.execute(
                f"SELECT {' || char(9) || '.join(map(_escaped, columns))} FROM {table} ORDER BY rowid"
            )
            with raw.cursor().copy(f"COPY {table} ({listed}) FROM STDIN") as copy:
                while batch := lines.fetchmany(BATCH):
                    copy.write("".join(f"{line}\n" for (line,) in batch))
                    made += len(batch)
            for _, sql in indexes:
                raw.execute(sql)
            if made >= 100_000:
                print(f"    {table}: {made:,} rows in {time.monotonic() - started:.0f} s", flush=True)
        with connection.cursor() as cursor:
            for sql in connection.ops.sequence_reset_sql(no_style(), models):
                cursor.execute(sql)
    raw.autocommit = True
    raw.execute("VACUUM ANALYZE")
    connection.close()


def _escaped(column: str) -> str:
    """A column as COPY's text format writes it."""
    text = f'CAST("{column}" AS TEXT)'
    for plain, kept in (
        ("char(92)", "char(92) || char(92)"),
        ("char(10)", "'\\n'"),
        ("char(13)", "'\\r'"),
        ("char(9)", "'\\t'"),
    ):
        text = f"replace({text}, {plain}, {kept})"
    return f"coalesce({text}, '\\N')"


if __name__ == "__main__":
    import django

    django.setup()
    carry(Path(sys.argv[1]))
