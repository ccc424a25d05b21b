"""The grammar of a command: allowed, atomic, locked, audited."""

import pytest

from alongside.core import audit
from alongside.core.commands import COMMANDS
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import WriteOutsideCommand
from alongside.core.models import AuditEvent
from alongside.referrals import commands
from tests.world import make_referral


def test_command_when_allowed_does_it_and_leaves_its_audit_row(world):
    referral = make_referral(world, urgent_reason="")
    commands.accept_referral(world.coordinator, referral, pathway=world.community, reason="fits")
    (event,) = AuditEvent.objects.all()
    assert (event.action, event.actor_name, event.reason) == ("referral.accepted", "Ines Okafor", "fits")
    assert event.changes["status"] == ["received", "accepted"]
    told = audit.sentence(event, COMMANDS[event.action].says)
    assert told.startswith("Ines Okafor accepted the request for peer support on ")
    assert "status received → accepted" in told


def test_command_when_wrong_person_changes_nothing(world):
    referral = make_referral(world)
    with pytest.raises(NotAllowed):
        commands.accept_referral(world.other_coordinator, referral, pathway=world.community)
    referral.refresh_from_db()
    assert referral.status == "received"
    assert not AuditEvent.objects.exists()


def test_command_when_wrong_state_refuses_in_words(world):
    referral = make_referral(world, status="closed")
    with pytest.raises(Refused, match="This is finished, so it cannot become waiting for a peer worker."):
        commands.accept_referral(world.lead, referral, pathway=world.community)
    assert not AuditEvent.objects.exists()


def test_write_outside_a_command_is_refused(world):
    referral = make_referral(world)
    referral.hopes = "something else"
    with pytest.raises(WriteOutsideCommand, match="UPDATE referrals_referral"):
        referral.save()
