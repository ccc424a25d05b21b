"""Django's migrate, with the guard open and the append-only triggers put back (a rebuilt SQLite table loses them)."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from alongside.core import guard, triggers
from alongside.core.models import AuditEvent


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        with guard.unguarded():
            super().handle(*args, **options)
            connection = connections[options["database"]]
            if AuditEvent._meta.db_table in connection.introspection.table_names():
                triggers.install(connection)
