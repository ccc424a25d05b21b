"""Append-only means it on either database, and the migrate command puts it back."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from alongside.core import audit, clock, triggers
from alongside.core.actors import Actor
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, Opening

ROWS = {
    AuditEvent: lambda: AuditEvent.objects.create(action="a.b", at=clock.now(), subject_type="x", subject_id="y"),
    Opening: lambda: audit.opened(Actor("Ines Okafor"), None, Opening.How.SEARCHED, at=clock.now()),
}
WRITES = {
    "update": lambda model: model.objects.update(actor_name="Somebody else"),
    "delete": lambda model: model.objects.all().delete(),
    "raw delete": lambda model: model.objects.all()._raw_delete("default"),
}


def may(write: Callable, model: type) -> bool:
    """Whether the database lets it happen. What it did is taken back."""
    refused = ""
    try:
        with unguarded(), transaction.atomic():
            write(model)
            transaction.set_rollback(True)
    except DatabaseError as problem:
        refused = str(problem)
    assert not refused or f"{model._meta.db_table} is append-only" in refused
    return not refused


@pytest.fixture
def written(db):
    with unguarded():
        for write in ROWS.values():
            write()


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
@pytest.mark.parametrize("model", ROWS)
def test_append_only_when_changed_or_removed_is_refused_by_the_database(written, model, write):
    assert not may(write, model)
    assert model.objects.get().actor_name != "Somebody else"


def test_append_only_tables_are_these():
    assert {model._meta.db_table for model in ROWS} == set(triggers.APPEND_ONLY)


@pytest.mark.parametrize("model", ROWS)
def test_append_only_when_emptied_at_once_is_refused(written, model):
    if connection.vendor != "postgresql":
        assert not may(WRITES["delete"], model)  # SQLite has no TRUNCATE
        return

    def truncate(model: type) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {model._meta.db_table} CASCADE")

    assert not may(truncate, model)


def test_append_only_when_installed_again_still_stands(written):
    triggers.install(connection)
    triggers.install(connection)
    assert not may(WRITES["update"], AuditEvent)


def test_append_only_when_lifted_stands_again_afterwards_even_after_a_mistake(written):
    def a_mistake() -> None:
        with triggers.lifted(connection):
            assert may(WRITES["update"], AuditEvent)
            raise ValueError("a mistake")

    with pytest.raises(ValueError, match="a mistake"):
        a_mistake()
    assert not may(WRITES["update"], AuditEvent)


def test_append_only_when_the_triggers_were_lost_migrate_puts_them_back(written):
    triggers.remove(connection)
    assert may(WRITES["delete"], Opening)
    call_command("migrate", verbosity=0)
    for model in ROWS:
        assert not may(WRITES["delete"], model)
