"""Contacts made in groups: on the list to copy, in nobody's relationship, taken back before they are copied."""

import pytest

from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent
from alongside.pages.queries.today import not_copied
from alongside.support import commands, queries
from alongside.support.models import Contact
from tests.support.moments import in_days
from tests.world import make_person, make_referral, make_relationship, worker_of


def in_group(world, referral, **fields):
    """Written by the lead, of a group that Imani ran."""
    facts = {
        "starts_at": in_days(-1),
        "minutes": 60,
        "mechanism": "01",
        "location": "E02",
        "workers": [worker_of(world).pk],
        "origin": "register",
        **fields,
    }
    return commands.record_group_contact(world.lead, referral, **facts)


def test_group_contact_is_a_group_contact_with_its_workers_and_leaves_the_walk_alone(world):
    together = make_relationship(world)
    before = together.last_met_at
    contact = in_group(world, together.referral)
    assert (contact.therapy_mode, contact.attendance, contact.planned, contact.words) == ("3", "5", "Y", "")
    assert (contact.relationship, contact.referral, contact.interpreter) == (None, together.referral, "4")
    assert [row.worker_id for row in contact.staff.all()] == [together.worker_id]
    together.refresh_from_db()
    assert together.last_met_at == before
    assert list(AuditEvent.objects.values_list("action", flat=True)) == ["contact.made_in_group"]


@pytest.mark.parametrize("status", ["received", "closed"])
def test_group_contact_when_the_request_is_not_open_is_refused(world, status):
    with pytest.raises(Refused, match="not open"):
        in_group(world, make_referral(world, status=status))


def test_group_contact_by_itself_is_for_those_who_look_after_the_request(world):
    referral = make_referral(world, status="accepted")
    with pytest.raises(NotAllowed):
        commands.record_group_contact(
            world.peer_worker,
            referral,
            starts_at=in_days(-1),
            minutes=60,
            mechanism="01",
            location="E02",
            workers=[],
            origin="",
        )
    with pytest.raises(NotAllowed):
        commands.take_back_group_contact(world.other_coordinator, in_group(world, referral))


def test_group_contact_corrected_replaces_the_one_before_once(world):
    referral = make_referral(world, status="accepted")
    first = in_group(world, referral)
    second = in_group(world, referral, minutes=45, replaces=first)
    first.refresh_from_db()
    assert (first.is_current, second.replaces) == (False, first)
    with pytest.raises(Refused, match="already"):
        in_group(world, referral, minutes=50, replaces=first)


def test_group_contact_is_told_to_the_trusts_record_once(world):
    contact = in_group(world, make_referral(world, status="accepted"))
    (row,) = queries.to_copy(world.peer_worker)
    assert (row.worker, row.what, row.relationship_id) == ("Imani Calder", "A group. A ward", "")
    assert "Therapy mode 3" in row.line
    assert queries.number_to_copy(world.peer_worker) == not_copied(world.peer_worker) == 1
    assert [each.id for each in queries.to_copy(world.coordinator, whole_team=True)] == [contact.pk]
    assert queries.to_copy(world.other_peer_worker) == queries.to_copy(world.other_coordinator, whole_team=True) == []
    commands.tick_copied(world.peer_worker, queries.get_contact_to_copy(world.peer_worker, contact.pk))
    assert queries.to_copy(world.peer_worker) == []
    with pytest.raises(NotAllowed):
        commands.untick_copied(world.other_peer_worker, contact)
    with pytest.raises(Contact.DoesNotExist):
        queries.get_contact_to_copy(world.other_peer_worker, contact.pk)


def test_group_contact_taken_back_no_longer_counts(world):
    contact = in_group(world, make_referral(world, status="accepted"))
    commands.take_back_group_contact(world.coordinator, contact)
    assert queries.to_copy(world.peer_worker) == []
    assert AuditEvent.objects.last().action == "contact.not_made_in_group"
    with pytest.raises(Refused, match="already"):
        commands.take_back_group_contact(world.coordinator, contact)


def test_group_contact_in_the_trusts_record_is_taken_out_there_first(world):
    contact = in_group(world, make_referral(world, make_person(world), status="accepted"))
    with unguarded():
        Contact.objects.filter(pk=contact.pk).update(copied_at=clock.now())
    with pytest.raises(Refused, match="Leona’s coming is already in the trust’s own record"):
        commands.take_back_group_contact(world.lead, contact)


def test_list_to_copy_when_it_holds_a_group_can_be_ticked_on_the_page(world, sign_in):
    contact = in_group(world, make_referral(world, status="accepted"))
    client = sign_in("peer_worker")
    page = client.get("/to-copy/")
    assert "A group." in page.content.decode()
    client.post("/to-copy/tick/", {"contact": contact.pk})
    contact.refresh_from_db()
    assert contact.copied_at is not None
    assert sign_in("other_peer_worker").post("/to-copy/tick/", {"contact": contact.pk}).status_code == 404
