"""What must stay hidden, shown by difference: services that differ in private facts alone answer everybody alike.

The demonstration is read by every persona, page after page, where no fact of `facts.py` is so; then once for each
round of facts, at the same moment, where those are so. Whoever may not know of them gets the same pages, tokens aside,
from the same number of SQL queries.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import Model

from alongside.accounts.models import RoleHolding
from alongside.accounts.profiles import load_profile
from alongside.core import clock
from alongside.demo import story
from alongside.demo.personas import personas
from tests.promises.facts import FACTS, ROUNDS
from tests.promises.reading import (
    About,
    Reading,
    counted,
    read_by_everybody,
    route_of,
    the_same_ids,
    typed_by_everybody,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.proof,
    pytest.mark.no_cover,
    pytest.mark.xdist_group("hidden"),  # one process tells the story, and reads what each fact is held against
]


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """One demonstration for this module, gone at the end."""
    with django_db_blocker.unblock(), clock.at(clock.now()), transaction.atomic():
        call_command("createcachetable")
        load_profile("kmpt")
        list(story.tell(size=0.05))
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def untrue(told: None) -> tuple[dict[str, Reading], dict[str, int]]:
    """What everybody reads where no fact is so, and how many SQL queries it took when things went on."""
    with service_where() as (of, asked):
        return read_by_everybody(about(of)), asked


Rows = dict[str, Sequence[Model]]


@contextmanager
def service_where(*facts: str) -> Iterator[tuple[Rows, dict[str, int]]]:
    """The told service where these facts are so and the others are not; taken back at the end.

    Yields the rows that each fact is about, and how many SQL queries it took when things went on after each.
    """
    of: Rows = {}
    asked: dict[str, int] = {}
    with transaction.atomic():
        for name, each in FACTS.items():
            with the_same_ids(name):
                rows = each.of()
                (each.is_so if name in facts else each.instead)(*rows)
            with the_same_ids(f"after {name}"), counted() as queries:
                made = each.then(*rows) or ()
            of[name], asked[name] = (*rows, *made), len(queries)
        yield of, asked
        transaction.set_rollback(True)


def about(of: Rows) -> About:
    """All of the rows, and for each fact what somebody would look for."""
    words = {word for name in of for word in FACTS[name].looked_for}
    return About({row for rows in of.values() for row in rows}, sorted(words))


def test_service_when_read_then_every_role_read_and_found_their_pages(untrue):
    """Without them there would be nothing to differ."""
    readings, _ = untrue
    assert {persona.role for persona in personas()} == set(RoleHolding.Role.values)
    assert {key: len(reading.pages) for key, reading in readings.items() if len(reading.pages) < 20} == {}


EVERY_KIND = {
    "pages:find", "pages:news_feed", "recruitment:jobs_feed", "support:calendar_feed", "bank:pay_file_csv",
    "bank:pay_file_xlsx", "groups:members", "supervision:supervision", "referrals:my_referrals", "pages:audit",
}  # fmt: skip


def test_service_when_read_then_lists_searches_exports_and_feeds_were_read(untrue):
    """Whatever else there is to open is found by links; these show that each kind is."""
    readings, _ = untrue
    paths = [path for reading in readings.values() for path, page in reading.pages.items() if page.status == 200]
    assert EVERY_KIND - {route_of(urlsplit(path).path) for path in paths} == set()
    assert [path for path in paths if "as=xlsx" in path]
    looked_for = {word for fact in FACTS.values() for word in fact.looked_for}
    assert looked_for
    assert looked_for <= {word for path in paths for word in parse_qs(urlsplit(path).query).get("q", [])}


def test_facts_when_read_in_rounds_then_each_is_in_one():
    assert sorted(name for names in ROUNDS.values() for name in names) == sorted(FACTS)


@pytest.mark.parametrize("names", ROUNDS.values(), ids=ROUNDS)
def test_facts_when_they_are_so_then_only_who_may_know_sees_a_difference(untrue, names):
    before, asked_before = untrue
    with service_where(*names) as (of, asked):
        after = read_by_everybody(about(of))
    assert asked == asked_before
    assert told_apart(names, before, after) == {}


@pytest.mark.parametrize("name", [name for name, fact in FACTS.items() if fact.alike])
def test_two_lives_when_an_address_about_them_is_typed_then_it_answers_as_of_anybody(told, name):
    """Linked to or not, each address that names one of its rows."""
    with service_where() as (of, _):
        before = typed_by_everybody(of[name])
    with service_where(name) as (of, _):
        after = typed_by_everybody(of[name])
    assert told_apart([name], before, after) == {}


def told_apart(
    names: Iterable[str], before: dict[str, Reading], after: dict[str, Reading]
) -> dict[tuple[str, str], str]:
    """By reader and address, how the answers differ where this reader may know none of these facts."""
    facts = [FACTS[name] for name in names]
    alike = [fact.alike for fact in facts if fact.alike]
    return {
        (key, path): how
        for key in before
        for path, how in after[key].differs_from(before[key], alike).items()
        if not any(key in fact.shows and route_of(urlsplit(path).path).startswith(fact.shows[key]) for fact in facts)
    }
