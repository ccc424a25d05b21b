"""The write guard: what it stops on either database, what it lets through, and that no table was forgotten."""

import contextlib

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, transaction

from alongside.core import clock, guard
from alongside.core.guard import PLUMBING, UPDATE_ONLY, WriteOutsideCommand, check
from alongside.core.models import Notice
from alongside.workforce.models import Worker

OURS = {"accounts_user", "accounts_signin", "core_draft", "core_opening", "core_jobrun", "core_notice"}
OURS |= {"spreadsheets_workbook"}  # how often a worker began
OURS |= {"bank_proposal"}  # how far a worker is

STOPPED = [
    'INSERT INTO "referrals_person" ("id") VALUES (%s)',
    'INSERT OR REPLACE INTO "referrals_person" ("id") VALUES (%s)',
    'INSERT OR IGNORE INTO "referrals_person" ("id") VALUES (%s)',
    "REPLACE INTO referrals_person (id) VALUES (%s)",
    'UPDATE "referrals_person" SET "area" = %s',
    'UPDATE ONLY "referrals_person" SET "area" = %s',
    'DELETE FROM "referrals_person" WHERE "id" = %s',
    'DELETE FROM ONLY "referrals_person"',
    'TRUNCATE "referrals_person"',
    "TRUNCATE TABLE referrals_person",
    'MERGE INTO "referrals_person" USING x ON true',
    "COPY referrals_person FROM STDIN",
    'insert into "referrals_person" ("id") values (%s)',
    "  \n delete from referrals_person",
    'UPDATE "public"."referrals_person" SET "area" = %s',
    "UPDATE `referrals_person` SET `area` = %s",
    "UPDATE [referrals_person] SET [area] = %s",
    'WITH "old" AS (SELECT 1) INSERT INTO "referrals_person" ("id") SELECT * FROM "old"',
    'WITH "old" AS (SELECT 1) UPDATE "referrals_person" SET "area" = %s',
    'WITH "gone" AS (DELETE FROM "referrals_person" RETURNING *) SELECT * FROM "gone"',
    'UPDATE "core_auditevent" SET "reason" = %s',
    'INSERT INTO "core_auditevent" ("id") VALUES (%s)',
]

LET_THROUGH = [
    "SELECT 1",
    'SELECT "id" FROM "referrals_person" FOR UPDATE',
    'WITH "x" AS (SELECT 1) SELECT * FROM "x"',
    "SAVEPOINT s1",
    "PRAGMA foreign_key_check",
    'INSERT INTO "django_session" ("session_key") VALUES (%s)',
    'DELETE FROM "django_session"',
    'INSERT INTO "core_draft" ("id") VALUES (%s)',
    'INSERT INTO "core_opening" ("at") VALUES (%s)',
    'UPDATE "core_jobrun" SET "problem" = %s WHERE "id" = %s',
    'UPDATE "accounts_user" SET "last_login" = %s WHERE "accounts_user"."id" = %s',
    'UPDATE "accounts_user" SET "password" = %s WHERE "accounts_user"."id" = %s',
    'UPDATE "core_notice" SET "attempts" = ("core_notice"."attempts" + %s), "next_try_at" = %s WHERE "id" = %s',
]

TOO_MUCH = [
    'INSERT INTO "accounts_user" ("id") VALUES (%s)',
    'DELETE FROM "accounts_user" WHERE "id" = %s',
    'UPDATE "accounts_user" SET "email" = %s WHERE "id" = %s',
    'UPDATE "accounts_user" SET "password" = %s, "is_active" = %s WHERE "id" = %s',
    'INSERT INTO "core_notice" ("id") VALUES (%s)',
    'DELETE FROM "core_notice"',
    'UPDATE "core_notice" SET "text" = %s',
]


@pytest.mark.parametrize("sql", STOPPED + TOO_MUCH)
def test_guard_when_outside_a_command_stops_it(sql):
    with pytest.raises(WriteOutsideCommand):
        check(sql)


