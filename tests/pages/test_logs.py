"""What governance reads: who changed what and who opened what, and nobody else reads it."""

from datetime import timedelta

import pytest

from alongside.core import clock
from alongside.core.errors import NotAllowed
from alongside.core.models import AuditEvent, Opening
from alongside.pages.queries import logs
from alongside.support import commands
from tests.pages.story import opened, said, walking


def test_audit_reads_changes_as_sentences_and_finds_them(world, sign_in):
    person = walking(world).referral.person
    commands.add_goal(world.person, person, words="Order in a café.")
    event = AuditEvent.objects.get()
    client = sign_in("governance")
    told = said(client.get("/audit/"))
    assert "Leona Marsh wrote down a goal of the person's on 17 November 2026 at 12:40" in told
    assert "café" not in told
    for query in ("who=leona", "action=goal.added", f"subject={event.subject_id}"):
        assert "wrote down a goal" in said(client.get(f"/audit/?{query}")).split("Record", 1)[1]
    for query in ("who=imani", "action=goal.dropped", "subject=0000000000000000"):
        assert "Nothing has changed with those choices." in said(client.get(f"/audit/?{query}"))
    since = "since=2026-11-16"
    assert list(logs.audit_events(world.governance, since=event.at.date())) == [event]
    assert client.get(f"/audit/?{since}").status_code == 200


def test_audit_of_a_command_that_has_gone_is_read_by_its_name(world):
    commands.add_goal(world.person, walking(world).referral.person, words="Sleep.")
    event = AuditEvent.objects.get()
    event.action = "goal.framed"
    assert logs.as_sentences([event])[0].sentence.startswith("Leona Marsh goal.framed on")


def test_openings_are_listed_and_found(world, sign_in):
    person = walking(world).referral.person
    opened(world, person, "peer_worker")
    opened(world, person, "lead", Opening.How.PRINTED)
    client = sign_in("governance")
    told = said(client.get("/openings/"))
    assert "Imani Calder opened the record" in told
    assert "Marcia Thornby printed" in told
    assert "Marcia" not in said(client.get("/openings/?who=imani"))
    assert "Imani" not in said(client.get("/openings/?how=printed"))
    assert "Nothing was opened with those choices." in said(client.get("/openings/?subject=0000000000000000"))


def test_openings_are_found_between_two_days_and_downloaded(world, sign_in):
    person = walking(world).referral.person
    for days, who in ((0, "lead"), (1, "coordinator"), (2, "peer_worker")):
        with clock.at(clock.now() - timedelta(days=days)):
            opened(world, person, who)
    client = sign_in("governance")
    since, until = "since=2026-11-16", "until=2026-11-16"
    row = client.get(f"/openings/?{since}").content.decode()
    assert '<input class="nhsuk-input" id="id_since" name="since" type="date" value="2026-11-16">' in row
    found = {asked: said(client.get(f"/openings/?{asked}")) for asked in (since, until, f"{since}&{until}")}
    names = {asked: [name for name in ("Marcia", "Ines", "Imani") if name in page] for asked, page in found.items()}
    assert list(names.values()) == [["Marcia", "Ines"], ["Ines", "Imani"], ["Ines"]]
    book = client.get(f"/openings/?{since}&{until}&as=xlsx")
    assert book["Content-Type"].endswith("sheet")
    assert Opening.objects.filter(how="exported", words__startswith="Records opened").count() == 1


@pytest.mark.parametrize("who", ["lead", "coordinator", "peer_worker", "person", "referrer", "administrator"])
def test_logs_are_for_governance_alone(world, sign_in, who):
    client = sign_in(who)
    assert client.get("/audit/").status_code == 404
    assert client.get("/openings/").status_code == 404
    with pytest.raises(NotAllowed):
        logs.audit_events(world.actor(who))
    with pytest.raises(NotAllowed):
        logs.record_openings(world.actor(who))


def test_what_a_person_would_be_told_is_for_governance_to_print(world, sign_in):
    person = walking(world).referral.person
    opened(world, person, "lead")
    opened(world, person, "lead")
    client = sign_in("governance")
    there = f"/openings/of/{person.pk}/"
    assert there in client.get(f"/openings/?subject={person.pk}").content.decode()
    told = said(client.get(there))
    assert "Marcia Thornby , peer support lead Tuesday 17 November, 12:40pm: opened it, 2 times that day" in told
    assert "Leona" not in told
    assert client.get("/openings/of/0000000000000000/").status_code == 404
    for who in ("lead", "person", "administrator"):
        assert sign_in(who).get(there).status_code == 404
