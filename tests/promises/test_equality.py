"""Equality answers cannot be tied to whoever gave them: two who exchange theirs leave the very same database."""

import json
from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.test import Client

from alongside.core import clock, ids
from alongside.recruitment.models import EqualityCount
from tests.recruitment.applying import make_application, make_vacancy, qualify
from tests.world import make_candidate, make_world

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 10, 12, tzinfo=ZoneInfo("Europe/London"))
GRACE = {"equality_gender": "woman", "equality_religion": "G", "equality_ethnicity": "K", "equality_disability": "yes"}
JOEL = {"equality_gender": "man", "equality_religion": "rather_not"}
# What Django itself makes by chance or takes from the real clock; a session's content is read, and compared.
BY_CHANCE = {"django_session": {"session_key", "expire_date"}, "accounts_user": {"password", "last_login"}}


class _Undone(Exception):
    pass


@pytest.fixture
def no_chance(monkeypatch):
    """Ids one after the other, so that two tellings of one story can be compared letter by letter."""

    def begin():
        numbers = count(1)
        monkeypatch.setattr(ids.secrets, "randbits", lambda bits: next(numbers))

    return begin


def whole_database():
    """Every row of every table, as {table: sorted rows}: what somebody would have who took all of it."""
    tables = {}
    with connection.cursor() as cursor:
        for name in sorted(connection.introspection.table_names()):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
            columns = [column[0] for column in cursor.description]
            hidden = BY_CHANCE.get(name, set())
            rows = [
                {
                    column: _read(column, value)
                    for column, value in zip(columns, row, strict=True)
                    if column not in hidden
                }
                for row in cursor.fetchall()
            ]
            _number_again(rows)
            tables[name] = sorted(json.dumps(row, sort_keys=True) for row in rows)
    return tables


def _number_again(rows):
    """Keys that the database counts up go on after a story was undone: only their order is compared."""
    counted = sorted(int(row["id"]) for row in rows if row.get("id", "").isdecimal())
    for row in rows:
        if row.get("id", "").isdecimal():
            row["id"] = str(counted.index(int(row["id"])))


def _read(column, value):
    if column != "session_data":
        return str(value)
    return {key: str(kept) for key, kept in SessionStore().decode(value).items() if key != HASH_SESSION_KEY}


def send(user, application, answers, moment):
    """As they do it on screen: check, look at the page that sends, and send with these answers."""
    browser = Client()
    browser.force_login(user)
    with clock.at(moment):
        browser.get(f"/applications/{application.pk}/check/")
        browser.get(f"/applications/{application.pk}/send/")
        sent = browser.post(f"/applications/{application.pk}/send/", answers)
        assert sent.status_code == 302, sent.content.decode()[:2000]
        browser.get(sent.url)


def story(first, second, no_chance):
    """Grace and Joel apply, with these answers; the database as it is afterwards. All of it is undone again."""
    found = {}
    no_chance()
    try:
        with transaction.atomic(), clock.at(NOON):
            world = make_world()
            vacancy = make_vacancy(world)
            for name in ("candidate", "other_candidate"):
                qualify(make_candidate(world, name))
            applications = {
                name: make_application(
                    world, vacancy, world.users[name].candidate_record, number=100 + place, started_at=NOON
                )
                for place, name in enumerate(("candidate", "other_candidate"))
            }
            for place, (name, answers) in enumerate((("candidate", first), ("other_candidate", second))):
                moment = NOON + timedelta(minutes=place + 1)
                send(world.users[name], applications[name], answers, moment)
            found = whole_database()
            raise _Undone
    except _Undone:
        return found


def test_two_who_exchange_their_answers_leave_the_same_database(no_chance):
    as_they_are = story(GRACE, JOEL, no_chance)
    exchanged = story(JOEL, GRACE, no_chance)
    assert as_they_are.keys() == exchanged.keys()
    different = {table for table, rows in as_they_are.items() if rows != exchanged[table]}
    assert different == set()
    counts = as_they_are[EqualityCount._meta.db_table]
    assert sum(json.loads(row)["many"] == "1" for row in counts) == len(GRACE) + len(JOEL)
    assert as_they_are["recruitment_application"]  # the story really was told
    assert as_they_are["django_session"]


def test_the_comparison_would_notice_an_answer_that_is_kept(no_chance):
    """Other answers, not exchanged ones, do differ: and only in the counts."""
    as_they_are, others = story(GRACE, JOEL, no_chance), story(GRACE, GRACE, no_chance)
    different = {table for table, rows in as_they_are.items() if rows != others[table]}
    assert different == {EqualityCount._meta.db_table}


def test_an_answer_stands_in_no_other_table_not_even_in_a_refused_sending(no_chance):
    """What is typed beside the questions is nowhere else: no draft, audit, session, notice or message."""
    telling = {"equality_gender": "another", "equality_religion": "J", "equality_orientation": "U"}
    found = story(telling, telling, no_chance)
    for table, rows in found.items():
        if table != EqualityCount._meta.db_table:
            assert not [row for row in rows if "equality_" in row], table


def test_nothing_leads_from_a_count_to_an_application():
    """No column, no key, no moment and no order: five plain columns, and rows that were all born at nought."""
    assert {field.name for field in EqualityCount._meta.concrete_fields} == {
        *("id", "vacancy", "stage", "question", "answer", "many")
    }
    pointing = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is EqualityCount
    ]
    assert pointing == []


@pytest.mark.django_db(transaction=True)
def test_every_count_of_a_stage_is_written_together_so_postgresqls_own_marks_say_nothing():
    """PostgreSQL notes on each row which transaction wrote it last. All counts carry the same."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps no such mark on a row")
    with clock.at(NOON):
        world = make_world()
        vacancy = make_vacancy(world)
        for place, (name, answers) in enumerate((("candidate", GRACE), ("other_candidate", {}))):
            candidate = make_candidate(world, name)
            qualify(candidate)
            application = make_application(world, vacancy, candidate, number=100 + place)
            send(world.users[name], application, answers, NOON + timedelta(minutes=place))
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(DISTINCT xmin::text) FROM recruitment_equalitycount WHERE stage = 'sent'")
                assert cursor.fetchone() == (1,)
