"""What a worker writes for themself is read by them, and by the one person they show it to: by nobody else, anywhere.

Every address of the service is opened in every role, the administrator's and governance's among them, with what is
linked from there, files and the audit's own pages too. Roles and addresses come from the registers.
"""

from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.db.models import Model
from django.urls import reverse

from alongside.accounts.models import RoleHolding, User
from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent
from alongside.supervision import commands
from alongside.supervision.models import Adjustment, CheckIn, PlanSection, PlanShare, Portfolio
from alongside.support.models import Relationship
from tests.promises.reading import VISITOR, About, addresses_of, addresses_of_nobody, read_as
from tests.supervision.setting_up import make_session, make_supervision
from tests.world import World, make_relationship, make_user, worker_of

OWN = {
    "a heading of the plan": "Quince marmalade",
    "a part of the plan": "Wet wool mittens",
    "a check-in": "Thistledown everywhere",
    "why something helps": "Cobbled courtyard at dusk",
    "a reflection": "Tangled string of lanterns",
}
ANSWERS = (200, 302, 404, 405, 409)
EVERYTHING = "every role at once"
STAFF = [role for role in RoleHolding.Role.values if role not in ("person", "candidate", "partner")]


@pytest.fixture
def hers(world: World, sign_in: Any) -> World:
    """Imani wrote all of it, on the pages themselves; her manager agreed what helps, and her supervision goes on."""
    make_relationship(world)
    make_session(make_supervision(world), days=-7, status="held")
    imani = sign_in("peer_worker")
    for name, answers in (
        ("add_section", {"heading": OWN["a heading of the plan"], "words": OWN["a part of the plan"]}),
        ("well_at_work", {"feeling": "1", "words": OWN["a check-in"]}),
        ("add_entry", {"title": "Ran a group", "words": OWN["a reflection"], **on(clock.today())}),
        ("ask_adjustment", {"words": "A quiet room", "kind": "place", "why": OWN["why something helps"]}),
    ):
        assert imani.post(reverse(f"supervision:{name}"), answers).status_code == 302
    commands.agree_adjustment(
        world.team_manager,
        Adjustment.objects.get(),
        agreed_words="Room 3",
        in_place_by=clock.today(),
        owner=world.users["coordinator"],
    )
    return world


def on(day: date) -> dict[str, str]:
    """The three boxes of a day, as a form sends them."""
    return {f"happened_on_{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def rows_of_hers(world: World) -> list[Model]:
    worker, relationship = worker_of(world), Relationship.objects.get()
    supervision = worker.supervised.get().supervision
    return [
        *(worker, worker.user, *PlanSection.objects.all(), *PlanShare.objects.all(), *CheckIn.objects.all()),
        *Portfolio.objects.all(),
        *(*Adjustment.objects.all(), supervision, *supervision.sessions.all(), *supervision.people.all()),
        *(relationship, relationship.referral, relationship.referral.person),
    ]


def who_holds(world: World, role: str) -> str:
    """The address of somebody else with this role; of nobody for a visitor."""
    if role == VISITOR:
        return ""
    if role == EVERYTHING:
        user = make_user("all@example.org", "Ash Penhallow")
        with unguarded():
            for each in STAFF:
                RoleHolding.objects.create(user=user, role=each, starts_on=clock.today())
        return user.email
    others = User.objects.exclude(pk=world.users["peer_worker"].pk).filter(holdings__role=role)
    return others.order_by("email")[0].email


def found_by(world: World, email: str, *, follow: bool = False) -> set[str]:
    """What of her own words somebody finds who opens every address of nobody in particular and types each that could
    be about her; with `follow`, every link from there too, searching for the words themselves."""
    rows = rows_of_hers(world)
    about = About(rows, OWN.values())
    typed = [*addresses_of_nobody(), *addresses_of(rows)]
    readings = [read_as(email, about, typed, follow=False), *([read_as(email, about)] if follow else [])]
    pages = [each for reading in readings for each in reading.pages.items()]
    assert {path: page.status for path, page in pages if page.status not in ANSWERS} == {}
    # A search says back what was looked for.
    return {name for name, words in OWN.items() for path, page in pages if words in page.words and not asks(path)}


def asks(path: str) -> bool:
    return any(urlencode({"": words})[1:] in path for words in OWN.values())


def test_own_words_when_she_reads_then_all_of_them_are_there(hers: World):
    """Without this there would be nothing to find."""
    assert found_by(hers, hers.users["peer_worker"].email) == set(OWN)


@pytest.mark.parametrize("role", [*RoleHolding.Role.values, VISITOR])
def test_own_words_when_anybody_else_opens_every_address_then_they_are_nowhere(hers: World, role: str):
    assert found_by(hers, who_holds(hers, role)) == set()


def test_own_words_when_somebody_with_every_role_follows_every_link_and_searches_then_they_are_nowhere(hers: World):
    assert found_by(hers, who_holds(hers, EVERYTHING), follow=True) == set()


def test_own_words_when_one_part_is_shown_then_one_person_reads_it_until_it_is_not(hers: World):
    imani, user = hers.peer_worker, hers.users["peer_worker"]
    section = PlanSection.objects.select_related("worker").get()
    commands.show_section(imani, user, section=section, to=hers.users["supervisor"])
    sefa, other = hers.users["supervisor"].email, who_holds(hers, EVERYTHING)
    assert found_by(hers, sefa) == {"a heading of the plan", "a part of the plan"}
    assert found_by(hers, other) == set()
    share = PlanShare.objects.select_related("section__worker").get()
    commands.unshow_section(imani, user, share=share)
    assert found_by(hers, sefa) == set()


def test_own_words_when_kept_then_no_other_table_holds_them(hers: World):
    """Not the audit, nor a message, a draft, or whatever is searched."""
    commands.show_section(
        hers.peer_worker,
        hers.users["peer_worker"],
        section=PlanSection.objects.select_related("worker").get(),
        to=hers.users["supervisor"],
    )
    holding = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            text = repr(cursor.fetchall()).lower()
            holding |= {table for words in OWN.values() if words.lower() in text}
    assert holding == {
        "supervision_plansection",
        "supervision_checkin",
        "supervision_adjustment",
        "supervision_portfolio",
    }


def test_own_words_when_governance_reads_the_audit_then_each_looks_like_the_others(hers: World):
    rows = AuditEvent.objects.filter(subject_id=hers.users["peer_worker"].pk)
    assert list(rows.values_list("action", "changes", "reason").distinct()) == [("own_words.kept", {}, "")]
    assert rows.count() == 3  # the plan, the check-in and the reflection
