"""Who is kept apart: names however they are written, teams, wards, and that nobody else can tell."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from alongside.accounts.models import Team, Ward
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent
from alongside.workforce import commands, queries
from alongside.workforce.models import KeptAway
from alongside.workforce.queries import same_name
from tests.world import worker_of


@dataclass(frozen=True)
class Row:
    id: str
    name: str = "Somebody Else"
    team_id: str | None = None
    ward_id: str | None = None


@pytest.mark.parametrize(
    ("kept", "person"),
    [
        ("Leona Marsh", "leona marsh"),
        ("Marsh, Leona", "Leona Marsh"),
        ("Leona Marsh", "Leona Jane Marsh"),
        ("Leona Jane Marsh", "Leona Marsh"),
        ("Zoë Núñez", "ZOE NUNEZ"),
        ("Zoe\u0308 Nunez", "Zoë Nunez"),
        ("Łukasz Sørensen", "lukasz sorensen"),
        ("Anna O'Neil", "Anna O’Neil"),
        ("Anna ONeil", "Anna O’Neil"),
        ("Mia Lee-Marsh", "Mia Lee Marsh"),
        ("Jürgen Strauß", "jurgen strauss"),
        ("Leona", "Leona Marsh"),
    ],
)
def test_same_name_when_written_another_way(kept, person):
    assert same_name(kept, person)


@pytest.mark.parametrize(
    ("kept", "person"),
    [("Leona Marsh", "Leona Marshall"), ("Leona Marsh", "Kofi Marsh"), ("", "Leona"), ("…", "Leona"), ("", "")],
)
def test_same_name_when_somebody_else(kept, person):
    assert not same_name(kept, person)


@given(st.lists(st.text("abcdefgABCDEFGéöåçŁø", min_size=1), min_size=1, max_size=4), st.randoms())
def test_same_name_when_the_order_and_case_change_then_still_the_same(words, chance):
    other = [word.upper() for word in words]
    chance.shuffle(other)
    assert same_name(" ".join(words), ", ".join(other))


@given(st.text(), st.text())
def test_same_name_is_the_same_both_ways(one, other):
    assert same_name(one, other) == same_name(other, one)


def test_kept_apart_when_team_ward_or_name(world, django_assert_num_queries):
    imani, bethan = worker_of(world), worker_of(world, "other_peer_worker")
    commands.keep_away(world.peer_worker, imani, team=world.ashford, name="Núñez Zoe")
    commands.keep_away(world.other_peer_worker, bethan, ward=world.willow_ward)
    rows = [
        Row("in-team", team_id=world.ashford.pk),
        Row("by-name", name="Zoë Nunez", team_id=world.thanet.pk),
        Row("on-ward", team_id=world.willow.pk, ward_id=world.willow_ward.pk),
        Row("ward-not-known", team_id=world.willow.pk),
        Row("another-ward", team_id=world.willow.pk, ward_id="another"),
        Row("nobody"),
    ]
    with django_assert_num_queries(1):
        found = queries.kept_apart(rows)
    assert found == {imani.pk: {"in-team", "by-name"}, bethan.pk: {"on-ward", "ward-not-known"}}


def test_kept_apart_when_nobody_waits_then_empty(world):
    commands.keep_away(world.peer_worker, worker_of(world), name="Zoe Nunez")
    assert queries.kept_apart([]) == {}


def test_kept_away_list_when_asked_then_only_its_owner_reads_it(world, django_assert_num_queries):
    imani = worker_of(world)
    commands.keep_away(world.peer_worker, imani, team=world.ashford, ward=world.willow_ward, name=" Zoe Nunez ")
    actor = world.peer_worker
    with django_assert_num_queries(1):
        rows = queries.kept_away(actor)
    assert [row.words for row in rows] == ["Ashford CMHT", "Willow Ward (ward)", "Zoe Nunez"]
    for name in ("lead", "coordinator", "team_manager", "governance", "administrator", "other_peer_worker", "person"):
        assert queries.kept_away(world.actor(name)) == []
        with pytest.raises(KeptAway.DoesNotExist):
            queries.get_kept_away(world.actor(name), rows[0].id)


def test_choices_when_a_team_or_ward_is_closed_then_left_out(world):
    assert queries.ward_choices() == [(world.willow_ward, "Willow Ward")]
    with unguarded():
        Team.objects.filter(pk=world.ashford.pk).update(is_open=False)
        Ward.objects.update(is_open=False)
    assert [name for _, name in queries.all_team_choices()] == ["Thanet CMHT", "Willow Ward"]
    assert queries.ward_choices() == []


def test_private_list_when_it_changes_then_the_audit_tells_no_more_than_a_saved_profile(world):
    imani, actor = worker_of(world), world.peer_worker
    commands.keep_away(actor, imani, team=world.ashford, name="Zoe Nunez")
    commands.add_offering(actor, imani, theme="Gardening", shown_to="matching")
    commands.end_keep_away(actor, imani, kept_away=KeptAway.objects.first())
    commands.change_profile(actor, imani, about=imani.about)
    told = AuditEvent.objects.values_list("action", "subject_type", "subject_id", "changes").distinct()
    assert list(told) == [("profile.changed", "workforce.worker", imani.pk, {})]


@pytest.mark.parametrize("reader", ["lead", "coordinator", "team_manager"])
def test_pages_about_a_worker_when_only_a_private_list_differs_then_the_same(world, sign_in, reader):
    imani = worker_of(world)
    client = sign_in(reader)
    addresses = ["/workers/", "/workers/?print=all", f"/workers/{imani.pk}/", f"/workers/{imani.pk}/places/"]

    def read():
        with CaptureQueriesContext(connection) as asked:
            answers = [client.get(address) for address in addresses]
        assert {answer.status_code for answer in answers} == {200}
        return [_without_tokens(answer.content.decode()) for answer in answers], len(asked)

    read()
    before = read()
    commands.keep_away(world.peer_worker, imani, team=world.thanet, ward=world.willow_ward, name="Leona Marsh")
    assert read() == before


def test_private_lists_are_read_by_no_other_code_than_the_solvers_question():
    root = Path(commands.__file__).parents[2]
    code = [file for file in root.rglob("*") if file.suffix in (".py", ".jinja")]

    def slices(words):
        return {file.relative_to(root).parts[0] for file in code if re.search(words, file.read_text())}

    assert slices(r"\bKeptAway\b|(?<!workforce:)\bkept_away\b") == {"workforce"}
    assert slices(r"\bworkforce\.kept_apart\(") == {
        "support",
        "groups",
        "outreach",
    }  # each asks before it suggests anybody
    workforce = root / "workforce"
    inside = {
        f.relative_to(workforce).as_posix()
        for f in workforce.rglob("*.py")
        if re.search(r"KeptAway|\.kept_away\b", f.read_text())
    }
    code = {"models/workers.py", "policies.py", "urls.py", "commands/profiles.py", "views/workers.py"}
    solvers = {"queries/keeping.py", "queries/readiness.py"}
    assert inside <= {*code, *solvers, "models/__init__.py", "views/__init__.py", "migrations/0001_initial.py"}


def _without_tokens(page: str) -> str:
    return re.sub(r'(nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*")', "", page)