@pytest.mark.parametrize("sql", LET_THROUGH)
def test_guard_when_it_is_reading_or_plumbing_lets_it_through(sql):
    assert check(sql) is None


@pytest.mark.parametrize("sql", STOPPED + TOO_MUCH)
def test_guard_when_inside_a_command_lets_it_through(sql):
    with guard.writing():
        assert check(sql) is None


def test_guard_when_a_command_inside_a_command_ends_stays_open_until_the_outer_one_does():
    with guard.writing():
        with pytest.raises(ValueError, match="in the middle"), guard.writing():
            raise ValueError("in the middle")
        check(STOPPED[0])
    with pytest.raises(WriteOutsideCommand):
        check(STOPPED[0])


@pytest.mark.django_db
def test_guard_when_any_table_of_ours_is_written_stops_it_but_for_the_list():
    tables = set(connection.introspection.table_names())
    let_through = set()
    for table in tables:
        with contextlib.suppress(WriteOutsideCommand):
            check(f'INSERT INTO "{table}" ("id") VALUES (%s)')
            let_through.add(table)
    assert let_through == (set(PLUMBING) - UPDATE_ONLY) & tables
    ours = {
        m._meta.db_table for m in apps.get_models(include_auto_created=True) if m.__module__.startswith("alongside.")
    }
    assert let_through & ours == OURS - UPDATE_ONLY
    assert set(PLUMBING) & ours == OURS


@pytest.mark.django_db
def test_guard_list_when_held_against_the_schema_names_only_tables_and_columns_that_are_there():
    assert set(PLUMBING) <= set(connection.introspection.table_names())
    for table in UPDATE_ONLY:
        with connection.cursor() as cursor:
            columns = {column.name for column in connection.introspection.get_table_description(cursor, table)}
        assert PLUMBING[table] <= columns


WRITES = {
    "UPDATE workforce_worker": lambda: Worker.objects.first().save(),
    "UPDATE workforce_worker outside": lambda: Worker.objects.update(about=""),
    "DELETE workforce_worker": lambda: Worker.objects.all()._raw_delete("default"),
    "INSERT core_notice": lambda: Notice.objects.bulk_create(
        [Notice(act_id="x", written_at=clock.now(), next_try_at=clock.now(), to="leona@example.org")]
    ),
}


@pytest.mark.parametrize("told", WRITES)
def test_guard_on_a_real_connection_stops_a_write_before_the_database_sees_it(world, told):
    with pytest.raises(WriteOutsideCommand, match=told), transaction.atomic():
        WRITES[told]()
    assert Worker.objects.exclude(about="").count() == 2
    assert not Notice.objects.exists()


@pytest.mark.django_db
def test_guard_on_a_real_connection_lets_plumbing_through():
    Session.objects.create(session_key="k", session_data="", expire_date=clock.now())
    assert Session.objects.filter(session_key="k").exists()


def test_guard_when_installed_twice_is_there_once():
    guard.install(connection)
    guard.install(connection)
    assert connection.execute_wrappers.count(guard._wrapper) == 1


@pytest.mark.parametrize(
    "sql",
    [
        "/* a word */ DELETE FROM people",
        "-- a word\nDELETE FROM people",
        "SELECT 1; DELETE FROM people",
        "EXPLAIN ANALYZE DELETE FROM people",
        "WITH gone AS (SELECT 1) UPDATE people SET name = 'x'",
        "WITH gone AS (SELECT 1) MERGE INTO people USING gone ON true",
        "DO $$ BEGIN NULL; END $$",
        'INSERT INTO "core_draft" VALUES (1); DELETE FROM people',
    ],
)
def test_a_write_when_hidden_in_another_statement_is_refused(sql):
    with pytest.raises(guard.WriteOutsideCommand):
        guard.check(sql)


@pytest.mark.parametrize("sql", ['SELECT "id" FROM "people" FOR UPDATE OF "people"', "SELECT 1", "PRAGMA foreign_keys"])
def test_a_read_when_it_locks_or_asks_is_let_through(sql):
    guard.check(sql)
