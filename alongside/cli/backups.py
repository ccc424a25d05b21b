"""Backup and restore of the whole service, as one file, on either database."""

import os
import shutil
import sqlite3
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

SQLITE, POSTGRES = "database.sqlite3", "database.dump"


class Problem(Exception):
    """Why it cannot be done, in words."""


def backup(file: Path) -> int:
    """Write a consistent copy to `file` while the service runs; returns its size in bytes.

    It appears under its name only when it is whole: a crash in the middle leaves the last backup as it was.
    """
    file = file.resolve()
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        copy = Path(folder) / (SQLITE if connection.vendor == "sqlite" else POSTGRES)
        _copy_out(copy)
        packed = Path(folder) / "packed"
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(copy, copy.name)
        packed.chmod(0o600)
        packed.replace(file)
    return file.stat().st_size


def restore(file: Path, *, replace: bool = False) -> None:
    """Put `file` back. Refuses to touch a service that has records unless told to replace them."""
    wanted = SQLITE if connection.vendor == "sqlite" else POSTGRES
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if names != [wanted]:
                raise Problem(f"{file} is a backup of another kind of database: it holds {', '.join(names)}.")
            if _has_records() and not replace:
                raise Problem("There are records here. To put this backup in their place, say --replace.")
            with tempfile.TemporaryDirectory() as folder:
                archive.extract(wanted, folder)
                _copy_in(Path(folder) / wanted)
    except (OSError, zipfile.BadZipFile) as problem:
        raise Problem(f"{file} cannot be read as a backup: {problem}") from None


def _has_records() -> bool:
    if "core_auditevent" not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM core_auditevent)")
        return bool(cursor.fetchone()[0])


def _copy_out(copy: Path) -> None:
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(connection.settings_dict["NAME"])) as live, closing(sqlite3.connect(copy)) as out:
            live.backup(out)
    else:
        _postgres("pg_dump", "--format=custom", "--no-owner", f"--file={copy}")


def _copy_in(copy: Path) -> None:
    if connection.vendor == "sqlite":
        connection.close()
        name = connection.settings_dict["NAME"]
        with closing(sqlite3.connect(copy)) as saved, closing(sqlite3.connect(name)) as live:
            saved.backup(live)
    else:
        connection.close()
        _postgres("pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", str(copy))


def _postgres(program: str, *words: str) -> None:
    with _connection_words() as (name, environment):
        target = [f"--dbname={name}"]
        result = subprocess.run([_find(program), *target, *words], env=environment, capture_output=True, text=True)
    if result.returncode:
        raise Problem(f"{program} failed: {result.stderr.strip()[-500:]}")


@contextmanager
def _connection_words() -> Iterator[tuple[str, dict[str, str]]]:
    """The database's name, and libpq's environment: the password is never on a command line."""
    told: dict[str, Any] = connection.settings_dict
    libpq = {"PGHOST": told["HOST"], "PGPORT": told["PORT"], "PGUSER": told["USER"], "PGPASSWORD": told["PASSWORD"]}
    yield str(told["NAME"]), {**os.environ, **{key: str(value) for key, value in libpq.items() if value}}


def _find(program: str) -> str:
    """On the path, or where Debian keeps it."""
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), reverse=True)
    found = shutil.which(program) or next((str(place) for place in places), None)
    if not found:
        raise Problem(f"{program} is needed for this: install PostgreSQL's client programs (postgresql-client).")
    return found
