"""What must stay hidden, shown by difference: two services that differ in one private fact answer everybody alike.

The demonstration is read as every persona, page after page; then one fact is added and it is read again, at the same
moment. Whoever may not know of it gets the same pages, tokens aside, from the same number of SQL queries.
"""

import io
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from urllib.parse import urldefrag, urlsplit

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, resolve
from python_calamine import CalamineWorkbook

from alongside.accounts.middleware import SECOND_FACTOR
from alongside.accounts.models import User
from alongside.accounts.profiles import load_profile
from alongside.core import clock, ids
from alongside.core.actors import VISITOR
from alongside.demo import story
from alongside.demo.personas import email_of, personas
from alongside.referrals import commands as referrals
from alongside.referrals.models import Person
from alongside.support.models import Relationship
from alongside.workforce import commands as workforce
from alongside.workforce.models import Worker

EACH = 3  # pages of one kind
TOKENS = re.compile(r'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"|data-draft-url="[^"]*"')
LINKS = re.compile(r'href="(/[^"]*)"')
ELSEWHERE = re.compile(r"^/(leave|assets|static|demo|accounts)/")


@dataclass
class Reading:
    """All that one persona was shown: by address, the answer and how many SQL queries it took."""

    pages: dict[str, tuple[int, str, int]] = field(default_factory=dict)

    def differs_from(self, other: "Reading") -> set[str]:
        return {path for path in self.pages | other.pages if self.pages.get(path) != other.pages.get(path)}


def read_as(email: str, monkeypatch: pytest.MonkeyPatch) -> Reading:
    """Follow every link as this person, or "" for a visitor, some pages of each kind; leave no trace of it."""
    cast_the_same(monkeypatch)
    reading, opened, to_visit = Reading(), Counter(), ["/"]
    with transaction.atomic():
        client = Client()
        if email:
            client.force_login(User.objects.get(email=email))
            session = client.session
            session[SECOND_FACTOR] = "test"
            session.save()
        while to_visit:
            path = to_visit.pop(0)
            route = route_of(path)
            if path in reading.pages or opened[route] >= EACH:
                continue
            opened[route] += 1
            connection.queries_log.clear()
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(path)
            words = words_of(answer)
            reading.pages[path] = (answer.status_code, words, len(asked))
            to_visit += [answer["Location"]] if "Location" in answer else []
            to_visit += [urldefrag(link).url for link in LINKS.findall(words) if not ELSEWHERE.match(link)]
        transaction.set_rollback(True)
    return reading


def cast_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on the random ids are the same ones again."""
    monkeypatch.setattr(ids, "secrets", SimpleNamespace(randbits=random.Random(1).getrandbits))


def words_of(answer: Any) -> str:
    """What it says, without the tokens that are new each time; a workbook's cells."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if "spreadsheet" in answer.headers.get("Content-Type", ""):
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return repr([(name, book.get_sheet_by_name(name).to_python()) for name in book.sheet_names])
    return TOKENS.sub("", content.decode(errors="replace"))


def route_of(path: str) -> str:
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return path


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """One demonstration for this module, gone at the end."""
    with django_db_blocker.unblock(), clock.at(clock.now()), transaction.atomic():
        call_command("createcachetable")
        load_profile("kmpt")
        list(story.tell(size=0.05))
        yield
        transaction.set_rollback(True)


def everyone_but(*keys: str) -> list[str]:
    return ["", *(persona.email for persona in personas() if persona.key not in keys)]


def compare(monkeypatch, readers: list[str], one, other) -> dict[str, set[str]]:
    """What differs for each reader between the service in which `one` happened and that in which `other` did."""
    readings = []
    for happens in (one, other):
        with transaction.atomic():
            cast_the_same(monkeypatch)
            happens()
            readings.append({email: read_as(email, monkeypatch) for email in readers})
            transaction.set_rollback(True)
    before, after = readings
    assert all(len(reading.pages) > 4 for reading in before.values()), {e: list(r.pages) for e, r in before.items()}
    found = {email: before[email].differs_from(after[email]) for email in readers}
    return {email: paths for email, paths in found.items() if paths}


def imani() -> Worker:
    return Worker.objects.get(user__email=email_of("Imani Calder"))


def actor_of(worker: Worker):
    from alongside.accounts.queries import actor_for

    return actor_for(worker.user)


def keeps_away(name: str):
    return lambda: workforce.keep_away(actor_of(imani()), imani(), name=name)


def saves_a_profile() -> None:
    workforce.change_profile(actor_of(imani()), imani(), about=imani().about)


def test_a_kept_away_name_when_someone_elses_person_then_nobody_sees_a_difference(told, db, monkeypatch):
    walked = Relationship.objects.exclude(status="ended").exclude(worker=imani())
    name = walked.select_related("referral__person").first().referral.person.full_name
    assert compare(monkeypatch, everyone_but("peer-worker"), saves_a_profile, keeps_away(name)) == {}


def test_a_kept_away_name_when_it_is_whom_they_were_suggested_to_then_only_the_suggestion_differs(
    told, db, monkeypatch
):
    """Not being suggested is what the list is for; nothing else differs, for nobody else, and no page says why."""
    name = Person.objects.get(first_name="Maeve", last_name="Lister").full_name
    found = compare(monkeypatch, everyone_but("peer-worker"), saves_a_profile, keeps_away(name))
    plans = {persona.email for persona in personas() if persona.key in ("lead", "coordinator")}
    assert set(found) <= plans
    assert {route_of(path).partition(":")[0] for paths in found.values() for path in paths} <= {"matching"}


ASKER = {"asked_by": "self", "source": "A1", "first_name": "Rowena", "phone": "07700 900987"}


def known_already(last_name: str):
    """Somebody of this name asked before; then a referrer refers Rowena Quist."""

    def happens() -> None:
        referrals.receive_request(VISITOR, last_name=last_name, **ASKER)
        referrer = next(p for p in personas() if p.key == "referrer")
        from alongside.accounts.queries import actor_for

        with CaptureQueriesContext(connection) as asked:
            referrals.refer_person(
                actor_for(User.objects.get(email=referrer.email)),
                source="P1",
                first_name="Rowena",
                last_name="Quist",
                phone="07700 900987",
            )
        queries.append(len(asked))

    queries: list[int] = []
    happens.queries = queries  # type: ignore[attr-defined]
    return happens


def test_a_person_when_known_already_then_only_triage_can_tell(told, db, monkeypatch):
    new, repeated = known_already("Thorley"), known_already("Quist")
    assert compare(monkeypatch, everyone_but("lead", "coordinator"), new, repeated) == {}
    assert new.queries == repeated.queries
